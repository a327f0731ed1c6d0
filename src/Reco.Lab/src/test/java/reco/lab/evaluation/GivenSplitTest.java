package reco.lab.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reco.lab.data.SequenceContent;
import reco.lab.data.SequenceFile.Line;

class GivenSplitTest {
  private static final List<Line> TRAIN = Given.lines("a b c", "b c d e", "a");

  @Test
  void testItemsAreTheTargetsAndAllTrainingItemsAreKnown() {
    var experiment = split(new Line("u0", List.of("d", "f")), new Line("nobody", List.of("a")));

    HeldOut asked = experiment.test().asked().getFirst();
    assertThat(experiment.test().asked()).hasSize(1);
    assertThat(Given.ids(experiment.past(), asked.history().items())).isEqualTo("a b c");
    assertThat(Given.ids(experiment.past(), asked.masked())).isEqualTo("a b c");
    assertThat(Given.ids(experiment.past(), asked.targets())).isEqualTo("d f");
    assertThat(experiment.cutoff()).isEqualTo(20);
    assertThat(experiment.hitRate()).isEqualTo("recall");
  }

  @Test
  void anItemThatTheUserHadIsNoTarget() {
    var experiment = split(new Line("u0", List.of("a", "e", "e")), new Line("u2", List.of("a")));

    assertThat(experiment.test().asked()).hasSize(1);
    assertThat(experiment.test().asked().getFirst().targets()).hasSize(1);
  }

  @Test
  void aTenthOfTheTrainingItemsValidatesAndIsNotLearntFromThen() {
    String twenty = IntStream.range(0, 20).mapToObj(i -> "i" + i).collect(Collectors.joining(" "));
    Histories train = Given.histories(twenty, "i0 i1", "i3 i4 i5");

    var experiment = GivenSplit.of("given", train, List.of(), 1, List.of());

    Fold validation = experiment.validation();
    assertThat(validation.asked()).extracting(each -> each.targets().length).containsExactly(2, 1);
    for (HeldOut each : validation.asked()) {
      int user = each.history().user();
      assertThat(validation.past().sequences()[user])
          .isEqualTo(each.history().items())
          .doesNotContain(each.targets());
      assertThat(each.targets().length + each.history().items().length)
          .isEqualTo(train.sequences()[user].length);
    }
    assertThat(experiment.test().past()).isSameAs(train);
  }

  @Test
  void theSameSeedHoldsOutTheSame() {
    String ten = "a b c d e f g h i j";

    int[] first = validated(ten, 1);

    assertThat(validated(ten, 1)).isEqualTo(first);
    assertThat(IntStream.range(2, 12).mapToObj(seed -> validated(ten, seed)))
        .anyMatch(targets -> !Arrays.equals(targets, first));
  }

  private static int[] validated(String items, long seed) {
    return GivenSplit.of("given", Given.histories(items), List.of(), seed, List.of())
        .validation()
        .asked()
        .getFirst()
        .targets();
  }

  private static Experiment split(Line... test) {
    return GivenSplit.of(
        "given",
        Histories.of(TRAIN, List.of(test), SequenceContent.NONE, Given.NOW),
        List.of(test),
        1,
        List.of());
  }
}
