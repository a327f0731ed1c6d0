package reco.app.demo;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import reco.app.engine.Engine;
import reco.lab.data.Dataset;
import reco.lab.data.UserInteraction;
import reco.model.id.UserId;
import reco.model.interaction.ProfileChange;
import reco.model.item.Item;
import reco.model.profile.Profile;

/** Writes a dataset to the logs of a running engine, as its clients would have over the years. */
public final class Loader {
  private static final int IN_FLIGHT = 5_000;

  private final Engine engine;
  private final Deque<CompletableFuture<?>> inFlight = new ArrayDeque<>();

  public Loader(Engine engine) {
    this.engine = engine;
  }

  /** Returns when the log holds every item. */
  public void items(Dataset dataset) {
    for (Item item : dataset.items()) {
      track(engine.items().upsert(item));
    }
    drain(0);
  }

  /** Returns when the log holds every profile and every interaction. */
  public void interactions(Dataset dataset) {
    long before =
        dataset.interactions().isEmpty()
            ? 0
            : dataset.interactions().getFirst().interaction().timeMillis();
    for (Map.Entry<UserId, Profile> entry : dataset.profiles().entrySet()) {
      var change = new ProfileChange("profile-" + entry.getKey().id(), before, entry.getValue());
      track(engine.interactions().append(entry.getKey(), change));
    }
    for (UserInteraction each : dataset.interactions()) {
      track(engine.interactions().append(each.user(), each.interaction()));
    }
    drain(0);
  }

  private void track(CompletionStage<?> written) {
    inFlight.add(written.toCompletableFuture());
    drain(IN_FLIGHT);
  }

  private void drain(int most) {
    while (inFlight.size() > most) {
      inFlight.remove().join();
    }
  }
}
