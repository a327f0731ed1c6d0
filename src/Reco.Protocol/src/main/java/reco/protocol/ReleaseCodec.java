package reco.protocol;

import com.google.protobuf.InvalidProtocolBufferException;
import reco.internal.v1.ReleaseRecord;
import reco.internal.v1.TrialRecord;
import reco.model.release.ReleaseChange;
import reco.model.release.ReleaseChange.EndTrial;
import reco.model.release.ReleaseChange.Promote;
import reco.model.release.ReleaseChange.RollBack;
import reco.model.release.ReleaseChange.Try;
import reco.model.release.ReleaseDecision;
import reco.model.release.Trial;

/** Decisions about models' versions as the control topic holds them. */
public final class ReleaseCodec {
  private ReleaseCodec() {}

  public static ReleaseRecord encode(ReleaseDecision decision) {
    var record =
        ReleaseRecord.newBuilder()
            .setModel(decision.model())
            .setNumber(decision.number())
            .setAutomatic(decision.automatic())
            .setNewest(decision.newest())
            .setBy(decision.by())
            .setReason(decision.reason())
            .setTimeMillis(decision.timeMillis());
    return switch (decision.change()) {
      case Promote(int version) -> record.setPromote(version).build();
      case RollBack(int version) -> record.setRollBack(version).build();
      case Try(Trial.Canary canary) -> record.setCanary(encode(canary)).build();
      case Try(Trial.Shadow shadow) -> record.setShadow(encode(shadow)).build();
      case EndTrial() -> record.setEndTrial(true).build();
    };
  }

  private static TrialRecord encode(Trial trial) {
    return TrialRecord.newBuilder().setVersion(trial.version()).setShare(trial.share()).build();
  }

  /**
   * Reads what {@link #encode} made.
   *
   * @throws IllegalArgumentException where it is no decision
   */
  public static ReleaseDecision decode(byte[] value) {
    try {
      ReleaseRecord record = ReleaseRecord.parseFrom(value);
      return new ReleaseDecision(
          record.getModel(),
          record.getNumber(),
          change(record),
          record.getAutomatic(),
          record.getNewest(),
          record.getBy(),
          record.getReason(),
          record.getTimeMillis());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static ReleaseChange change(ReleaseRecord record) {
    TrialRecord canary = record.getCanary();
    TrialRecord shadow = record.getShadow();
    return switch (record.getChangeCase()) {
      case PROMOTE -> new Promote(record.getPromote());
      case ROLL_BACK -> new RollBack(record.getRollBack());
      case CANARY -> new Try(new Trial.Canary(canary.getVersion(), canary.getShare()));
      case SHADOW -> new Try(new Trial.Shadow(shadow.getVersion(), shadow.getShare()));
      case END_TRIAL -> new EndTrial();
      case CHANGE_NOT_SET ->
          throw new IllegalArgumentException("change: got none, expected one of the known");
    };
  }
}
