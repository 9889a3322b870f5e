package org.ckep.messaging;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Which of the 16 partitions of the outbox a record's events go to. */
final class OutboxPartitions {
    static final int COUNT = 16;

    private OutboxPartitions() {}

    /** CRC-32 in Java rather than PostgreSQL's {@code hashtext}, which may change between major versions. */
    static short of(String aggregateId) {
        return (short) (crc(aggregateId) % COUNT);
    }

    /** First half of the advisory lock's key, never negative because pg_locks shows it unsigned; the partition is the second. */
    static int lockSpace(String service) {
        return (int) (crc("outbox-relay/" + service) & Integer.MAX_VALUE);
    }

    private static long crc(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }
}
