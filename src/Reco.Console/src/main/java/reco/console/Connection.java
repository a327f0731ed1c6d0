package reco.console;

import com.linecorp.armeria.client.grpc.GrpcClientBuilder;
import com.linecorp.armeria.client.grpc.GrpcClients;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command's server is and what opens it. */
public final class Connection {
  private static final String ADDRESS = "127.0.0.1:8080";
  private static final Duration PROBE = Duration.ofMillis(500);
  private static final String READY = "/ready";
  private static final int HTTP_OK = 200;
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  @Option(
      names = "--address",
      paramLabel = "HOST:PORT[,...]",
      description =
          "where the gateway listens; of several, separated by commas, the first that is ready"
              + " (default: RECO_ADDRESS, the state folder's file 'address', or "
              + ADDRESS
              + ")")
  private @Nullable String address;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "API key (default: RECO_API_KEY, or the state folder's file 'api-key')")
  private @Nullable String key;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = "folder of the running engine's state (default: .reco)")
  private @Nullable Path state;

  private final Map<String, String> environment;
  private String chosen = "";

  public Connection() {
    this(System.getenv());
  }

  Connection(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Of the server, {@code HOST:PORT}; of several the first that is ready. */
  public String address() {
    if (chosen.isEmpty()) {
      chosen = choose(first(address, "RECO_ADDRESS", "address").orElse(ADDRESS).split("[,\\s]+"));
    }
    return chosen;
  }

  private static String choose(String... addresses) {
    return addresses.length == 1
        ? addresses[0]
        : Arrays.stream(addresses).filter(Connection::isReady).findFirst().orElse(addresses[0]);
  }

  private static boolean isReady(String address) {
    try (var client = HttpClient.newBuilder().connectTimeout(PROBE).build()) {
      var request =
          HttpRequest.newBuilder(URI.create("http://" + address + READY)).timeout(PROBE).build();
      return client.send(request, BodyHandlers.discarding()).statusCode() == HTTP_OK;
    } catch (IOException notThere) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** A client of the service that the stub's type names. */
  public <T> T stub(Class<T> type) {
    return stub(type, TIMEOUT);
  }

  /** A client whose calls may take so long. */
  <T> T stub(Class<T> type, Duration timeout) {
    GrpcClientBuilder client =
        GrpcClients.builder("gproto+http://" + address() + "/").responseTimeout(timeout);
    first(key, "RECO_API_KEY", "api-key")
        .ifPresent(given -> client.setHeader("authorization", "Bearer " + given));
    return client.build(type);
  }

  /** What the command line says, else the environment, else the file of the running engine. */
  private Optional<String> first(@Nullable String option, String variable, String file) {
    return Optional.ofNullable(option)
        .or(() -> Optional.ofNullable(environment.get(variable)))
        .or(() -> read(stateFolder().resolve(file)))
        .filter(text -> !text.isBlank());
  }

  private Path stateFolder() {
    return state == null ? Path.of(System.getProperty("reco.home", "")).resolve(".reco") : state;
  }

  private static Optional<String> read(Path file) {
    try {
      return Files.isReadable(file)
          ? Optional.of(Files.readString(file).strip())
          : Optional.empty();
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }
}
