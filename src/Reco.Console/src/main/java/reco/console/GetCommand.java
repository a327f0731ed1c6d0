package reco.console;

import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import reco.v1.Degradation;
import reco.v1.RecommendRequest;
import reco.v1.RecommendResponse;
import reco.v1.RecommendationsGrpc.RecommendationsBlockingStub;
import reco.v1.RecommendedItem;

/** Asks for a slate. */
@Command(name = "get", description = "A slate of recommendations, with its reasons.")
public final class GetCommand extends ConsoleCommand {
  @Parameters(paramLabel = "USER", description = "whose slate")
  private String user = "";

  @Option(names = "--session", description = "USER is the session id of an anonymous visitor")
  private boolean session;

  @Option(names = "--surface", description = "the pipeline that answers (default: home)")
  private String surface = "";

  @Option(names = "--count", description = "items on a page, 1 to 500 (default: 20)")
  private int count = 20;

  @Option(names = "--pages", description = "pages of the same slate (default: 1)")
  private int pages = 1;

  @Option(
      names = "--after",
      paramLabel = "WATERMARK",
      description = "reflect at least the event that was answered with this")
  private String after = "";

  @Option(names = "--last-item", paramLabel = "ITEM", description = "the item visited now")
  private String lastItem = "";

  @Override
  void ask(Connection server) {
    RecommendationsBlockingStub stub = server.stub(RecommendationsBlockingStub.class);
    RecommendRequest.Builder request =
        RecommendRequest.newBuilder()
            .setSurface(surface)
            .setCount(count)
            .setMinWatermark(after)
            .setLastItemId(lastItem);
    if (session) {
      request.setSessionId(user);
    } else {
      request.setUserId(user);
    }
    int served = 0;
    for (int page = 0; page < pages && (page == 0 || !request.getCursor().isEmpty()); page++) {
      RecommendResponse slate = stub.recommend(request.build());
      int first = served;
      print(slate, answer -> text(answer, first));
      served += slate.getItemsCount();
      request.setCursor(slate.getCursor());
    }
  }

  private static String text(RecommendResponse slate, int first) {
    Table table = new Table("#", "ITEM", "TITLE", "SCORE", "REASON", "SOURCES");
    int position = first;
    for (RecommendedItem item : slate.getItemsList()) {
      table.row(
          ++position,
          item.getItemId(),
          item.getTitle(),
          String.format(Locale.ROOT, "%.4f", item.getScore()),
          item.getReason(),
          String.join(", ", item.getSourcesList()));
    }
    return table.text() + (first == 0 ? facts(slate) : "");
  }

  private static String facts(RecommendResponse slate) {
    StringBuilder facts =
        new StringBuilder(
            "\nrequest %s on %s\n".formatted(slate.getRequestId(), slate.getSurface()));
    if (!slate.getWatermark().isEmpty()) {
      facts.append("saw events up to ").append(slate.getWatermark()).append('\n');
    }
    for (Degradation degraded : slate.getDegradedList()) {
      facts.append("served without %s: %s%n".formatted(degraded.getStage(), degraded.getCause()));
    }
    return facts
        .append(
            "ranked by %s, retrieved by %s%n"
                .formatted(slate.getVersions().getRanker(), slate.getVersions().getRetrieval()))
        .toString();
  }
}
