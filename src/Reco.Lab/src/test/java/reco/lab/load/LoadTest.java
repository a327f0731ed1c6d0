package reco.lab.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.Server;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadTest {
  private static final Duration DEADLINE = Duration.ofMillis(50);
  private static final Call OK = Call.get("/ok");
  private static final Call BUSY = Call.get("/busy");
  private static final Call BROKEN = Call.get("/broken");

  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger mostInFlight = new AtomicInteger();
  private final AtomicLong keys = new AtomicLong();
  private Server server;
  private LoadClient client;

  @BeforeEach
  void startServer() {
    server =
        Server.builder()
            .http(new InetSocketAddress("127.0.0.1", 0))
            .service(
                "/ok",
                (ctx, request) -> {
                  mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
                  ctx.log().whenComplete().thenRun(inFlight::decrementAndGet);
                  if ("secret".equals(request.headers().get("x-api-key"))) {
                    keys.incrementAndGet();
                  }
                  return HttpResponse.of("ok");
                })
            .service("/busy", (ctx, request) -> HttpResponse.of(HttpStatus.TOO_MANY_REQUESTS))
            .service("/broken", (ctx, request) -> HttpResponse.of(HttpStatus.BAD_GATEWAY))
            .build();
    server.start().join();
    client = new LoadClient(address(), "secret", Duration.ofSeconds(5));
  }

  @AfterEach
  void stopServer() {
    client.close();
    server.stop().join();
  }

  @Test
  void aClosedLoopSendsSoManyCallsAndNeverMoreAtOnceThanCallers() throws InterruptedException {
    LoadResult result = new ClosedLoop(client, 4, DEADLINE).run(200, _ -> OK);

    assertThat(result.accepted().count()).isEqualTo(200);
    assertThat(result.errors()).isZero();
    assertThat(mostInFlight.get()).isBetween(1, 4);
    assertThat(keys.get()).as("calls with the key").isEqualTo(200);
  }

  @Test
  void refusalsAndErrorsAreToldApart() throws InterruptedException {
    Call[] calls = {OK, BUSY, BROKEN};

    LoadResult result = new ClosedLoop(client, 2, DEADLINE).run(30, n -> calls[(int) (n % 3)]);

    assertThat(result.accepted().count()).isEqualTo(10);
    assertThat(result.refusedService().count()).isEqualTo(10);
    assertThat(result.errors()).isEqualTo(10);
  }

  @Test
  void aServerThatIsGoneCountsAsErrors() throws InterruptedException {
    server.stop().join();

    LoadResult result = new ClosedLoop(client, 1, DEADLINE).run(3, _ -> OK);

    assertThat(result.errors()).isEqualTo(3);
  }

  @Test
  void anOpenLoopSendsAtItsRate() throws InterruptedException {
    LoadResult result = new OpenLoop(client, 200, DEADLINE).run(Duration.ofMillis(500), _ -> OK);

    assertThat(result.accepted().count()).isEqualTo(100);
    assertThat(result.seconds()).isGreaterThanOrEqualTo(0.49);
  }

  /** Coordinated omission: what was due during a stall is charged for waiting, sent late or not. */
  @Test
  void aStallIsChargedToEveryCallThatWasDueMeanwhile() throws InterruptedException {
    var stall = Duration.ofMillis(300);

    LoadResult result =
        new OpenLoop(client, 100, DEADLINE)
            .run(
                Duration.ofMillis(400),
                n -> {
                  if (n == 0) {
                    spin(stall);
                  }
                  return OK;
                });

    assertThat(result.accepted().maxMillis()).isGreaterThanOrEqualTo(stall.toMillis());
    assertThat(result.accepted().p50Millis()).isGreaterThan(50);
    assertThat(result.late()).as("due in the stall's first 250 ms").isGreaterThanOrEqualTo(24);
    assertThat(result.goodputPerSecond()).isLessThan(result.acceptedPerSecond());
  }

  @Test
  void onlyAPlainServerAddressIsTaken() {
    assertThatThrownBy(() -> new LoadClient(URI.create("localhost:80"), "", DEADLINE))
        .hasMessageContaining("expected http://HOST:PORT");
  }

  private URI address() {
    var port = Objects.requireNonNull(server.activePort());
    return URI.create("http://127.0.0.1:" + port.localAddress().getPort());
  }

  private static void spin(Duration duration) {
    long end = System.nanoTime() + duration.toNanos();
    while (System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
  }
}
