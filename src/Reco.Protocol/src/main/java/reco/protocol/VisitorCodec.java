package reco.protocol;

import com.google.protobuf.InvalidProtocolBufferException;
import reco.internal.v1.VisitorRecord;
import reco.model.counting.VisitorImage;

/** What is remembered of a visitor, as a record of its topic. */
public final class VisitorCodec {
  private VisitorCodec() {}

  public static byte[] encode(VisitorImage image) {
    var message = VisitorRecord.newBuilder().setRegion(image.region());
    for (long item : image.steps()) {
      message.addSteps(item);
    }
    for (long eventId : image.eventIds()) {
      message.addEventIds(eventId);
    }
    return message.build().toByteArray();
  }

  /** Throws {@link CorruptStateException}. */
  public static VisitorImage decode(byte[] bytes) {
    try {
      var message = VisitorRecord.parseFrom(bytes);
      return new VisitorImage(
          Columns.longs(message.getStepsCount(), message::getSteps),
          Columns.longs(message.getEventIdsCount(), message::getEventIds),
          message.getRegion());
    } catch (InvalidProtocolBufferException e) {
      throw new CorruptStateException("visitor: " + e.getMessage(), e);
    }
  }
}
