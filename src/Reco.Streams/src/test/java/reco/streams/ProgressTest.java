package reco.streams;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** MO-2: for how long an interaction has waited to be applied. */
class ProgressTest {
  private static final TopicPartition FIRST = new TopicPartition("log", 0);
  private static final TopicPartition SECOND = new TopicPartition("log", 1);

  private static final Config NOWHERE =
      ConfigFactory.parseString("reco.kafka.bootstrap-servers = \"127.0.0.1:9\"");

  private final Progress progress = new Progress(new KafkaClients(NOWHERE));

  @AfterEach
  void close() {
    progress.close();
  }

  @Test
  void nothingWaitsWhereAllIsDurable() {
    progress.starts(Map.of(FIRST, 0L));
    progress.pulled(FIRST, 5, 1_000);
    progress.reached(FIRST, 5);

    assertThat(progress.waiting(61_000)).isZero();
    assertThat(progress.inFlight()).isZero();
  }

  @Test
  void theOldestRecordOfAllPartitionsCounts() {
    progress.starts(Map.of(FIRST, 0L, SECOND, 0L));
    progress.pulled(FIRST, 1, 1_000);
    progress.pulled(FIRST, 2, 9_000);
    progress.pulled(SECOND, 1, 5_000);

    assertThat(progress.waiting(61_000)).isEqualTo(Duration.ofMinutes(1));
    assertThat(progress.inFlight()).isEqualTo(3);
  }

  @Test
  void whatIsPulledBehindADurableRoundIsTakenForAsOldAsTheNewestOfIt() {
    progress.starts(Map.of(FIRST, 0L));
    progress.pulled(FIRST, 1, 1_000);
    progress.pulled(FIRST, 2, 9_000);
    progress.reached(FIRST, 1);

    assertThat(progress.waiting(10_000)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aPartitionThatIsReadElsewhereWaitsElsewhere() {
    progress.starts(Map.of(FIRST, 0L));
    progress.pulled(FIRST, 1, 1_000);
    progress.ends(List.of(FIRST));

    assertThat(progress.waiting(10_000)).isZero();
  }
}
