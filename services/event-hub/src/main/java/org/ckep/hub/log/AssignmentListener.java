package org.ckep.hub.log;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Hands the channel's assignments to {@link PartitionOffsets}; a bean of its own because its qualifier is its name. */
@ApplicationScoped
@Identifier("audience-events")
class AssignmentListener implements KafkaConsumerRebalanceListener {
    private final PartitionOffsets offsets;

    AssignmentListener(PartitionOffsets offsets) {
        this.offsets = offsets;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        offsets.assigned(consumer, partitions);
    }

    @Override
    public void onPartitionsRevoked(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        offsets.released(partitions);
    }

    @Override
    public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        offsets.released(partitions);
    }
}
