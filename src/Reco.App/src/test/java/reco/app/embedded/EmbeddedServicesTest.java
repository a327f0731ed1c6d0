package reco.app.embedded;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reco.app.Configuration;
import reco.app.topics.Topics;

@Timeout(180)
class EmbeddedServicesTest {
  private static final TopicPartition CONTROL = new TopicPartition("reco.control", 0);

  @TempDir private Path state;

  @Test
  void aRestartKeepsWhatWasWrittenAndAStopLeavesNoProcess() throws Exception {
    try (var services = start()) {
      write(services, "kept");
    }

    assertThat(ProcessHandle.current().descendants()).isEmpty();

    try (var services = start()) {
      assertThat(recordsOf(services)).containsExactly("kept");
      assertThat(redisValueOf(services)).isEqualTo("kept");
    }
  }

  @Test
  void bothEndWhenTheirParentIsKilled() throws Exception {
    var parent = startProgram();
    var children = parent.descendants().toList();

    parent.destroyForcibly().waitFor();

    assertThat(children).hasSizeGreaterThanOrEqualTo(4);
    CompletableFuture.allOf(
            children.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
        .get(60, SECONDS);
  }

  @Test
  void aKilledBrokerStartsAgainWithEveryAcknowledgedRecord() throws Exception {
    var services = start();
    write(services, "acknowledged");

    ProcessHandle.current()
        .descendants()
        .filter(child -> child.info().commandLine().orElse("").contains("kafka-logback"))
        .forEach(ProcessHandle::destroyForcibly);
    var ended = services.onExit().get(20, SECONDS);
    services.close();

    assertThat(ended).isEqualTo("Kafka");
    try (var again = start()) {
      assertThat(recordsOf(again)).containsExactly("acknowledged");
    }
  }

  @Test
  void aStateFolderInUseIsRefused() throws Exception {
    try (var held = StateLock.take(state)) {
      assertThat(held).isNotNull();
      assertThatThrownBy(this::start)
          .isInstanceOf(EmbeddedServiceException.class)
          .hasMessageContaining("in use by process " + ProcessHandle.current().pid());
    }
  }

  @Test
  void aTakenPortIsReplacedByAFreeOne() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = Loopback.portFor("test", taken.getLocalPort());

      assertThat(port).isPositive().isNotEqualTo(taken.getLocalPort());
    }
  }

  private EmbeddedServices start() {
    var config = Configuration.load(List.of("test"));
    return EmbeddedServices.start(state, EmbeddedSettings.of(config));
  }

  /** Runs the program's own command until it says that it is up. */
  private Process startProgram() throws IOException {
    var program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "reco.app.Main",
                "up",
                "--services-only",
                "--config",
                "test",
                "--state",
                state.toString())
            .redirectErrorStream(true)
            .start();
    var lines = program.inputReader();
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("State")) {
        return program;
      }
    }
    throw new AssertionError("the program ended before it was up");
  }

  private static void write(EmbeddedServices services, String value) throws Exception {
    Map<String, Object> client = Map.of("bootstrap.servers", services.bootstrapServers());
    try (var admin = Admin.create(client)) {
      Topics.of(Configuration.load(List.of("test"))).ensure(admin);
    }
    try (var producer =
        new KafkaProducer<>(client, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(CONTROL.topic(), value)).get(20, SECONDS);
    }
    try (var redis = RedisClient.create(services.redisUri());
        var connection = redis.connect()) {
      connection.sync().set("key", value);
    }
  }

  private static List<String> recordsOf(EmbeddedServices services) {
    Map<String, Object> client =
        Map.of("bootstrap.servers", services.bootstrapServers(), "auto.offset.reset", "earliest");
    try (var consumer =
        new KafkaConsumer<>(client, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(CONTROL));
      long end = consumer.endOffsets(List.of(CONTROL)).get(CONTROL);
      var values = new ArrayList<String>();
      while (consumer.position(CONTROL) < end) {
        consumer.poll(Duration.ofSeconds(1)).forEach(record -> values.add(record.value()));
      }
      return values;
    }
  }

  private static String redisValueOf(EmbeddedServices services) {
    try (var redis = RedisClient.create(services.redisUri());
        var connection = redis.connect()) {
      return connection.sync().get("key");
    }
  }
}
