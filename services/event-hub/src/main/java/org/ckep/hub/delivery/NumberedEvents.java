package org.ckep.hub.delivery;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

/**
 * What was numbered for some subscriptions in one transaction: writes deliveries, lanes and cursors. Lanes that are made
 * may be claimed in the same statement, and what may be sent of them announced: they begin their life in this process's
 * hands, and nothing has to be read again.
 */
final class NumberedEvents {
    private static final String DELIVER = """
            insert into delivery(sub, subseq, pos, lane, hash, chain, projection_revision)
            select * from unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::text[], $5::bytea[], $6::bytea[], $7::int[])""";

    /** What the log has dropped before it was taken over; nobody else knows of it yet. */
    private static final String LOSE = """
            with lost as (
              update delivery d set state = 'EXPIRED', done_at = now()
              from unnest($1::uuid[], $2::bigint[]) as l(sub, subseq) where d.sub = l.sub and d.subseq = l.subseq
              returning d.sub)
            select tell_of_gaps(array(select sub from lost), 'EXPIRED')""";

    private static final String SAY = """
            insert into own_event(sub, subseq, body) select * from unnest($1::uuid[], $2::bigint[], $3::bytea[])""";

    /**
     * Takes the lock of a row that exists, so that a lane which is about to be deleted is waited for, and wakes one that
     * rests; one that waits for its time already is locked alone, not written. Whoever works on a lane goes on with it; only new
     * ones are claimed, which nobody can hold.
     */
    private static final String OPEN_LANES = """
            insert into lane as l(sub, lane, claim_upto, fence, lease_until)
            select sub, lane, upto, case when upto > 0 then nextval('lane_fence') else 0 end,
              case when upto > 0 then now() + $4::bigint * interval '1 millisecond' end
            from unnest($1::uuid[], $2::text[], $3::bigint[]) as o(sub, lane, upto) order by 1, 2
            on conflict (sub, lane) do update set next_at = now() where l.next_at = 'infinity'
            returning new.sub, new.lane, new.fence, old.sub is null and new.fence > 0 as is_claimed,
              new.lease_until is null and new.state = 'READY' and new.next_at <= now() as is_due""";

    private static final String MARK = """
            update delivery d set listed = true from unnest($1::uuid[], $2::bigint[]) as m(sub, subseq)
            where d.sub = m.sub and d.subseq = m.subseq""";

    private static final String ADVANCE = """
            update subscription_cursor c set next_pos = n.next_pos, is_cut = n.is_cut, subseq = n.subseq, chain = n.chain
            from unnest($1::uuid[], $2::bigint[], $3::boolean[], $4::bigint[], $5::bytea[])
              as n(sub, next_pos, is_cut, subseq, chain)
            where c.sub = n.sub""";

    private final List<Numbering> numberings;
    private final Map<LaneClaim.LaneKey, List<Head>> lanes = new HashMap<>();

    NumberedEvents(List<Numbering> numberings) {
        this.numberings = List.copyOf(numberings);
        numberings.forEach(numbering -> numbering
                .lanes()
                .forEach((lane, heads) -> lanes.put(new LaneClaim.LaneKey(numbering.sub(), lane), heads)));
    }

    /** Nothing. */
    static Written none() {
        return new Written(0, 0, List.of(), Map.of(), false);
    }

    /**
     * Writes everything; without waiting for one statement after the other, because the connection keeps their order.
     *
     * @param leaseMillis for how long new lanes are claimed
     * @param begunNanos this process's monotonic clock from before the transaction
     */
    Uni<Written> write(SqlConnection connection, long leaseMillis, long begunNanos) {
        return Uni.combine()
                .all()
                .unis(
                        execute(connection, DELIVER, deliveries()),
                        execute(connection, LOSE, lost()),
                        execute(connection, SAY, said()),
                        execute(connection, OPEN_LANES, openLanes(leaseMillis)),
                        // After the lanes' locks, like everybody who writes to deliveries that have lanes.
                        execute(connection, MARK, listed()),
                        execute(connection, ADVANCE, cursors()))
                .collectFailures()
                .with((delivered, lost, said, opened, marked, advanced) -> written(opened, begunNanos));
    }

    private static Uni<List<Row>> execute(SqlConnection connection, String sql, Rows rows) {
        return rows.isEmpty
                ? Uni.createFrom().item(List.of())
                : connection.preparedQuery(sql).execute(rows.parameters).map(NumberedEvents::list);
    }

    private static List<Row> list(RowSet<Row> rows) {
        List<Row> list = new ArrayList<>();
        rows.forEach(list::add);
        return list;
    }

    private Written written(List<Row> opened, long begunNanos) {
        List<LaneClaim> claims = new ArrayList<>();
        Map<LaneClaim.LaneKey, List<Head>> heads = new HashMap<>();
        boolean isMoreDue = false;
        for (Row row : opened) {
            LaneClaim.LaneKey lane = new LaneClaim.LaneKey(row.getUUID("sub"), row.getString("lane"));
            isMoreDue |= row.getBoolean("is_due");
            if (row.getBoolean("is_claimed")) {
                heads.put(lane, Objects.requireNonNull(lanes.get(lane)));
                claims.add(new LaneClaim(
                        lane.sub(),
                        lane.lane(),
                        row.getLong("fence"),
                        0,
                        0,
                        List.of(),
                        LaneClaim.Kind.LIVE,
                        numberings.get(0).lockedAt(),
                        begunNanos));
            }
        }
        int amount = numberings.stream().mapToInt(one -> one.entries().size()).sum();
        int events = numberings.stream()
                .mapToInt(one -> (int) one.entries().stream()
                        .filter(Numbering.Entry::isOfTheLog)
                        .count())
                .sum();
        return new Written(amount, events, claims, heads, isMoreDue);
    }

    private Rows deliveries() {
        List<Numbered> all = new ArrayList<>();
        numberings.forEach(one -> one.entries().forEach(entry -> all.add(new Numbered(one.sub(), entry))));
        return new Rows(
                all.isEmpty(),
                Tuple.tuple()
                        .addArrayOfUUID(all.stream().map(Numbered::sub).toArray(UUID[]::new))
                        .addArrayOfLong(all.stream()
                                .map(one -> one.entry.head().subseq())
                                .toArray(Long[]::new))
                        .addArrayOfLong(all.stream().map(one -> one.entry.pos()).toArray(Long[]::new))
                        .addArrayOfString(
                                all.stream().map(one -> one.entry.lane()).toArray(String[]::new))
                        .addValue(buffers(all, one -> one.entry.hash()))
                        .addValue(buffers(all, one -> one.entry.head().chain()))
                        .addArrayOfInteger(
                                all.stream().map(one -> one.entry.projected()).toArray(Integer[]::new)));
    }

    private Rows lost() {
        List<Numbered> lost = new ArrayList<>();
        numberings.forEach(one -> one.entries().stream()
                .filter(Numbering.Entry::isLost)
                .forEach(entry -> lost.add(new Numbered(one.sub(), entry))));
        return new Rows(
                lost.isEmpty(),
                Tuple.tuple()
                        .addArrayOfUUID(lost.stream().map(Numbered::sub).toArray(UUID[]::new))
                        .addArrayOfLong(lost.stream()
                                .map(one -> one.entry.head().subseq())
                                .toArray(Long[]::new)));
    }

    private Rows said() {
        List<Numbered> said = new ArrayList<>();
        numberings.forEach(one -> one.entries().stream()
                .filter(entry -> entry.pos() == null)
                .forEach(entry -> said.add(new Numbered(one.sub(), entry))));
        return new Rows(
                said.isEmpty(),
                Tuple.tuple()
                        .addArrayOfUUID(said.stream().map(Numbered::sub).toArray(UUID[]::new))
                        .addArrayOfLong(said.stream()
                                .map(one -> one.entry.head().subseq())
                                .toArray(Long[]::new))
                        .addValue(buffers(
                                said,
                                one -> Objects.requireNonNull(one.entry.head().event()))));
    }

    private Rows openLanes(long leaseMillis) {
        List<LaneClaim.LaneKey> keys = List.copyOf(lanes.keySet());
        return new Rows(
                keys.isEmpty(),
                Tuple.tuple()
                        .addArrayOfUUID(
                                keys.stream().map(LaneClaim.LaneKey::sub).toArray(UUID[]::new))
                        .addArrayOfString(
                                keys.stream().map(LaneClaim.LaneKey::lane).toArray(String[]::new))
                        .addArrayOfLong(keys.stream().map(this::upTo).toArray(Long[]::new))
                        .addLong(leaseMillis));
    }

    private long upTo(LaneClaim.LaneKey lane) {
        List<Head> heads = Objects.requireNonNull(lanes.get(lane));
        return heads.isEmpty() ? 0 : heads.get(heads.size() - 1).subseq();
    }

    private Rows listed() {
        List<UUID> subs = new ArrayList<>();
        List<Long> numbers = new ArrayList<>();
        numberings.forEach(one -> one.listed().forEach(number -> {
            subs.add(one.sub());
            numbers.add(number);
        }));
        return new Rows(
                subs.isEmpty(),
                Tuple.tuple().addArrayOfUUID(subs.toArray(UUID[]::new)).addArrayOfLong(numbers.toArray(Long[]::new)));
    }

    private Rows cursors() {
        return new Rows(
                numberings.isEmpty(),
                Tuple.tuple()
                        .addArrayOfUUID(numberings.stream().map(Numbering::sub).toArray(UUID[]::new))
                        .addArrayOfLong(
                                numberings.stream().map(Numbering::goesOnAt).toArray(Long[]::new))
                        .addArrayOfBoolean(
                                numberings.stream().map(Numbering::isCut).toArray(Boolean[]::new))
                        .addArrayOfLong(
                                numberings.stream().map(Numbering::subseq).toArray(Long[]::new))
                        .addValue(buffers(numberings, Numbering::chain)));
    }

    private static <T> Buffer[] buffers(List<T> all, Function<T, byte[]> bytes) {
        return all.stream().map(one -> Buffer.buffer(bytes.apply(one))).toArray(Buffer[]::new);
    }

    private record Numbered(UUID sub, Numbering.Entry entry) {}

    private record Rows(boolean isEmpty, Tuple parameters) {}

    /**
     * What was written, to be used after the commit.
     *
     * @param amount numbers that were given
     * @param events those of them behind which an event of the log stands
     * @param claims new lanes that are this process's to deliver
     * @param heads what may be sent of them
     * @param isMoreDue true where other lanes are due that nobody works on
     */
    record Written(
            int amount,
            int events,
            List<LaneClaim> claims,
            Map<LaneClaim.LaneKey, List<Head>> heads,
            boolean isMoreDue) {}
}
