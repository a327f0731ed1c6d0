package reco.console;

import picocli.CommandLine;

/** All commands of the console. */
public final class ConsoleCommands {
  private ConsoleCommands() {}

  /** Adds them to a program. */
  public static CommandLine addTo(CommandLine program) {
    return program
        .addSubcommand(new GetCommand())
        .addSubcommand(new SendCommand())
        .addSubcommand(new ReplayCommand())
        .addSubcommand(new UserCommand())
        .addSubcommand(new ItemCommand())
        .addSubcommand(new ParamCommand())
        .addSubcommand(new ModelCommand())
        .addSubcommand(new StatusCommand())
        .addSubcommand(new ClusterCommand())
        .addSubcommand(new ShardCommand())
        .addSubcommand(new ActorCommand())
        .addSubcommand(new NodeCommand())
        .addSubcommand(new StreamCommand())
        .addSubcommand(new LogCommand())
        .addSubcommand(new AuditCommand());
  }
}
