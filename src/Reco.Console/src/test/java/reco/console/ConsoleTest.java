package reco.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.grpc.GrpcService;
import io.grpc.Status.Code;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reco.admin.v1.AdminGrpc.AdminImplBase;
import reco.admin.v1.GetStatusRequest;
import reco.admin.v1.ListParametersRequest;
import reco.admin.v1.ListParametersResponse;
import reco.admin.v1.Parameter;
import reco.admin.v1.ReplayDecisionRequest;
import reco.admin.v1.ReplayReport;
import reco.admin.v1.ReplayRow;
import reco.admin.v1.ShowUserRequest;
import reco.admin.v1.Status;
import reco.admin.v1.UserView;
import reco.v1.Event;
import reco.v1.EventAccepted;
import reco.v1.EventsGrpc.EventsImplBase;
import reco.v1.GetItemRequest;
import reco.v1.Item;
import reco.v1.ItemsGrpc.ItemsImplBase;
import reco.v1.RecommendRequest;
import reco.v1.RecommendResponse;
import reco.v1.RecommendationsGrpc.RecommendationsImplBase;
import reco.v1.RecommendedItem;

class ConsoleTest {
  private static final List<Object> ASKED = Collections.synchronizedList(new ArrayList<>());
  private static final List<String> KEYS = Collections.synchronizedList(new ArrayList<>());

  private static Server server;

  @BeforeAll
  static void start() {
    server =
        ConsoleRun.server()
            .service(
                GrpcService.builder()
                    .addServices(new Recommendations(), new Events(), new Items(), new Admin())
                    .build(),
                service ->
                    service.decorate((delegate, ctx, request) -> {
                      KEYS.add(request.headers().get("authorization", "none"));
                      return delegate.serve(ctx, request);
                    }))
            .build();
    server.start().join();
  }

  @AfterAll
  static void stop() {
    server.stop().join();
  }

  @BeforeEach
  void reset() {
    ASKED.clear();
    KEYS.clear();
  }

  @Test
  void aSlateIsATable() {
    ConsoleRun run = run("get", "alice", "--count", "2", "--key", "k");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .isEqualToNormalizingNewlines(
            """
            #  ITEM    TITLE      SCORE  REASON        SOURCES
            1  item-1  First     0.5000  Trending now  trending, new
            2  item-2  Größer 2  0.2500  Trending now  trending, new

            request r1 on home
            saw events up to w1
            served without two-tower: late
            ranked by ranker@v1, retrieved by retrieval@v2
            """);
    assertThat(((RecommendRequest) ASKED.getFirst()).getCount()).isEqualTo(2);
    assertThat(KEYS).containsExactly("Bearer k");
  }

  @Test
  void pagesAreWalkedWithTheCursor() {
    ConsoleRun run = run("get", "alice", "--pages", "3");

    assertThat(run.code()).isZero();
    assertThat(ASKED)
        .extracting(asked -> ((RecommendRequest) asked).getCursor())
        .containsExactly("", "next", "next");
    assertThat(run.out()).contains("\n5  item-1");
  }

  @Test
  void jsonIsTheServersAnswer() {
    ConsoleRun run = run("get", "alice", "--json");

    assertThat(run.out()).contains("\"item_id\": \"item-1\"", "\"request_id\": \"r1\"");
  }

  @Test
  void anEventIsSentAndItsEffectPointedTo() {
    ConsoleRun run = run("send", "alice", "item-7", "rating", "--rating", "4.5");

    Event sent = (Event) ASKED.getFirst();
    assertThat(run.code()).isZero();
    assertThat(sent.getRating()).isEqualTo(4.5);
    assertThat(sent.hasDurationSec()).isFalse();
    assertThat(run.out())
        .isEqualToNormalizingNewlines("accepted e1\nsee its effect: ./reco get alice --after w2\n");
  }

  @Test
  void aReplayShowsEachPosition() {
    ConsoleRun run = run("replay", "r1");

    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("identical: 9 candidates", "promised: bit for bit", "yes");
  }

  @Test
  void userItemParametersAndStatusAreShown() {
    assertThat(run("user", "show", "alice").out()).contains("alice: revision 3");
    assertThat(run("item", "show", "item-1").out()).contains("title        First");
    assertThat(run("param", "list").out()).contains("rerank.mmr.lambda");
    assertThat(run("param", "set", "rerank.mmr.lambda", "0.5").out())
        .isEqualToNormalizingNewlines("rerank.mmr.lambda is 0.5\n");
    assertThat(run("status").out()).contains("up for                1M5S");
  }

  @Test
  void aRefusalIsToldInOneLineWithCode1() {
    ConsoleRun run = run("item", "show", "nothing");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().strip()).isEqualTo("refused: no item 'nothing' in the catalogue");
  }

  @Test
  void whatIsNotUnderstoodHasCode2() {
    assertThat(run("get").code()).isEqualTo(2);
    assertThat(run("param", "set", "x", "much").code()).isEqualTo(2);
  }

  @Test
  void whereNothingListensTheReaderIsToldWhatToStart() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }

    ConsoleRun run = ConsoleRun.at("127.0.0.1:" + free, "status");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err().strip())
        .isEqualTo(
            "nothing answers at 127.0.0.1:%d; start it with ./reco demo or ./reco up"
                .formatted(free));
  }

  @Test
  void addressAndKeyAreReadFromTheStateFolder(@TempDir Path state) throws IOException {
    Files.writeString(state.resolve("address"), ConsoleRun.address(server) + "\n");
    Files.writeString(state.resolve("api-key"), "from-the-file\n");

    ConsoleRun run = ConsoleRun.of("status", "--state", state.toString());

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(KEYS).containsExactly("Bearer from-the-file");
  }

  private static ConsoleRun run(String... arguments) {
    return ConsoleRun.at(ConsoleRun.address(server), arguments);
  }

  private static <T> void answer(StreamObserver<T> caller, Object asked, T answer) {
    ASKED.add(asked);
    caller.onNext(answer);
    caller.onCompleted();
  }

  private static final class Recommendations extends RecommendationsImplBase {
    @Override
    public void recommend(RecommendRequest request, StreamObserver<RecommendResponse> caller) {
      RecommendResponse.Builder slate =
          RecommendResponse.newBuilder()
              .setRequestId("r1")
              .setSurface("home")
              .setWatermark("w1")
              .setCursor("next")
              .addItems(item("item-1", "First", 0.5))
              .addItems(item("item-2", "Größer 2", 0.25));
      slate.addDegradedBuilder().setStage("two-tower").setCause("late");
      slate.getVersionsBuilder().setRanker("ranker@v1").setRetrieval("retrieval@v2");
      answer(caller, request, slate.build());
    }

    private static RecommendedItem item(String id, String title, double score) {
      return RecommendedItem.newBuilder()
          .setItemId(id)
          .setTitle(title)
          .setScore(score)
          .setReason("Trending now")
          .addAllSources(List.of("trending", "new"))
          .build();
    }
  }

  private static final class Events extends EventsImplBase {
    @Override
    public void recordEvent(Event event, StreamObserver<EventAccepted> caller) {
      answer(caller, event, EventAccepted.newBuilder().setEventId("e1").setWatermark("w2").build());
    }
  }

  private static final class Items extends ItemsImplBase {
    @Override
    public void getItem(GetItemRequest request, StreamObserver<Item> caller) {
      if (request.getItemId().equals("nothing")) {
        caller.onError(
            Code.NOT_FOUND
                .toStatus()
                .withDescription("no item 'nothing' in the catalogue")
                .asRuntimeException());
      } else {
        answer(caller, request, Item.newBuilder().setItemId("item-1").setTitle("First").build());
      }
    }
  }

  private static final class Admin extends AdminImplBase {
    @Override
    public void getStatus(GetStatusRequest request, StreamObserver<Status> caller) {
      answer(caller, request, Status.newBuilder().setNode("n1").setUptimeSec(65).build());
    }

    @Override
    public void showUser(ShowUserRequest request, StreamObserver<UserView> caller) {
      answer(
          caller,
          request,
          UserView.newBuilder().setUserId(request.getUserId()).setRevision(3).build());
    }

    @Override
    public void replayDecision(ReplayDecisionRequest request, StreamObserver<ReplayReport> caller) {
      answer(
          caller,
          request,
          ReplayReport.newBuilder()
              .setIdentical(true)
              .setCandidates(9)
              .setPromise("bit for bit")
              .addRows(
                  ReplayRow.newBuilder()
                      .setRecordedItemId("i")
                      .setReplayedItemId("i")
                      .setRecordedScore(0.1)
                      .setReplayedScore(0.1))
              .build());
    }

    @Override
    public void listParameters(
        ListParametersRequest request, StreamObserver<ListParametersResponse> caller) {
      answer(
          caller,
          request,
          ListParametersResponse.newBuilder()
              .addParameters(Parameter.newBuilder().setName("rerank.mmr.lambda").setValue(0.8))
              .build());
    }

    @Override
    public void setParameter(Parameter request, StreamObserver<Parameter> caller) {
      answer(caller, request, request);
    }
  }
}
