package reco.app.embedded;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/** The folder of one embedded broker: its log segments and the properties it starts with. */
record BrokerStorage(Path folder) {
  private static final int NODE_ID = 1;

  /**
   * Formats the log folder unless it already is: a second cluster id would stop the broker.
   *
   * @return the properties file to start the broker with
   */
  Path prepare(int port, int controllerPort) {
    try {
      Files.createDirectories(logs());
      if (!Files.exists(logs().resolve("meta.properties"))) {
        format();
      }
      return Files.writeString(
          folder.resolve("server.properties"), properties(port, controllerPort));
    } catch (Exception e) {
      throw new EmbeddedServiceException(
          "cannot prepare Kafka's storage in %s".formatted(folder), e);
    }
  }

  private Path logs() {
    return folder.resolve("logs");
  }

  private void format() throws Exception {
    new Formatter()
        .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
        .setNodeId(NODE_ID)
        .setClusterId(Uuid.randomUuid().toString())
        .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
        .setReleaseVersion(MetadataVersion.latestProduction())
        .setControllerListenerName("CONTROLLER")
        .setMetadataLogDirectory(logs().toString())
        .addDirectory(logs().toString())
        .run();
  }

  /**
   * One broker without replicas, sized for a laptop: few threads, few internal partitions. After a
   * kill it may register again only when its session is over.
   */
  private String properties(int port, int controllerPort) {
    return """
    process.roles=broker,controller
    node.id=%d
    controller.quorum.voters=%d@%s:%d
    controller.listener.names=CONTROLLER
    listeners=CLIENT://%s:%d,CONTROLLER://%s:%d
    listener.security.protocol.map=CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT
    inter.broker.listener.name=CLIENT
    log.dirs=%s

    auto.create.topics.enable=false
    default.replication.factor=1
    min.insync.replicas=1
    log.message.timestamp.type=LogAppendTime
    group.initial.rebalance.delay.ms=0
    offsets.topic.num.partitions=8
    offsets.topic.replication.factor=1
    transaction.state.log.num.partitions=8
    transaction.state.log.replication.factor=1
    transaction.state.log.min.isr=1
    transaction.abort.timed.out.transaction.cleanup.interval.ms=1000
    share.coordinator.state.topic.replication.factor=1
    share.coordinator.state.topic.min.isr=1

    broker.session.timeout.ms=5000
    broker.heartbeat.interval.ms=1000
    num.network.threads=2
    num.io.threads=4
    background.threads=2
    log.cleaner.dedupe.buffer.size=16777216
    log.index.size.max.bytes=1048576
    """
        .formatted(
            NODE_ID,
            NODE_ID,
            Loopback.HOST,
            controllerPort,
            Loopback.HOST,
            port,
            Loopback.HOST,
            controllerPort,
            logs());
  }
}
