package reco.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reco.model.id.ItemId;
import reco.model.item.Item;
import reco.model.item.ItemCatalogue;
import reco.model.retrieval.ProjectedRetrieval;
import reco.model.retrieval.RetrievalModel;
import reco.node.cluster.Node;
import reco.node.request.Retrieval;
import reco.protocol.Decoded;
import reco.protocol.ItemCodec;
import reco.protocol.PayloadFormat;

/**
 * Keeps a node's catalogue and its index as the items topic says. Its thread is the single writer
 * of both: a new retrieval model is taken up by that thread too, between two items.
 */
public final class CatalogueFollower implements TopicFollower.Handler, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CatalogueFollower.class);

  private final ItemCatalogue catalogue;
  private final Node node;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final TopicFollower follower;

  private CatalogueFollower(
      KafkaClients clients, TopicNames topics, ItemCatalogue catalogue, Node node) {
    this.catalogue = catalogue;
    this.node = node;
    this.follower = TopicFollower.start(clients, topics.items(), Map.of(), this);
  }

  /** Starts to read the topic from its beginning and follows it. */
  public static CatalogueFollower start(
      KafkaClients clients, TopicNames topics, ItemCatalogue catalogue, Node node) {
    return new CatalogueFollower(clients, topics, catalogue, node);
  }

  /** Completes when the catalogue holds all that the topic held at the start. */
  public CompletionStage<Void> caughtUp() {
    return follower.caughtUp();
  }

  /**
   * Embeds every item anew and serves by the model from then on; completes when it does.
   *
   * @param trained whose content priors are made of the catalogue as it is then
   */
  public CompletionStage<Void> serve(ProjectedRetrieval trained) {
    return CompletableFuture.runAsync(() -> take(trained), tasks::add);
  }

  private void take(ProjectedRetrieval trained) {
    List<Item> items = new ArrayList<>();
    catalogue.forEach(items::add);
    RetrievalModel model = trained.withCatalogue(items);
    var partitions = node.newPartitions(model);
    catalogue.useVectors(model.dimension(), model::embed);
    items.forEach(item -> partitions.upsert(item.id().key(), model.embed(item)));
    node.serve(new Retrieval(model, partitions));
    log.info("{} serves {} items", model.version(), items.size());
  }

  @Override
  public void accept(ConsumerRecord<byte[], byte[]> record) {
    try {
      ItemId id = id(record);
      if (record.value() == null) {
        delete(id, record.offset());
      } else {
        upsert(read(id, record));
      }
    } catch (IllegalArgumentException e) {
      log.warn(
          "items record {}-{} is left out: {}",
          record.partition(),
          record.offset(),
          e.getMessage());
    }
  }

  private void upsert(Item item) {
    if (!catalogue.upsert(item)) {
      return;
    }
    node.serving()
        .current()
        .retrieval()
        .ifPresent(retrieval -> {
          float[] vector = retrieval.model().embed(item);
          catalogue.setVector(item.id().key(), vector);
          retrieval.partitions().upsert(item.id().key(), vector);
        });
  }

  private void delete(ItemId id, long version) {
    if (catalogue.delete(id, version)) {
      node.serving()
          .current()
          .retrieval()
          .ifPresent(retrieval -> retrieval.partitions().delete(id.key()));
    }
  }

  private static ItemId id(ConsumerRecord<byte[], byte[]> record) {
    String key = record.key() == null ? "" : new String(record.key(), UTF_8);
    int slash = key.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("key: got '" + key + "', expected TENANT/ID");
    }
    return new ItemId(key.substring(0, slash), key.substring(slash + 1));
  }

  private static Item read(ItemId id, ConsumerRecord<byte[], byte[]> record) {
    var message =
        valid(PayloadFormat.PROTOBUF.decode(record.value(), reco.v1.Item.getDefaultInstance()));
    return valid(ItemCodec.decodeLogged(id, message, record.offset()));
  }

  private static <T> T valid(Decoded<T> decoded) {
    return switch (decoded) {
      case Decoded.Valid<T>(var value) -> value;
      case Decoded.Invalid<T> invalid -> throw new IllegalArgumentException(invalid.message());
    };
  }

  @Override
  public void afterPoll() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  @Override
  public void close() {
    follower.close();
  }
}
