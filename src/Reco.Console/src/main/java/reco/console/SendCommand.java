package reco.console;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import reco.v1.Event;
import reco.v1.EventAccepted;
import reco.v1.EventsGrpc.EventsBlockingStub;

/** Sends one interaction. */
@Command(name = "send", description = "An interaction of a user with an item.")
public final class SendCommand extends ConsoleCommand {
  @Parameters(index = "0", paramLabel = "USER", description = "who")
  private String user = "";

  @Parameters(index = "1", paramLabel = "ITEM", description = "with what")
  private String item = "";

  @Parameters(
      index = "2",
      paramLabel = "TYPE",
      description =
          "click, view, watch, watch_complete, skip, like, dislike, save, hide, rating, purchase,"
              + " cart, search, share, not_interested or impression")
  private String type = "";

  @Option(names = "--session", description = "USER is the session id of an anonymous visitor")
  private boolean session;

  @Option(names = "--rating", paramLabel = "STARS", description = "0.5 to 5, with rating")
  private @Nullable Double rating;

  @Option(names = "--seconds", description = "watched or dwelt")
  private @Nullable Double seconds;

  @Option(names = "--query", paramLabel = "WORDS", description = "searched for, with search")
  private String query = "";

  @Option(names = "--surface", description = "where it happened")
  private String surface = "";

  @Option(names = "--attribution", paramLabel = "TOKEN", description = "of the item in its slate")
  private String attribution = "";

  @Option(names = "--id", description = "event id, so that sending it again counts once")
  private String id = "";

  @Override
  void ask(Connection server) {
    Event.Builder event =
        Event.newBuilder()
            .setEventId(id)
            .setItemId(item)
            .setEvent(type)
            .setQuery(query)
            .setSurface(surface)
            .setAttribution(attribution);
    Optional.ofNullable(rating).ifPresent(event::setRating);
    Optional.ofNullable(seconds).ifPresent(event::setDurationSec);
    if (session) {
      event.setSessionId(user);
    } else {
      event.setUserId(user);
    }
    print(server.stub(EventsBlockingStub.class).recordEvent(event.build()), this::text);
  }

  private String text(EventAccepted accepted) {
    return "accepted %s%nsee its effect: ./reco get %s%s --after %s%n"
        .formatted(
            accepted.getEventId(), user, session ? " --session" : "", accepted.getWatermark());
  }
}
