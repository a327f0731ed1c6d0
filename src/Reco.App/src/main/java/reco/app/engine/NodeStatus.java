package reco.app.engine;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import reco.admin.v1.Status;
import reco.app.release.Models;
import reco.model.item.ItemCatalogue;
import reco.node.cluster.Node;

/** What an operator asks first. */
final class NodeStatus implements Supplier<Status> {
  private final String name;
  private final Build build;
  private final Clock clock;
  private final long startedMillis;
  private final Node node;
  private final ItemCatalogue catalogue;
  private final LogReaders readers;
  private final MeterRegistry meters;
  private final Models models;
  private final BooleanSupplier ready;

  NodeStatus(
      String name,
      Build build,
      Clock clock,
      Node node,
      ItemCatalogue catalogue,
      LogReaders readers,
      MeterRegistry meters,
      Models models,
      BooleanSupplier ready) {
    this.name = name;
    this.build = build;
    this.clock = clock;
    this.startedMillis = clock.millis();
    this.node = node;
    this.catalogue = catalogue;
    this.readers = readers;
    this.meters = meters;
    this.models = models;
    this.ready = ready;
  }

  @Override
  public Status get() {
    var status =
        Status.newBuilder()
            .setNode(name)
            .setBuild(build.version())
            .setUptimeSec((clock.millis() - startedMillis) / 1_000)
            .setItems(catalogue.size())
            .setActiveUsers(node.activeUsers())
            .setInteractionsApplied(readers.applied())
            .setRanker(models.ranker())
            .setRetrieval(models.retrieval())
            .setHeapUsedBytes(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed())
            .setRequests(requests())
            .setDeadLetters(count("reco.dead.letters"))
            .setReady(ready.getAsBoolean());
    readers.lag().ifPresent(status::setLag);
    if (models.ranker().equals("none")) {
      status.addNotices("no ranker is in service: retrieval scores rank; ./reco train makes one");
    }
    models.notices().forEach(status::addNotices);
    return status.build();
  }

  private long requests() {
    return meters.find("reco.request").timers().stream().mapToLong(timer -> timer.count()).sum();
  }

  private long count(String counter) {
    Counter found = meters.find(counter).counter();
    return found == null ? 0 : (long) found.count();
  }
}
