package reco.lab.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reco.model.id.ItemId;
import reco.model.id.UserId;
import reco.model.interaction.Interaction;
import reco.model.interaction.ProfileChange;
import reco.model.item.Item;
import reco.model.profile.Profile;
import reco.protocol.Decoded;
import reco.protocol.ItemCodec;
import reco.protocol.PayloadFormat;
import reco.streams.InteractionRecords;
import reco.streams.KafkaClients;
import reco.streams.TopicNames;
import reco.streams.TopicReads;

/**
 * What a live system has logged, as a dataset to train on: the topics from their beginning to their
 * end now.
 */
public final class LoggedDataset {
  private final KafkaClients clients;
  private final TopicNames topics;

  public LoggedDataset(KafkaClients clients, TopicNames topics) {
    this.clients = clients;
    this.topics = topics;
  }

  /** Reads it; interactions with items that are gone are left out. */
  public Dataset read() {
    Map<Long, Item> items = items();
    Map<UserId, Profile> profiles = new HashMap<>();
    List<UserInteraction> interactions = new ArrayList<>();
    var records =
        new InteractionRecords(topics.interactions(), clients.topicHash(topics.interactions()));
    TopicReads.whole(
        clients,
        topics.interactions(),
        record -> {
          if (records.decode(record)
              instanceof InteractionRecords.Readable(var user, var observation)) {
            switch (observation.event()) {
              case Interaction interaction -> {
                if (items.containsKey(interaction.item())) {
                  interactions.add(new UserInteraction(user, interaction));
                }
              }
              case ProfileChange change -> profiles.merge(user, change.profile(), Profile::with);
            }
          }
        });
    interactions.sort(Comparator.comparingLong(each -> each.interaction().timeMillis()));
    return new Dataset("log", List.copyOf(items.values()), profiles, interactions, 0);
  }

  private Map<Long, Item> items() {
    Map<Long, Item> items = new LinkedHashMap<>();
    TopicReads.whole(
        clients,
        topics.items(),
        record -> {
          var id = ItemId.parse(new String(record.key(), UTF_8));
          if (record.value() == null) {
            items.remove(id.key());
          } else if (PayloadFormat.PROTOBUF.decode(
                      record.value(), reco.v1.Item.getDefaultInstance())
                  instanceof Decoded.Valid<reco.v1.Item>(var message)
              && ItemCodec.decodeLogged(id, message, record.offset())
                  instanceof Decoded.Valid<Item>(var item)) {
            items.put(id.key(), item);
          }
        });
    return items;
  }
}
