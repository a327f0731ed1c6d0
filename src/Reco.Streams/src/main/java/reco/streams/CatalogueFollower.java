package reco.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reco.model.id.ItemId;
import reco.model.item.Item;
import reco.model.retrieval.RetrievalModel;
import reco.node.catalogue.CatalogueSnapshot;
import reco.node.catalogue.LiveCatalogue;
import reco.node.cluster.Node;
import reco.protocol.ItemCodec;
import reco.protocol.PayloadFormat;

/**
 * Keeps a node's catalogue and its index as the items topic says: a local snapshot, and the topic
 * from where that ended.
 */
public final class CatalogueFollower implements TopicFollower.Handler, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CatalogueFollower.class);

  private final LiveCatalogue catalogue;
  private final CatalogueSnapshot snapshot;
  private final String topic;
  private final Node node;
  private final TopicFollower follower;

  private CatalogueFollower(
      KafkaClients clients,
      String topic,
      LiveCatalogue catalogue,
      CatalogueSnapshot snapshot,
      Node node) {
    this.catalogue = catalogue;
    this.snapshot = snapshot;
    this.topic = topic + "/" + Long.toHexString(clients.topicHash(topic));
    this.node = node;
    log.info(
        "catalogue snapshot: {}",
        snapshot.restore(this.topic, clients.endOffsets(topic), catalogue));
    this.follower = TopicFollower.start(clients, topic, catalogue.nextOffsets(), this);
  }

  /** Restores the snapshot and follows the topic from there. */
  public static CatalogueFollower start(
      KafkaClients clients,
      TopicNames topics,
      LiveCatalogue catalogue,
      CatalogueSnapshot snapshot,
      Node node) {
    return new CatalogueFollower(clients, topics.items(), catalogue, snapshot, node);
  }

  /** Completes when the catalogue holds all that the topic held at the start. */
  public CompletionStage<Void> caughtUp() {
    return follower.caughtUp();
  }

  /**
   * Embeds every item anew and retrieves by the model from then on.
   *
   * @param trained which is given the catalogue as it is now
   */
  public void serve(RetrievalModel trained) {
    List<Item> items = new ArrayList<>();
    catalogue.items().forEach(items::add);
    RetrievalModel model = trained.withCatalogue(items);
    var partitions = node.newPartitions(model);
    catalogue.use(model, partitions);
    node.serve(model, partitions);
    log.info("{} retrieves among {} items", model.version(), partitions.size());
  }

  @Override
  public void accept(ConsumerRecord<byte[], byte[]> record) {
    try {
      ItemId id = id(record);
      Optional<Item> item =
          record.value() == null ? Optional.empty() : Optional.of(read(id, record));
      catalogue.apply(record.partition(), record.offset(), id, item);
    } catch (IllegalArgumentException e) {
      log.warn(
          "items record {}-{} is left out: {}",
          record.partition(),
          record.offset(),
          e.getMessage());
    }
  }

  private static ItemId id(ConsumerRecord<byte[], byte[]> record) {
    String key = record.key() == null ? "" : new String(record.key(), UTF_8);
    return ItemId.parse(key);
  }

  private static Item read(ItemId id, ConsumerRecord<byte[], byte[]> record) {
    var message =
        PayloadFormat.PROTOBUF.decode(record.value(), reco.v1.Item.getDefaultInstance()).orThrow();
    return ItemCodec.decodeLogged(id, message, record.offset()).orThrow();
  }

  /** Stops to follow and writes the snapshot for the next start. */
  @Override
  public void close() {
    follower.close();
    try {
      snapshot.write(topic, catalogue);
    } catch (IOException e) {
      log.warn("no catalogue snapshot: the next start reads the whole topic", e);
    }
  }
}
