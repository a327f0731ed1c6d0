package reco.console;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import reco.admin.v1.AdminGrpc.AdminBlockingStub;
import reco.admin.v1.ListParametersRequest;
import reco.admin.v1.ListParametersResponse;
import reco.admin.v1.Parameter;

/** Commands about the live numbers of scoring, re-ranking and exploration. */
@Command(
    name = "param",
    description = "Live parameters of scoring, re-ranking and exploration.",
    subcommands = {ParamCommand.ListAll.class, ParamCommand.Set.class},
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
public final class ParamCommand {
  ParamCommand() {}

  /** Lists all. */
  @Command(name = "list", description = "All parameters, with their bounds.")
  static final class ListAll extends ConsoleCommand {
    @Override
    void ask(Connection server) {
      print(
          server
              .stub(AdminBlockingStub.class)
              .listParameters(ListParametersRequest.getDefaultInstance()),
          ListAll::text);
    }

    private static String text(ListParametersResponse response) {
      Table table = new Table("NAME", "VALUE", "LEAST", "MOST", "WHAT IT IS");
      response
          .getParametersList()
          .forEach(parameter ->
              table.row(
                  parameter.getName(),
                  parameter.getValue(),
                  parameter.getMinimum(),
                  parameter.getMaximum(),
                  parameter.getDescription()));
      return table.text();
    }
  }

  /** Sets one. */
  @Command(name = "set", description = "Sets a parameter on every node, within a second.")
  static final class Set extends ConsoleCommand {
    @Parameters(index = "0", paramLabel = "NAME", description = "as 'param list' shows it")
    private String name = "";

    @Parameters(index = "1", paramLabel = "VALUE", description = "within its bounds")
    private double value;

    @Override
    void ask(Connection server) {
      Parameter set =
          server
              .stub(AdminBlockingStub.class)
              .setParameter(Parameter.newBuilder().setName(name).setValue(value).build());
      print(set, answer -> "%s is %s%n".formatted(answer.getName(), answer.getValue()));
    }
  }
}
