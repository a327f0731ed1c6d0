package reco.app.engine;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import reco.streams.InteractionStream;
import reco.streams.ItemDeltaStream;

/**
 * What a node reads of the interactions, for users and for items; nothing where others of its
 * cluster do.
 */
record LogReaders(Optional<InteractionStream> users, Optional<ItemDeltaStream> items) {
  private static final OptionalLong NONE = OptionalLong.of(0);

  static LogReaders none() {
    return new LogReaders(Optional.empty(), Optional.empty());
  }

  /** Interactions applied to users since the start. */
  long applied() {
    return users.map(InteractionStream::applied).orElse(0L);
  }

  /** Records of this node's partitions that are not durable yet; empty where it is not known. */
  OptionalLong lag() {
    return ofUsers(InteractionStream::lag);
  }

  /** Of the interactions that the node reads now for users. */
  Set<Integer> partitions() {
    return users.map(InteractionStream::partitions).orElseGet(Set::of);
  }

  /** Whether all that is this node's to read has been applied. */
  boolean isCaughtUp() {
    return ofUsers(InteractionStream::measureLag).equals(NONE)
        && items.map(ItemDeltaStream::measureLag).orElse(NONE).equals(NONE);
  }

  private OptionalLong ofUsers(Function<InteractionStream, OptionalLong> lag) {
    return users.map(lag).orElse(NONE);
  }
}
