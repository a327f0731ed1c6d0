package reco.model.counting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import reco.model.id.UserId;
import reco.model.interaction.InteractionType;
import reco.model.interaction.UserEvent;

class VisitorsTest {
  private static final int WINDOW = 3;

  private final Visitors visitors = new Visitors(2, WINDOW);
  private int count;

  @Test
  void aStepTellsTheItemsBeforeItThatItFollowed() {
    click("u", 1);
    click("u", 2);

    assertThat(click("u", 3)).containsExactly("3 after [2, 1] first", "2 -1-> 3", "1 -2-> 3");
  }

  @Test
  void aReturnIsAStepButNotOntoItself() {
    click("u", 1);
    click("u", 2);

    assertThat(click("u", 1)).containsExactly("1 after [2, 1]", "2 -1-> 1");
  }

  @Test
  void anotherInteractionWithTheSameItemIsNoStep() {
    click("u", 1);
    click("u", 2);

    assertThat(click("u", 2)).containsExactly("2 after []");
  }

  @Test
  void aLowRatingIsAStepAndADislikeIsNone() {
    click("u", 1);

    assertThat(observe("u", Events.interaction(InteractionType.RATING, 2, 1, 0, "low")))
        .containsExactly("2 after [1] first", "1 -1-> 2");
    assertThat(observe("u", Events.interaction(InteractionType.DISLIKE, 3, 0, 0, "dislike")))
        .containsExactly("3 after []");
    assertThat(click("u", 4)).containsExactly("4 after [2, 1] first", "2 -1-> 4", "1 -2-> 4");
  }

  @Test
  void theUserLeastRecentlyActiveIsForgottenFirst() {
    click("first", 1);
    click("second", 1);
    click("first", 2);
    click("third", 1);

    assertThat(visitors.size()).isEqualTo(2);
    assertThat(click("first", 3)).contains("3 after [2, 1] first");
    assertThat(click("second", 2)).containsExactly("2 after [] first");
  }

  @Property(tries = 100)
  @Label("restored from a compacted log of their changes, visitors go on as if never interrupted")
  void restoredFromTheirChangesVisitorsGoOn(@ForAll Random random) {
    Visitors uninterrupted = new Visitors(6, WINDOW);
    Visitors restarted = new Visitors(6, WINDOW);
    SequencedMap<Long, Optional<VisitorImage>> compacted = new LinkedHashMap<>();
    for (int i = 0; i < 300; i++) {
      UserId user = UserId.of("u" + random.nextInt(8));
      UserEvent event = event(random, i);
      assertThat(deltas(restarted, user, event)).isEqualTo(deltas(uninterrupted, user, event));
      if (random.nextInt(5) == 0) {
        restarted.drainChanges((changed, image) -> {
          compacted.remove(changed);
          compacted.put(changed, image);
        });
        if (random.nextInt(5) == 0) {
          restarted = new Visitors(6, WINDOW);
          compacted.forEach(restarted::restore);
        }
      }
    }
    assertThat(restarted.size()).isEqualTo(uninterrupted.size());
  }

  private static UserEvent event(Random random, int number) {
    return random.nextInt(10) == 0
        ? Events.profile("C" + random.nextInt(3), number)
        : Events.interaction(
            InteractionType.ofOrdinal(random.nextInt(InteractionType.count())),
            1 + random.nextInt(9),
            4,
            number,
            "e" + random.nextInt(200));
  }

  private List<String> click(String user, long item) {
    return observe(user, Events.interaction(InteractionType.CLICK, item, 0, 0, "e" + count++));
  }

  private List<String> observe(String user, UserEvent event) {
    return deltas(visitors, UserId.of(user), event);
  }

  private static List<String> deltas(Visitors visitors, UserId user, UserEvent event) {
    List<String> deltas = new ArrayList<>();
    visitors.observe(user, event, delta -> deltas.add(text(delta)));
    return deltas;
  }

  private static String text(ItemDelta delta) {
    return switch (delta) {
      case ItemDelta.Interacted(long item, _, _, _, var region, var visit) ->
          "%d%s after %s%s"
              .formatted(
                  item,
                  region.isEmpty() ? "" : " in " + region,
                  Arrays.toString(visit.before()),
                  visit.isFirst() ? " first" : "");
      case ItemDelta.Followed(long item, _, long next, int distance) ->
          "%d -%d-> %d".formatted(item, distance, next);
    };
  }
}
