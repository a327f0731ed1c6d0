package reco.gateway;

import com.linecorp.armeria.common.grpc.GrpcSerializationFormats;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.docs.DocService;
import com.linecorp.armeria.server.grpc.GrpcService;
import com.linecorp.armeria.server.grpc.GrpcServiceBuilder;
import com.linecorp.armeria.server.grpc.HttpJsonTranscodingOptions;
import com.linecorp.armeria.server.grpc.HttpJsonTranscodingQueryParamMatchRule;
import com.linecorp.armeria.server.metric.MetricCollectingService;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reco.gateway.access.ApiKeys;
import reco.gateway.access.Authentication;
import reco.gateway.admission.Admission;
import reco.gateway.problem.GrpcFaults;
import reco.gateway.rest.ApiJson;
import reco.gateway.rest.HttpErrors;
import reco.gateway.rest.RestErrors;
import reco.gateway.rest.StrictRest;
import reco.gateway.service.Api;
import reco.gateway.service.Ulids;
import reco.gateway.web.GrpcHealth;
import reco.gateway.web.HomePage;
import reco.gateway.web.MetricsPage;
import reco.gateway.web.Probes;
import reco.model.slate.Seal;

/**
 * The server of one node: gRPC and HTTP/JSON from the same .proto files, documentation at /docs,
 * metrics at /metrics, probes, and a page at / to try it.
 */
public final class Gateway implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

  /** A cursor of 500 items fits into a request line. */
  private static final int MAX_HEADER_BYTES = 16 * 1024;

  private static final int SECRET_BYTES = 32;

  private final Server server;

  private Gateway(Server server) {
    this.server = server;
  }

  /** Starts to serve; returns once the port is open. */
  public static Gateway start(
      GatewayConfig config, NodePorts ports, PrometheusMeterRegistry meters) {
    Supplier<String> newIds = new Ulids(ports.clock(), ThreadLocalRandom::current);
    GrpcService api = api(config, ports, newIds);
    ApiGate gate =
        new ApiGate(
            api,
            new Authentication(new ApiKeys(config.keys())),
            new Admission(config.inFlight(), meters),
            new StrictRest(config.bodyLimits()));
    ServerBuilder server = server(config, newIds, meters);
    server.service(
        api,
        service -> service.decorate(gate),
        MetricCollectingService.newDecorator(new CallMeters("reco.gateway.requests")));
    server.service(openGrpc(ports.operations().ready()));
    addPages(server, config, ports, meters);
    return started(server);
  }

  /** Starts to answer probes and to show metrics, and nothing else: a node that has no callers. */
  public static Gateway startProbes(
      GatewayConfig config, BooleanSupplier ready, PrometheusMeterRegistry meters) {
    Supplier<String> newIds = new Ulids(Clock.systemUTC(), ThreadLocalRandom::current);
    ServerBuilder server = server(config, newIds, meters);
    server.service(openGrpc(ready));
    addProbes(server, config, ready, meters);
    return started(server);
  }

  private static Gateway started(ServerBuilder server) {
    Server started = server.build();
    started.start().join();
    LOG.info("gateway listens at {}", address(started));
    return new Gateway(started);
  }

  private static GrpcService api(GatewayConfig config, NodePorts ports, Supplier<String> newIds) {
    Api api =
        new Api(
            ports.recommender(),
            ports.users(),
            ports.catalogue(),
            ports.surfaces(),
            ports.logs(),
            ports.operations(),
            seal(config.tokenSecrets()),
            ports.clock(),
            newIds,
            config.cursorLifetime(),
            config.batchRows());
    GrpcServiceBuilder grpc =
        GrpcService.builder()
            .supportedSerializationFormats(
                GrpcSerializationFormats.PROTO, GrpcSerializationFormats.JSON)
            .jsonMarshallerFactory(ApiJson::marshaller)
            .exceptionHandler(new GrpcFaults())
            .maxRequestMessageLength(Math.toIntExact(config.bodyLimits().batch()))
            .enableHttpJsonTranscoding(
                HttpJsonTranscodingOptions.builder()
                    .queryParamMatchRules(HttpJsonTranscodingQueryParamMatchRule.ORIGINAL_FIELD)
                    .errorHandler(new RestErrors())
                    .build());
    api.services().forEach(grpc::addService);
    return grpc.build();
  }

  /** Health and reflection, which no key guards. */
  private static GrpcService openGrpc(BooleanSupplier ready) {
    return GrpcService.builder()
        .addService(new GrpcHealth(ready))
        .addService(ProtoReflectionServiceV1.newInstance())
        .build();
  }

  private static ServerBuilder server(
      GatewayConfig config, Supplier<String> newIds, PrometheusMeterRegistry meters) {
    return Server.builder()
        .http(new InetSocketAddress(config.host(), config.port()))
        .http1MaxInitialLineLength(MAX_HEADER_BYTES)
        .http1MaxHeaderSize(MAX_HEADER_BYTES)
        .http2MaxHeaderListSize(MAX_HEADER_BYTES)
        .maxRequestLength(config.bodyLimits().batch())
        .requestTimeout(config.requestTimeout())
        .gracefulShutdownTimeout(Duration.ZERO, config.drain())
        .requestIdGenerator(context -> new GatewayRequestId(newIds.get()))
        .errorHandler(new HttpErrors())
        .meterRegistry(meters);
  }

  private static void addPages(
      ServerBuilder server, GatewayConfig config, NodePorts ports, PrometheusMeterRegistry meters) {
    addProbes(server, config, ports.operations().ready(), meters);
    if (config.openDocs()) {
      server.serviceUnder("/docs", new DocService());
    }
    if (config.home().enabled()) {
      boolean loopback = new InetSocketAddress(config.host(), 0).getAddress().isLoopbackAddress();
      HomePage.add(server, config.home(), ports.surfaces().deadlines().keySet(), loopback);
    }
  }

  private static void addProbes(
      ServerBuilder server,
      GatewayConfig config,
      BooleanSupplier ready,
      PrometheusMeterRegistry meters) {
    Probes.add(server, ready);
    if (config.openMetrics()) {
      server.service("/metrics", new MetricsPage(meters));
    }
  }

  private static Seal seal(List<String> secrets) {
    if (secrets.isEmpty()) {
      LOG.warn("no token-secret is set: cursors and attributions end with this process");
      byte[] made = new byte[SECRET_BYTES];
      new SecureRandom().nextBytes(made);
      return new Seal(made, List.of());
    }
    List<byte[]> bytes =
        secrets.stream().map(secret -> secret.getBytes(StandardCharsets.UTF_8)).toList();
    return new Seal(bytes.getFirst(), bytes.subList(1, bytes.size()));
  }

  /** Where it listens; the port is the one taken where 0 was asked for. */
  public InetSocketAddress address() {
    return address(server);
  }

  private static InetSocketAddress address(Server server) {
    var port = server.activePort();
    if (port == null) {
      throw new IllegalStateException("the gateway does not listen");
    }
    return port.localAddress();
  }

  /** Takes no new connections, lets requests in flight finish up to the drain time, and ends. */
  @Override
  public void close() {
    server.stop().join();
  }
}
