package reco.app.cluster;

import java.util.List;
import java.util.stream.IntStream;
import reco.app.embedded.Loopback;

/**
 * Where a node of this machine is.
 *
 * @param number from 1
 * @param host its address for the other nodes, with {@code port}
 * @param httpPort of its gateway
 */
public record NodeAddress(int number, String host, int port, int httpPort) {
  /** Addresses for so many nodes, on ports that are free now. */
  static List<NodeAddress> choose(int nodes, LocalNodeSettings settings) {
    return IntStream.range(0, nodes)
        .mapToObj(at ->
            new NodeAddress(
                at + 1,
                settings.hosts().get(at % settings.hosts().size()),
                port("node", settings.port(), at),
                port("gateway", settings.httpPort(), at)))
        .toList();
  }

  private static int port(String what, int first, int at) {
    return Loopback.portFor("%s %d".formatted(what, at + 1), first == 0 ? 0 : first + at);
  }

  /** Its name in the cluster. */
  public String member() {
    return "%s:%d".formatted(host, port);
  }

  /** Its gateway. */
  public String url() {
    return "http://%s:%d".formatted(Loopback.HOST, httpPort);
  }

  /** As a seed node. */
  String seed() {
    return "pekko://reco@" + member();
  }
}
