package reco.node.user;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static reco.node.user.RedisConnection.number;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import reco.model.interaction.LogPosition;

/**
 * The checkpoint beside the records, in the same hash as the store's lineage: a field {@code
 * TOPIC-PARTITION} with the last offset applied.
 */
final class RedisCheckpoints implements Checkpoints {
  /** KEYS: store. ARGV: the lineage expected, then fields and values in turn. */
  private static final LuaScript WRITE =
      LuaScript.of(
          """
          if redis.call('HGET', KEYS[1], 'lineage') ~= ARGV[1] then return 0 end
          if #ARGV > 1 then redis.call('HSET', KEYS[1], unpack(ARGV, 2)) end
          return 1
          """);

  private static final String[] KEYS = {RedisConnection.STORE_KEY};
  private static final String SEPARATOR = "-";

  private final RedisConnection connection;
  private final RedisInFlight inFlight;

  RedisCheckpoints(RedisConnection connection, RedisInFlight inFlight) {
    this.connection = connection;
    this.inFlight = inFlight;
  }

  @Override
  public CompletionStage<Checkpoint> read() {
    return inFlight.of(() ->
        connection
            .identify()
            .thenCompose(_ -> connection.commands().hgetall(RedisConnection.STORE_KEY))
            .thenApply(RedisCheckpoints::checkpoint));
  }

  @Override
  public CompletionStage<Long> write(Checkpoint next) {
    return inFlight.of(() ->
        connection
            .identify()
            .thenCompose(lineage ->
                lineage == next.lineage()
                    ? writeTo(next)
                    : CompletableFuture.completedStage(lineage)));
  }

  private CompletionStage<Long> writeTo(Checkpoint next) {
    var arguments =
        Stream.concat(
                Stream.of(Long.toString(next.lineage())),
                next.applied().stream().flatMap(RedisCheckpoints::field))
            .map(text -> text.getBytes(US_ASCII))
            .toArray(byte[][]::new);
    return WRITE
        .run(connection.commands(), KEYS, arguments)
        .thenCompose(written ->
            written == 1
                ? CompletableFuture.completedStage(next.lineage())
                : connection.identify());
  }

  private static Stream<String> field(LogPosition last) {
    var text = last.text();
    int end = text.lastIndexOf(SEPARATOR);
    return Stream.of(text.substring(0, end), text.substring(end + 1));
  }

  private static Checkpoint checkpoint(Map<String, byte[]> fields) {
    List<LogPosition> applied =
        fields.entrySet().stream()
            .filter(field -> field.getKey().contains(SEPARATOR))
            .map(field ->
                LogPosition.parse(
                    field.getKey() + SEPARATOR + new String(field.getValue(), US_ASCII)))
            .toList();
    var lineage = fields.getOrDefault(RedisConnection.LINEAGE, number(RedisConnection.NO_LINEAGE));
    return new Checkpoint(Long.parseLong(new String(lineage, US_ASCII)), applied);
  }
}
