package org.ckep.hub.log;

import org.apache.kafka.common.TopicPartition;

/**
 * A step of a partition's offset, taken together with the events it stands for.
 *
 * @param expected where the offset must be now; elsewhere means that another appender works on the partition
 * @param next where it will be
 */
record OffsetMove(TopicPartition partition, long expected, long next) {}
