package org.ckep.hub.border;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Remembers what was kept from an agency for want of an undertaking, for the governments whose matter it is. */
public final class BorderRecords {
    private static final String RECORD = """
            insert into border_audit(source, id, audience, type, subject, classification, origin, rule, undertakings)
            select e.source, e.id, e.audience, e.type, e.subject, e.classification,
              case when e.classification ~ '-(cn|kr)$' then 'side-' || right(e.classification, 2) end,
              'undertaking', log_undertakings(e.body)
            from %s order by e.source, e.id, e.audience on conflict do nothing""";

    private static final String OF_EVENTS = RECORD.formatted("""
            unnest($2::bigint[]) as w(pos)
            cross join lateral (select * from event_log l where l.audience = $1 and l.pos = w.pos offset 0) e""");

    private static final String OF_DELIVERIES = RECORD.formatted("""
            unnest($1::uuid[], $2::bigint[]) as w(sub, subseq)
            join subscription s on s.id = w.sub
            join delivery d on d.sub = w.sub and d.subseq = w.subseq
            cross join lateral (select * from event_log l where l.audience = s.audience and l.pos = d.pos offset 0) e""");

    private BorderRecords() {}

    /** Events of a log by their positions. */
    public static Uni<Void> ofEvents(SqlClient client, String log, Collection<Long> positions) {
        return positions.isEmpty()
                ? Uni.createFrom().voidItem()
                : client.preparedQuery(OF_EVENTS)
                        .execute(Tuple.of(log, positions.toArray(Long[]::new)))
                        .replaceWithVoid();
    }

    /** Events by their numbers in subscriptions, one of each list. */
    public static Uni<Void> ofDeliveries(SqlClient client, List<UUID> subs, List<Long> numbers) {
        return subs.isEmpty()
                ? Uni.createFrom().voidItem()
                : client.preparedQuery(OF_DELIVERIES)
                        .execute(Tuple.of(subs.toArray(UUID[]::new), numbers.toArray(Long[]::new)))
                        .replaceWithVoid();
    }
}
