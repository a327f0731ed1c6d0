package reco.gateway.access;

import com.google.protobuf.Descriptors;
import io.grpc.MethodDescriptor;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import reco.admin.v1.AdminGrpc;
import reco.admin.v1.ModelsGrpc;
import reco.admin.v1.NodesGrpc;
import reco.gateway.admission.Lane;
import reco.v1.EventsGrpc;
import reco.v1.ItemsGrpc;
import reco.v1.RecommendationsGrpc;
import reco.v1.UsersGrpc;

/** Every method of the API: who may call it, in which lane it waits, what success is over REST. */
public enum Call {
  RECOMMEND(RecommendationsGrpc.getRecommendMethod(), Role.READ, Lane.RECOMMENDATIONS, 200),
  RECORD_EVENT(EventsGrpc.getRecordEventMethod(), Role.WRITE, Lane.INGEST, 202),
  RECORD_EVENTS(EventsGrpc.getRecordEventsMethod(), Role.WRITE, Lane.INGEST, 202),
  UPDATE_PROFILE(UsersGrpc.getUpdateProfileMethod(), Role.WRITE, Lane.INGEST, 202),
  UPSERT_ITEM(ItemsGrpc.getUpsertItemMethod(), Role.WRITE, Lane.INGEST, 201),
  DELETE_ITEM(ItemsGrpc.getDeleteItemMethod(), Role.WRITE, Lane.INGEST, 200),
  GET_ITEM(ItemsGrpc.getGetItemMethod(), Role.READ, Lane.OTHER, 200),
  GET_STATUS(AdminGrpc.getGetStatusMethod(), Role.ADMIN, Lane.OTHER, 200),
  SHOW_USER(AdminGrpc.getShowUserMethod(), Role.ADMIN, Lane.OTHER, 200),
  REPLAY_DECISION(AdminGrpc.getReplayDecisionMethod(), Role.ADMIN, Lane.OTHER, 200),
  LIST_PARAMETERS(AdminGrpc.getListParametersMethod(), Role.ADMIN, Lane.OTHER, 200),
  SET_PARAMETER(AdminGrpc.getSetParameterMethod(), Role.ADMIN, Lane.OTHER, 200),
  LIST_MODELS(ModelsGrpc.getListModelsMethod(), Role.ADMIN, Lane.OTHER, 200),
  VALIDATE_MODEL(ModelsGrpc.getValidateModelMethod(), Role.ADMIN, Lane.OTHER, 200),
  CHANGE_RELEASE(ModelsGrpc.getChangeReleaseMethod(), Role.ADMIN, Lane.OTHER, 200),
  GET_TRIAL(ModelsGrpc.getGetTrialMethod(), Role.ADMIN, Lane.OTHER, 200),
  GET_PARITY(ModelsGrpc.getGetParityMethod(), Role.ADMIN, Lane.OTHER, 200),
  PUSH_MODEL(ModelsGrpc.getPushModelMethod(), Role.ADMIN, Lane.OTHER, 200),
  SHOW_CLUSTER(NodesGrpc.getShowClusterMethod(), Role.ADMIN, Lane.OTHER, 200),
  ASK_NODES(NodesGrpc.getAskNodesMethod(), Role.ADMIN, Lane.OTHER, 200),
  CHANGE_NODES(NodesGrpc.getChangeNodesMethod(), Role.ADMIN, Lane.OTHER, 200),
  LIST_AUDIT(NodesGrpc.getListAuditMethod(), Role.ADMIN, Lane.OTHER, 200);

  private static final Map<String, Call> BY_NAME =
      Arrays.stream(values())
          .collect(
              Collectors.toUnmodifiableMap(
                  call -> call.method.getFullMethodName(), Function.identity()));

  // Immutable, though not annotated as such.
  @SuppressWarnings("ImmutableEnumChecker")
  private final MethodDescriptor<?, ?> method;

  private final Role role;
  private final Lane lane;
  private final int successStatus;

  Call(MethodDescriptor<?, ?> method, Role role, Lane lane, int successStatus) {
    this.method = method;
    this.role = role;
    this.lane = lane;
    this.successStatus = successStatus;
  }

  /** Finds a call by gRPC's name of the method, {@code reco.v1.Events/RecordEvent}. */
  public static Optional<Call> of(String fullMethodName) {
    return Optional.ofNullable(BY_NAME.get(fullMethodName));
  }

  /** Where gRPC calls the method. */
  public String grpcPath() {
    return "/" + method.getFullMethodName();
  }

  /** Whether it loads or moves whole models: bounded by minutes, not by the gateway's timeout. */
  public boolean isLong() {
    return this == VALIDATE_MODEL || this == CHANGE_RELEASE || this == PUSH_MODEL;
  }

  public Role role() {
    return role;
  }

  public Lane lane() {
    return lane;
  }

  /** HTTP status of success. */
  public int successStatus() {
    return successStatus;
  }

  /** The method as its .proto declares it, options included. */
  public Descriptors.MethodDescriptor descriptor() {
    if (method.getSchemaDescriptor() instanceof ProtoMethodDescriptorSupplier proto) {
      return proto.getMethodDescriptor();
    }
    throw new IllegalStateException("no proto descriptor of " + method.getFullMethodName());
  }
}
