package reco.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reco.lab.DataSource.MovieLensFolder;
import reco.lab.DataSource.SimulatedWorld;

class DataSourceTest {
  @Test
  void aWorldHasASeedOrTheStandardOne() {
    assertThat(DataSource.parse("world")).isEqualTo(new SimulatedWorld(1));
    assertThat(DataSource.parse("world:42")).isEqualTo(new SimulatedWorld(42));
  }

  @Test
  void aMovieLensFolderIsNamedByItsPath() {
    assertThat(DataSource.parse("movielens:C:/films"))
        .isEqualTo(new MovieLensFolder(Path.of("C:/films")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "world:", "world:x", "movielens", "movielens:", "netflix:dir"})
  void anythingElseIsRefusedWithWhatIsExpected(String text) {
    assertThatThrownBy(() -> DataSource.parse(text))
        .hasMessageContaining("expected world, world:SEED or movielens:DIR");
  }
}
