package reco.protocol;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import reco.internal.v1.Followed;
import reco.internal.v1.Interacted;
import reco.internal.v1.ItemDeltas;
import reco.model.counting.ItemDelta;
import reco.model.interaction.InteractionType;

/** Deltas of items in their order, as a record of their topic. */
public final class ItemDeltaCodec {
  private ItemDeltaCodec() {}

  public static byte[] encode(List<ItemDelta> deltas) {
    var message = ItemDeltas.newBuilder();
    long before = 0;
    for (ItemDelta delta : deltas) {
      message.addDeltas(encode(delta, before));
      before = delta.timeMillis();
    }
    return message.build().toByteArray();
  }

  private static reco.internal.v1.ItemDelta.Builder encode(ItemDelta delta, long before) {
    var message =
        reco.internal.v1.ItemDelta.newBuilder()
            .setItem(delta.item())
            .setLaterMillis(delta.timeMillis() - before);
    return switch (delta) {
      case ItemDelta.Interacted interacted -> message.setInteracted(encode(interacted));
      case ItemDelta.Followed(_, _, long next, int distance) ->
          message.setFollowed(Followed.newBuilder().setNext(next).setDistance(distance));
    };
  }

  private static Interacted.Builder encode(ItemDelta.Interacted interacted) {
    var message =
        Interacted.newBuilder()
            .setType(interacted.type().ordinal())
            .setValue(interacted.value())
            .setRegion(interacted.region())
            .setIsStep(interacted.visit().isStep())
            .setIsFirst(interacted.visit().isFirst());
    for (long item : interacted.visit().before()) {
      message.addBefore(item);
    }
    return message;
  }

  /** Throws {@link CorruptStateException}. */
  public static List<ItemDelta> decode(byte[] bytes) {
    try {
      List<ItemDelta> deltas = new ArrayList<>();
      long timeMillis = 0;
      for (var message : ItemDeltas.parseFrom(bytes).getDeltasList()) {
        timeMillis += message.getLaterMillis();
        deltas.add(decode(message, timeMillis));
      }
      return deltas;
    } catch (InvalidProtocolBufferException | IndexOutOfBoundsException e) {
      throw new CorruptStateException("item deltas: " + e.getMessage(), e);
    }
  }

  private static ItemDelta decode(reco.internal.v1.ItemDelta message, long timeMillis) {
    return switch (message.getChangeCase()) {
      case INTERACTED -> interacted(message.getItem(), timeMillis, message.getInteracted());
      case FOLLOWED ->
          new ItemDelta.Followed(
              message.getItem(),
              timeMillis,
              message.getFollowed().getNext(),
              message.getFollowed().getDistance());
      case CHANGE_NOT_SET ->
          throw new CorruptStateException(
              "item delta: got no change, expected interacted or followed");
    };
  }

  private static ItemDelta interacted(long item, long timeMillis, Interacted message) {
    return new ItemDelta.Interacted(
        item,
        timeMillis,
        InteractionType.ofOrdinal(message.getType()),
        message.getValue(),
        message.getRegion(),
        new ItemDelta.Visit(
            message.getIsStep(),
            message.getIsFirst(),
            Columns.longs(message.getBeforeCount(), message::getBefore)));
  }
}
