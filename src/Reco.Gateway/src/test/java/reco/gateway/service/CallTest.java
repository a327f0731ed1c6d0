package reco.gateway.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.MethodDescriptor;
import java.util.List;
import org.junit.jupiter.api.Test;
import reco.admin.v1.AdminGrpc;
import reco.admin.v1.ModelsGrpc;
import reco.admin.v1.NodesGrpc;
import reco.gateway.access.Call;
import reco.v1.EventsGrpc;
import reco.v1.ItemsGrpc;
import reco.v1.RecommendationsGrpc;
import reco.v1.UsersGrpc;

class CallTest {
  /** A method that is not in the table would pass without key, lane and strict reading. */
  @Test
  void everyMethodOfTheApiIsInTheTable() {
    var services =
        List.of(
            RecommendationsGrpc.getServiceDescriptor(),
            EventsGrpc.getServiceDescriptor(),
            ItemsGrpc.getServiceDescriptor(),
            UsersGrpc.getServiceDescriptor(),
            AdminGrpc.getServiceDescriptor(),
            ModelsGrpc.getServiceDescriptor(),
            NodesGrpc.getServiceDescriptor());

    assertThat(services.stream().flatMap(service -> service.getMethods().stream()))
        .extracting(MethodDescriptor::getFullMethodName)
        .allSatisfy(name -> assertThat(Call.of(name)).isPresent())
        .hasSize(Call.values().length);
  }
}
