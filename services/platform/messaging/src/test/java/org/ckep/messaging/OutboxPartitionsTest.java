package org.ckep.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.ckep.kernel.id.Urn;
import org.junit.jupiter.api.Test;

class OutboxPartitionsTest {
    @Property
    void everyAggregateHasOnePartitionOfSixteen(@ForAll String aggregate) {
        assertThat(OutboxPartitions.of(aggregate))
                .isBetween((short) 0, (short) 15)
                .isEqualTo(OutboxPartitions.of(new String(aggregate.toCharArray())));
    }

    /** A changed function would move the waiting rows of an aggregate behind its newer ones. */
    @Test
    void thePartitionOfAnAggregateNeverChanges() {
        assertThat(OutboxPartitions.of("123456789")).isEqualTo((short) (0xCBF43926L % 16));
        assertThat(OutboxPartitions.of("urn:ckep:project:00000000-0000-4000-8000-000000000001"))
                .isEqualTo((short) 12);
    }

    @Test
    void aggregatesSpreadOverAllPartitions() {
        Integer[] counts = new Integer[16];
        Arrays.fill(counts, 0);
        for (int i = 0; i < 16_000; i++) {
            counts[OutboxPartitions.of(new Urn("project", new UUID(i, i * 31L)).toString())]++;
        }
        assertThat(counts).allSatisfy(count -> assertThat(count).isBetween(700, 1300));
    }

    @Property
    void theLockSpaceFitsWhatPgLocksShows(@ForAll String service) {
        assertThat(OutboxPartitions.lockSpace(service)).isNotNegative();
    }
}
