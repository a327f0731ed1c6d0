package reco.gateway.web;

import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc.HealthImplBase;
import io.grpc.stub.StreamObserver;
import java.util.function.BooleanSupplier;

/** The standard health service of gRPC: what /ready says, for every service of this node. */
public final class GrpcHealth extends HealthImplBase {
  private final BooleanSupplier ready;

  public GrpcHealth(BooleanSupplier ready) {
    this.ready = ready;
  }

  @Override
  public void check(HealthCheckRequest request, StreamObserver<HealthCheckResponse> caller) {
    ServingStatus status = ready.getAsBoolean() ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
    caller.onNext(HealthCheckResponse.newBuilder().setStatus(status).build());
    caller.onCompleted();
  }
}
