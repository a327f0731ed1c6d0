package reco.lab.bench;

/** Turns exploration off for a measurement, and back to what it was at its end. */
record Exploration(Server server, double share) implements AutoCloseable {
  private static final String PARAMETER = "exploration.share";

  static Exploration off(Server server) {
    var before = new Exploration(server, server.parameter(PARAMETER));
    server.setParameter(PARAMETER, 0);
    Waiting.until("exploration off", () -> server.parameter(PARAMETER) == 0);
    return before;
  }

  @Override
  public void close() {
    server.setParameter(PARAMETER, share);
  }
}
