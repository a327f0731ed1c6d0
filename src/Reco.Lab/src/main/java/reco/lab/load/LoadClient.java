package reco.lab.load;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.common.util.EventLoopGroups;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Sends calls to one server over connections that are kept, all on one thread: a generator that
 * shares its machine with the server takes as little of it as it can.
 */
public final class LoadClient implements AutoCloseable {
  private static final String API_KEY = "x-api-key";

  private final ClientFactory factory;
  private final WebClient client;

  private LoadClient(ClientFactory factory, WebClient client) {
    this.factory = factory;
    this.client = client;
  }

  /** Over HTTP/1.1: one connection for each call in flight. */
  public static LoadClient http1(URI server, String key, Duration timeout) {
    return connect(SessionProtocol.H1C, server, key, timeout);
  }

  /** Over HTTP/2: all calls on one connection. */
  public static LoadClient http2(URI server, String key, Duration timeout) {
    return connect(SessionProtocol.H2C, server, key, timeout);
  }

  private static LoadClient connect(
      SessionProtocol protocol, URI server, String key, Duration timeout) {
    if (!"http".equals(server.getScheme()) || server.getHost() == null || server.getPort() < 0) {
      throw new IllegalArgumentException("server: got '" + server + "', expected http://HOST:PORT");
    }
    ClientFactory factory =
        ClientFactory.builder()
            .workerGroup(EventLoopGroups.newEventLoopGroup(1, "load", true), true)
            .build();
    WebClient client =
        WebClient.builder(protocol.uriText() + "://" + server.getHost() + ":" + server.getPort())
            .factory(factory)
            .setHeader(API_KEY, key)
            .responseTimeout(timeout)
            .build();
    return new LoadClient(factory, client);
  }

  /** The whole answer; fails where there is none within the timeout. */
  public CompletableFuture<AggregatedHttpResponse> send(Call call) {
    return client.execute(call.request()).aggregate();
  }

  /** Closes the connections; does not wait for their thread to end. */
  @Override
  public void close() {
    var _ = factory.closeAsync();
  }
}
