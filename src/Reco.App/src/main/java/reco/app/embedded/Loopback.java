package reco.app.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The only address embedded services listen on, and its free ports. */
public final class Loopback {
  public static final String HOST = "127.0.0.1";

  private static final Logger log = LoggerFactory.getLogger(Loopback.class);

  /** Below the ports that a system gives to its connections, which come and go all the time. */
  private static final int LOWEST = 20_000;

  private static final int HIGHEST = 32_000;
  private static final int ATTEMPTS = 1_000;

  private Loopback() {}

  /**
   * The preferred port where it is free, else any free one; 0 asks for any. A port given out can
   * still be taken by someone else before it is bound: the service then fails to start and says so.
   */
  public static int portFor(String service, int preferred) {
    if (preferred != 0 && isFree(preferred)) {
      return preferred;
    }
    int chosen = anyFree();
    if (preferred != 0) {
      log.warn("port {} for {} is taken; using {}", preferred, service, chosen);
    }
    return chosen;
  }

  private static boolean isFree(int port) {
    try (var socket = listen(port)) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }

  private static int anyFree() {
    return ThreadLocalRandom.current()
        .ints(ATTEMPTS, LOWEST, HIGHEST)
        .filter(Loopback::isFree)
        .findFirst()
        .orElseThrow(() ->
            new EmbeddedServiceException(
                "no free port on %s: tried %d of %d to %d"
                    .formatted(HOST, ATTEMPTS, LOWEST, HIGHEST - 1)));
  }

  private static ServerSocket listen(int port) throws IOException {
    return new ServerSocket(port, 1, InetAddress.getByName(HOST));
  }
}
