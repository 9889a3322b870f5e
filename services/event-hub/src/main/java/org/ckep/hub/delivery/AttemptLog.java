package org.ckep.hub.delivery;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The delivery log: every request that was made to an endpoint. */
final class AttemptLog {
    private static final String ADD = """
            insert into attempt(sub, subseq, at, n, kind, ms, status, outcome, response)
            select * from unnest($1::uuid[], $2::bigint[], $3::timestamptz[], $4::int[], $5::text[], $6::int[], $7::int[],
                                 $8::text[], $9::bytea[])""";

    private AttemptLog() {}

    /**
     * Adds what was tried.
     *
     * @param subs the subscription of each
     */
    static Uni<Void> add(SqlClient client, List<UUID> subs, List<Attempt> attempts) {
        return attempts.isEmpty()
                ? Uni.createFrom().voidItem()
                : client.preparedQuery(ADD).execute(rows(subs, attempts)).replaceWithVoid();
    }

    private static Tuple rows(List<UUID> subs, List<Attempt> attempts) {
        return Tuple.tuple()
                .addArrayOfUUID(subs.toArray(UUID[]::new))
                .addArrayOfLong(attempts.stream().map(Attempt::subseq).toArray(Long[]::new))
                .addArrayOfOffsetDateTime(attempts.stream()
                        .map(attempt -> Instant.ofEpochMilli(attempt.at()).atOffset(ZoneOffset.UTC))
                        .toArray(OffsetDateTime[]::new))
                .addArrayOfInteger(attempts.stream().map(Attempt::n).toArray(Integer[]::new))
                .addArrayOfString(attempts.stream().map(Attempt::kind).toArray(String[]::new))
                .addArrayOfInteger(attempts.stream().map(Attempt::ms).toArray(Integer[]::new))
                .addArrayOfInteger(attempts.stream().map(Attempt::status).toArray(Integer[]::new))
                .addArrayOfString(attempts.stream()
                        .map(attempt -> attempt.outcome().code())
                        .toArray(String[]::new))
                .addValue(attempts.stream()
                        .map(attempt -> buffer(attempt.response()))
                        .toArray(Buffer[]::new));
    }

    private static @Nullable Buffer buffer(byte @Nullable [] bytes) {
        return bytes == null ? null : Buffer.buffer(bytes);
    }
}
