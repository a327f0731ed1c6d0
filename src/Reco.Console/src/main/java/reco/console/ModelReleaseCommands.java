package reco.console;

import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import reco.admin.v1.ChangeReleaseRequest;
import reco.admin.v1.TrialShare;

/** The commands that change which version serves whom. */
final class ModelReleaseCommands {
  private ModelReleaseCommands() {}

  /** Begins to score in the shadow. */
  @Command(
      name = "shadow",
      description =
          "Scores a share of the requests with a version too, and answers with the serving one;"
              + " 'trial' shows the difference.")
  static final class Shadow extends ReleaseCommand {
    @Parameters(
        index = "0",
        paramLabel = "VERSION",
        description = "such as ranker@v3",
        converter = VersionName.Converter.class)
    private VersionName version = VersionName.NONE;

    @Parameters(
        index = "1",
        arity = "0..1",
        paramLabel = "SHARE",
        description = "of the requests, such as 10%%; all, where none is given",
        converter = ShareConverter.class)
    private double share = 1;

    @Override
    ChangeReleaseRequest.Builder change() {
      return ChangeReleaseRequest.newBuilder()
          .setModel(version.model())
          .setShadow(TrialShare.newBuilder().setVersion(version.version()).setShare(share).build());
    }

    @Override
    String question() {
      return "Score %s of the requests with %s in the shadow?".formatted(percent(share), version);
    }
  }

  /** Begins to answer a share of the users. */
  @Command(
      name = "canary",
      description =
          "Answers a share of the users with a version; taken back where a guardrail breaks.")
  static final class Canary extends ReleaseCommand {
    @Parameters(
        index = "0",
        paramLabel = "VERSION",
        description = "such as ranker@v3",
        converter = VersionName.Converter.class)
    private VersionName version = VersionName.NONE;

    @Parameters(
        index = "1",
        paramLabel = "SHARE",
        description = "of the users, such as 5%%",
        converter = ShareConverter.class)
    private double share;

    @Override
    ChangeReleaseRequest.Builder change() {
      return ChangeReleaseRequest.newBuilder()
          .setModel(version.model())
          .setCanary(TrialShare.newBuilder().setVersion(version.version()).setShare(share).build());
    }

    @Override
    String question() {
      return "Answer %s of the users with %s?".formatted(percent(share), version);
    }
  }

  /** Ends a trial. */
  @Command(name = "stop", description = "Ends the canary or shadow that runs.")
  static final class Stop extends ReleaseCommand {
    @Parameters(paramLabel = "MODEL", description = "such as ranker")
    private String model = "";

    @Override
    ChangeReleaseRequest.Builder change() {
      return ChangeReleaseRequest.newBuilder().setModel(model).setEndTrial(true);
    }

    @Override
    String question() {
      return "End the trial of %s?".formatted(model);
    }
  }

  /** Serves everyone with a version. */
  @Command(name = "promote", description = "Serves everyone with a version, if it passes the gate.")
  static final class Promote extends ReleaseCommand {
    @Parameters(
        paramLabel = "VERSION",
        description = "such as ranker@v3",
        converter = VersionName.Converter.class)
    private VersionName version = VersionName.NONE;

    @Override
    ChangeReleaseRequest.Builder change() {
      return ChangeReleaseRequest.newBuilder()
          .setModel(version.model())
          .setPromote(version.version());
    }

    @Override
    String question() {
      return "Serve everyone with %s?".formatted(version);
    }
  }

  /** Goes back. */
  @Command(
      name = "rollback",
      description = "Goes back to the version before, or to one; newer ones wait for a promotion.")
  static final class RollBack extends ReleaseCommand {
    @Parameters(paramLabel = "MODEL[@vN]", description = "such as ranker, or ranker@v3")
    private String target = "";

    @Override
    ChangeReleaseRequest.Builder change() {
      if (!target.contains("@")) {
        return ChangeReleaseRequest.newBuilder().setModel(target).setRollBack(0);
      }
      VersionName version = new VersionName.Converter().convert(target);
      return ChangeReleaseRequest.newBuilder()
          .setModel(version.model())
          .setRollBack(version.version());
    }

    @Override
    String question() {
      return target.contains("@")
          ? "Go back to %s?".formatted(target)
          : "Go back to the %s before?".formatted(target);
    }
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.4g%%", share * 100);
  }
}
