package reco.gateway.rest;

import com.linecorp.armeria.common.grpc.GrpcJsonMarshaller;
import io.grpc.ServiceDescriptor;

/** JSON of the API: names as in the .proto, every field written, unknown ones refused. */
public final class ApiJson {
  private ApiJson() {}

  public static GrpcJsonMarshaller marshaller(ServiceDescriptor service) {
    return GrpcJsonMarshaller.builder()
        .jsonMarshallerCustomizer(json ->
            json.preservingProtoFieldNames(true)
                .includingDefaultValueFields(true)
                .omittingInsignificantWhitespace(true)
                .ignoringUnknownFields(false))
        .build(service);
  }
}
