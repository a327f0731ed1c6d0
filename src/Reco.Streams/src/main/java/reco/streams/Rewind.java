package reco.streams;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.TopicPartition;
import reco.node.user.Checkpoint;
import reco.node.user.Checkpoints;

/**
 * Where a partition is read from when it is assigned: where the store of user states says that its
 * records have come to, and where it says nothing, from the log's beginning. What is read twice
 * changes nothing.
 */
final class Rewind {
  private final KafkaClients clients;
  private final long topic;
  private final Checkpoints checkpoints;

  /**
   * @param topic hash of the topic's id
   */
  Rewind(KafkaClients clients, long topic, Checkpoints checkpoints) {
    this.clients = clients;
    this.topic = topic;
    this.checkpoints = checkpoints;
  }

  CompletionStage<Map<TopicPartition, Long>> startOffsets(Set<TopicPartition> partitions) {
    return checkpoints.read().thenApplyAsync(checkpoint -> offsets(partitions, checkpoint));
  }

  private Map<TopicPartition, Long> offsets(Set<TopicPartition> partitions, Checkpoint checkpoint) {
    try (var consumer = clients.consumer()) {
      Map<TopicPartition, Long> starts = new HashMap<>(consumer.beginningOffsets(partitions));
      consumer
          .endOffsets(partitions)
          .forEach((partition, end) ->
              checkpoint
                  .nextOffset(topic, partition.partition())
                  .ifPresent(next -> starts.merge(partition, Math.min(next, end), Math::max)));
      return starts;
    }
  }
}
