package reco.gateway.web;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.healthcheck.HealthCheckService;
import com.linecorp.armeria.server.healthcheck.HealthChecker;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** What asks whether this node lives: orchestrators, balancers, and a benchmark's baseline. */
public final class Probes {
  private Probes() {}

  /**
   * Adds {@code /alive} (the process answers), {@code /startup} (it has been ready once), {@code
   * /ready} (send it requests now) and {@code /ok}, two bytes with nothing around them.
   */
  public static void add(ServerBuilder server, BooleanSupplier ready) {
    AtomicBoolean started = new AtomicBoolean();
    HealthChecker startup = () -> started.get() || startedBy(ready, started);
    server.service("/alive", probe(() -> true));
    server.service("/startup", probe(startup));
    server.service("/ready", probe(ready::getAsBoolean));
    server.service("/ok", (ctx, request) -> HttpResponse.of("ok"));
  }

  private static HealthCheckService probe(HealthChecker checker) {
    return HealthCheckService.builder().longPolling(0).checkers(checker).build();
  }

  private static boolean startedBy(BooleanSupplier ready, AtomicBoolean started) {
    if (ready.getAsBoolean()) {
      started.set(true);
    }
    return started.get();
  }
}
