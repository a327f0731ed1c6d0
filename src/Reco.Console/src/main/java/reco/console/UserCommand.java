package reco.console;

import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import reco.admin.v1.AdminGrpc.AdminBlockingStub;
import reco.admin.v1.AffinityRow;
import reco.admin.v1.HistoryRow;
import reco.admin.v1.ShowUserRequest;
import reco.admin.v1.UserView;

/** Commands about one user. */
@Command(
    name = "user",
    description = "What is known of a user.",
    subcommands = UserCommand.Show.class,
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
public final class UserCommand {
  UserCommand() {}

  /** Shows the live state. */
  @Command(name = "show", description = "The user's live state.")
  static final class Show extends ConsoleCommand {
    private static final int SHOWN_HISTORY = 20;

    @Parameters(paramLabel = "USER", description = "an id, or session:ID of a visitor")
    private String user = "";

    @Override
    void ask(Connection server) {
      UserView view =
          server
              .stub(AdminBlockingStub.class)
              .showUser(ShowUserRequest.newBuilder().setUserId(user).build());
      print(view, Show::text);
    }

    private static String text(UserView view) {
      return "%s: revision %d, %d interactions, %d stored bytes, watermark %s%n"
              .formatted(
                  view.getUserId(),
                  view.getRevision(),
                  view.getInteractions(),
                  view.getStoredBytes(),
                  orNone(view.getWatermark()))
          + "session of %d, watched %d, likes %d, dislikes %d, hides %d, saves %d%n"
              .formatted(
                  view.getSessionLength(),
                  view.getWatched(),
                  view.getLikes(),
                  view.getDislikes(),
                  view.getHides(),
                  view.getSaves())
          + "country %s, age %s, interests %s%n"
              .formatted(
                  orNone(view.getCountry()),
                  view.getAge() == 0 ? "unknown" : view.getAge(),
                  orNone(String.join(", ", view.getInterestsList())))
          + affinities("CATEGORY", view.getCategoriesList())
          + affinities("CREATOR", view.getCreatorsList())
          + history(view.getHistoryList());
    }

    private static String affinities(String heading, List<AffinityRow> rows) {
      Table table = new Table(heading, "AFFINITY", "5 MIN", "HOUR", "DAY");
      rows.forEach(row ->
          table.row(
              row.getName(),
              String.format(Locale.ROOT, "%.3f", row.getAffinity()),
              row.getLast5Min(),
              row.getLastHour(),
              row.getLastDay()));
      return rows.isEmpty() ? "" : "\n" + table.text();
    }

    private static String history(List<HistoryRow> rows) {
      Table table = new Table("WHEN", "EVENT", "ITEM", "TITLE");
      rows.stream()
          .limit(SHOWN_HISTORY)
          .forEach(
              row -> table.row(row.getTime(), row.getEvent(), row.getItemId(), row.getTitle()));
      String more =
          rows.size() > SHOWN_HISTORY
              ? "and %d more; --json has them%n".formatted(rows.size() - SHOWN_HISTORY)
              : "";
      return rows.isEmpty() ? "" : "\n" + table.text() + more;
    }

    private static String orNone(String text) {
      return text.isEmpty() ? "none" : text;
    }
  }
}
