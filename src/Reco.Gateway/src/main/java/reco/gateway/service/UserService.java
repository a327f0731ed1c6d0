package reco.gateway.service;

import io.grpc.stub.StreamObserver;
import java.time.Clock;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import reco.gateway.problem.Problem;
import reco.model.id.UserId;
import reco.model.interaction.ProfileChange;
import reco.node.log.InteractionLog;
import reco.protocol.ProfileCodec;
import reco.v1.ProfileAccepted;
import reco.v1.UpdateProfileRequest;
import reco.v1.UsersGrpc.UsersImplBase;

/** Takes changes of profiles in; they travel the log of interactions. */
public final class UserService extends UsersImplBase {
  private final InteractionLog log;
  private final Clock clock;
  private final Supplier<String> newIds;

  UserService(InteractionLog log, Clock clock, Supplier<String> newIds) {
    this.log = log;
    this.clock = clock;
    this.newIds = newIds;
  }

  @Override
  public void updateProfile(UpdateProfileRequest request, StreamObserver<ProfileAccepted> caller) {
    Answer.with(caller, () -> update(request));
  }

  private CompletionStage<ProfileAccepted> update(UpdateProfileRequest request) {
    UserId user = Fields.user("user_id", request.getUserId());
    if (request.getProfile().equals(request.getProfile().getDefaultInstanceForType())) {
      throw Problem.invalid("profile", "nothing", "at least one field to set").asException();
    }
    ProfileChange change =
        Decoding.valid(ProfileCodec.decode(newIds.get(), clock.millis(), request.getProfile()));
    return log.append(user, change)
        .thenApply(position -> ProfileAccepted.newBuilder().setWatermark(position.text()).build());
  }
}
