package reco.node.wire;

import java.util.List;
import org.apache.pekko.actor.typed.ActorRefResolver;
import reco.index.Hits;
import reco.internal.v1.Search;
import reco.internal.v1.SearchFound;
import reco.internal.v1.SearchMissing;
import reco.node.index.IndexPartitionActor;

/** The messages of an index partition. */
record IndexMessages(ActorRefResolver references, Deadlines deadlines) {
  List<WireType<?, ?>> types() {
    return List.of(
        new WireType<>(
            "search",
            IndexPartitionActor.Search.class,
            Search.parser(),
            this::toWire,
            this::fromWire),
        new WireType<>(
            "search-found",
            IndexPartitionActor.Found.class,
            SearchFound.parser(),
            IndexMessages::toWire,
            IndexMessages::fromWire),
        new WireType<>(
            "search-missing",
            IndexPartitionActor.Missing.class,
            SearchMissing.parser(),
            IndexMessages::toWire,
            IndexMessages::fromWire));
  }

  private Search toWire(IndexPartitionActor.Search search) {
    var wire = Search.newBuilder();
    for (float component : search.query()) {
      wire.addQuery(component);
    }
    return wire.setCount(search.count())
        .setVersion(search.version())
        .setLeftMillis(deadlines.toLeft(search.deadlineMillis()))
        .setReplyTo(references.toSerializationFormat(search.replyTo()))
        .build();
  }

  private IndexPartitionActor.Search fromWire(Search search) {
    return new IndexPartitionActor.Search(
        floats(search.getQueryList()),
        search.getCount(),
        search.getVersion(),
        deadlines.fromLeft(search.getLeftMillis()),
        references.resolveActorRef(search.getReplyTo()));
  }

  private static SearchFound toWire(IndexPartitionActor.Found found) {
    var wire = SearchFound.newBuilder().setPartition(found.partition());
    for (int i = 0; i < found.hits().size(); i++) {
      wire.addItems(found.hits().itemKeys()[i]).addScores(found.hits().scores()[i]);
    }
    return wire.build();
  }

  private static IndexPartitionActor.Found fromWire(SearchFound found) {
    return new IndexPartitionActor.Found(
        found.getPartition(),
        new Hits(
            found.getItemsList().stream().mapToLong(Long::longValue).toArray(),
            floats(found.getScoresList())));
  }

  private static SearchMissing toWire(IndexPartitionActor.Missing missing) {
    return SearchMissing.newBuilder()
        .setPartition(missing.partition())
        .setCause(missing.cause())
        .build();
  }

  private static IndexPartitionActor.Missing fromWire(SearchMissing missing) {
    return new IndexPartitionActor.Missing(missing.getPartition(), missing.getCause());
  }

  private static float[] floats(List<Float> values) {
    var array = new float[values.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = values.get(i);
    }
    return array;
  }
}
