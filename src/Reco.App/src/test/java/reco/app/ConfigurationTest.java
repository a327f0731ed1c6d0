package reco.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reco.model.item.StatisticsSettings;

class ConfigurationTest {
  @TempDir private Path folder;

  @Test
  void aLaterOverlayWinsOverAnEarlierOneAndOverTheDefaults() throws IOException {
    var own = folder.resolve("own.conf");
    Files.writeString(own, "reco.kafka.min-insync-replicas = 1");

    var config = Configuration.load(List.of("cluster", own.toString()));

    assertThat(config.getInt("reco.kafka.replication-factor")).isEqualTo(3);
    assertThat(config.getInt("reco.kafka.min-insync-replicas")).isEqualTo(1);
    assertThat(config.getInt("reco.kafka.topics.interactions.partitions")).isEqualTo(64);
  }

  @Test
  void librariesFindTheirOwnDefaultsInIt() {
    assertThat(Configuration.load(List.of()).hasPath("pekko.actor")).isTrue();
  }

  @Test
  void thePipelinesArePartOfIt() {
    assertThat(Configuration.load(List.of()).hasPath("reco.pipelines.home")).isTrue();
  }

  @Test
  void itemsAreCountedByTheStandardSettings() {
    var settings =
        StatisticsSettings.of(Configuration.load(List.of()).getConfig("reco.node.items"));

    assertThat(settings).isEqualTo(StatisticsSettings.STANDARD);
  }

  @Test
  void aMissingOverlayIsNamed() {
    assertThatThrownBy(() -> Configuration.load(List.of("nowhere/none.conf")))
        .isInstanceOf(ConfigException.IO.class)
        .hasMessageContaining("none.conf");
  }

  @Test
  void whatIsRenderedCanBeReadAgain() throws IOException {
    var config = Configuration.load(List.of("test"));
    var printed = folder.resolve("printed.conf");
    Files.writeString(printed, Configuration.render(config));

    var again = Configuration.load(List.of(printed.toString()));

    assertThat(again.getConfig("reco")).isEqualTo(config.getConfig("reco"));
  }
}
