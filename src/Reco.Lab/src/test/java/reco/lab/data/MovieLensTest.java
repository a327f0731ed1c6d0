package reco.lab.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reco.model.id.ItemId;
import reco.model.id.UserId;
import reco.model.interaction.InteractionType;

class MovieLensTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  @TempDir Path folder;

  @Test
  void theNewestRatingIsAMinuteOldAndTheShiftIsRecorded() throws IOException {
    writeSmall();

    Dataset dataset = MovieLens.load(folder, CLOCK);

    assertThat(dataset.interactions().getLast().interaction().timeMillis())
        .isEqualTo(NOW.toEpochMilli() - 60_000);
    assertThat(dataset.shiftMillis()).isEqualTo(NOW.toEpochMilli() - 60_000 - 900_000_000L * 1_000);
  }

  @Test
  void ratingsComeInTheOrderOfTheirTimesWithTheirStarsAndGenre() throws IOException {
    writeSmall();

    var first = MovieLens.load(folder, CLOCK).interactions().getFirst();

    assertThat(first.user()).isEqualTo(UserId.of("2"));
    assertThat(first.interaction().type()).isEqualTo(InteractionType.RATING);
    assertThat(first.interaction().value()).isEqualTo(3);
    assertThat(first.interaction().item()).isEqualTo(ItemId.of("2").key());
    assertThat(first.interaction().subject().category()).isEqualTo("Drama");
  }

  @Test
  void aMovieKeepsItsReleaseAndGetsAReadableTitle() throws IOException {
    writeSmall();

    var movies = MovieLens.load(folder, CLOCK).items();

    assertThat(movies.get(0).title()).isEqualTo("L'Année dernière (1961)");
    assertThat(movies.get(0).publishMillis()).as("1961 is clamped").isEqualTo(1);
    assertThat(movies.get(0).categories()).containsExactly("Comedy", "Drama");
    assertThat(movies.get(1).title()).isEqualTo("The Usual Suspects (1995)");
    assertThat(movies.get(1).publishMillis())
        .isEqualTo(Instant.parse("1995-08-14T00:00:00Z").toEpochMilli());
    assertThat(movies.get(2).publishMillis()).as("no date").isZero();
    assertThat(movies.get(2).categories()).as("only 'unknown'").isEmpty();
  }

  @Test
  void aBrokenLineIsRefusedWithItsPlaceItsValueAndWhatWasExpected() throws IOException {
    writeSmall();
    write("u.data", "1\t1\t5\t900000000\n1\t2\t9\t900000001\n");

    assertThatThrownBy(() -> MovieLens.load(folder, CLOCK))
        .isInstanceOf(MalformedDataException.class)
        .hasMessageContaining("u.data, line 2: got '9'")
        .hasMessageContaining("expected a rating, a whole number from 1 to 5 in field 3");
  }

  @Test
  void aLineWithTooFewFieldsIsRefused() throws IOException {
    writeSmall();
    write("u.user", "1|24|M|writer|85711\nnonsense\n");

    assertThatThrownBy(() -> MovieLens.load(folder, CLOCK))
        .hasMessageContaining("u.user, line 2: got 'nonsense', expected 5 fields");
  }

  @Test
  void aRatingOfAnUnknownMovieIsRefused() throws IOException {
    writeSmall();
    write("u.data", "1\t77\t5\t900000000\n");

    assertThatThrownBy(() -> MovieLens.load(folder, CLOCK))
        .hasMessageContaining("line 1: got '77', expected the id of a movie");
  }

  @Test
  void aReleaseDateThatIsNoneIsRefused() throws IOException {
    writeSmall();
    write("u.item", "1|Movie|1995-01-01||url|0|1|1\n");

    assertThatThrownBy(() -> MovieLens.load(folder, CLOCK))
        .hasMessageContaining("u.item, line 1: got '1995-01-01', expected a release date such as");
  }

  @Test
  void theLargeEditionIsReadToo() throws IOException {
    write("movies.dat", "7::Postino, Il (The Postman) (1994)::Drama|Romance\n");
    write("users.dat", "5::F::1::10::48067\n");
    write("ratings.dat", "5::7::4::978300760\n");

    Dataset dataset = MovieLens.load(folder, CLOCK);

    assertThat(dataset.name()).isEqualTo("movielens-1m");
    assertThat(dataset.items().getFirst().title()).isEqualTo("Il Postino (The Postman) (1994)");
    assertThat(dataset.items().getFirst().categories()).containsExactly("Drama", "Romance");
    assertThat(dataset.profiles().get(UserId.of("5")).age()).as("the group under 18").isEqualTo(17);
    assertThat(dataset.interactions()).hasSize(1);
  }

  @Test
  void aFolderOfNeitherEditionIsRefusedWithWhatIsMissing() throws IOException {
    write("u.data", "");

    assertThatThrownBy(() -> MovieLens.load(folder, CLOCK))
        .hasMessageContaining("missing: u.item, u.user, u.genre")
        .hasMessageContaining("missing: ratings.dat, movies.dat, users.dat");
  }

  @Test
  void theSequencesWithoutRatingsAreRefusedWithTheReason() {
    Path sequences = RealData.require("ml-1m", "ml1m_seq.txt");

    assertThatThrownBy(() -> MovieLens.load(sequences, CLOCK))
        .hasMessageContaining("ratings.dat is missing")
        .hasMessageContaining("neither their times nor the ratings");
  }

  @Test
  void theRealSmallEditionIsReadWhole() {
    Dataset dataset = MovieLens.load(RealData.require("ml-100k", "u.data"), CLOCK);

    assertThat(dataset.items()).hasSize(1_682);
    assertThat(dataset.profiles()).hasSize(943);
    assertThat(dataset.interactions()).hasSize(100_000);
    assertThat(dataset.items().getFirst().title()).isEqualTo("Toy Story (1995)");
    assertThat(dataset.items().getFirst().primaryCategory()).isEqualTo("Animation");
    assertThat(dataset.interactions())
        .isSortedAccordingTo(
            (a, b) -> Long.compare(a.interaction().timeMillis(), b.interaction().timeMillis()));
  }

  private void writeSmall() throws IOException {
    write("u.genre", "unknown|0\nComedy|1\nDrama|2\n\n");
    write(
        "u.item",
        """
        1|Année dernière, L' (1961)|1-Jan-1961||url|0|1|1
        2|Usual Suspects, The (1995)|14-Aug-1995||url|0|0|1
        3|unknown||||1|0|0
        """);
    write("u.user", "1|24|M|writer|85711\n2|53|F|other|94043\n");
    write("u.data", "1\t1\t5\t900000000\n2\t2\t3\t800000000\n");
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text, StandardCharsets.ISO_8859_1);
  }
}
