package org.ckep.hub.delivery;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.ckep.hub.projection.Projection;
import org.ckep.hub.sharing.Gathering;

/** Claims lanes and reads what is due in them. */
@ApplicationScoped
class LaneStore {
    /**
     * An expired lease means that its holder has crashed: what it had announced may have been sent. Fences come from a
     * sequence, because lanes are deleted and made anew, and a late holder of the old lane must not match the new one.
     */
    private static final String TAKE = """
            update lane l set fence = nextval('lane_fence'),
              lease_until = now() + $1::bigint * interval '1 millisecond',
              dirty_upto = case when l.lease_until is not null then greatest(l.dirty_upto, l.claim_upto)
                                else l.dirty_upto end
            from chosen p where l.sub = p.sub and l.lane = p.lane
            returning l.sub, l.lane, l.fence, l.attempt, l.dirty_upto, l.gaps""";

    private static final String TAKEN =
            "select t.*, s.version, now() as claimed_at from taken t join subscription s on s.id = t.sub";

    private static final String DUE_LANES = """
            select c.sub, c.lane from lane c
            where c.sub = h.sub and c.state = 'READY' and c.next_at <= now()
              and (c.lease_until is null or c.lease_until < now())""";

    private static final String BUSY =
            "(select count(*) as n from lane b where b.sub = h.sub and b.lease_until > now()) busy";

    /**
     * Lanes that are worked on at once of a subscription whose endpoint has never taken anything or has just failed, by all
     * processes together: one that hangs holds no more than these until its breaker opens.
     */
    static final int UNPROVEN = 16;

    /** Lanes of one subscription in one claim: a claim locks so many of each before it chooses among all. */
    private static final int AT_ONCE = 16;

    /** $3 is the most of a subscription whose endpoint does what it should. */
    private static final String ROOM = "greatest(0, least(" + AT_ONCE
            + ", case when h.consecutive = 0 and h.last_success_at is not null then $3::int else least($3::int, "
            + UNPROVEN + ") end - busy.n))";

    /** The least busy subscription first, so that none keeps others waiting. */
    private static final String CLAIM = "with chosen as materialized (select x.sub, x.lane from sub_health h "
            + "cross join lateral " + BUSY + " cross join lateral (" + DUE_LANES
            + " order by c.next_at limit " + ROOM + " for update skip locked) x "
            + "where h.active and h.open_n = 0 and h.rest_until <= now() and h.rate_per_minute is null order by busy.n limit $2), taken as ("
            + TAKE + ") " + TAKEN;

    /** With a bucket of tokens, one for each claim. */
    private static final String CLAIM_LIMITED = "with h as materialized (select sub, consecutive, last_success_at, "
            + AgreedRate.TOKENS + """
               as have from sub_health
               where active and open_n = 0 and rest_until <= now() and rate_per_minute is not null for update skip locked),
            chosen as materialized (select x.sub, x.lane from h cross join lateral """ + BUSY
            + " cross join lateral (" + DUE_LANES + " order by c.next_at limit least(" + ROOM
            + ", floor(h.have)::bigint) for update skip locked) x order by busy.n limit $2), taken as (" + TAKE + """
            ), spent as (
              update sub_health s set tokens = h.have - n.n, tokens_at = now()
              from h join (select sub, count(*) as n from chosen group by sub) n on n.sub = h.sub
              where s.sub = h.sub)
            """
            + TAKEN;

    /** Whoever moves the breaker's time sends one event, from the lane that was asked longest ago. */
    private static final String CLAIM_PROBES = """
            with h as materialized (
              update sub_health set open_until = now() + $1::bigint * interval '1 millisecond'
              where sub in (select sub from sub_health where active and open_n > 0 and open_until <= now() and rest_until <= now()
                            for update skip locked) returning sub),
            chosen as materialized (select x.sub, x.lane from h cross join lateral (
              select c.sub, c.lane from lane c where c.sub = h.sub and c.state = 'READY' and c.next_at < 'infinity'
                and (c.lease_until is null or c.lease_until < now())
              order by c.fence limit 1 for update skip locked) x limit $2),
            taken as (""" + TAKE + ") " + TAKEN;

    /**
     * What is due in the lanes, and, before anything of it is sent, what may have been sent if this process dies now. The
     * lanes that are still held come as rows without a number: joining both would compare every event with every lane. One
     * whose tries have changed since the claim is at another event by now.
     *
     * <p>Its plan is made once for each connection, when the tables may still be small, and has to be right when they are
     * large. So what belongs to a delivery is looked up for each alone ({@code offset 0} keeps the planner from joining whole
     * tables); and the lane stands between two bounds, which are the same, because then only the index of open deliveries by lane
     * gives the order asked for.
     */
    static final String ANNOUNCE = """
            with due as materialized (
              select l.sub, l.lane, l.fence, l.attempt, d.subseq, d.chain, d.taken, coalesce(o.body, e.body) as body, p.pointers,
                e.recorded
              from unnest($1::uuid[], $2::text[], $3::bigint[], $4::int[], $5::int[])
                as l(sub, lane, fence, amount, attempt)
              cross join lateral (select s.audience from subscription s where s.id = l.sub offset 0) s
              cross join lateral (select subseq, pos, chain, taken, projection_revision from delivery d
                where d.sub = l.sub and d.lane >= l.lane and d.lane <= l.lane and d.done_at is null
                order by d.lane, subseq limit l.amount) d
              left join lateral (select e.body, e.recorded from event_log e
                where e.audience = s.audience and e.pos = d.pos offset 0) e on true
              left join lateral (select o.body from own_event o
                where d.pos is null and o.sub = l.sub and o.subseq = d.subseq offset 0) o on true
              left join lateral (select p.pointers from subscription_projection p
                where d.projection_revision is not null and p.sub = l.sub and p.revision = d.projection_revision
                offset 0) p on true),
            held as materialized (
              select l.sub, l.lane, u.upto from lane l
              join (select sub, lane, fence, attempt, max(subseq) as upto from due group by sub, lane, fence, attempt) u
                on l.sub = u.sub and l.lane = u.lane and l.fence = u.fence and l.attempt = u.attempt
              order by l.sub, l.lane for update of l),
            announced as (
              update lane l set claim_upto = greatest(l.claim_upto, h.upto)
              from held h where l.sub = h.sub and l.lane = h.lane returning l.sub, l.lane)
            select sub, lane, subseq, chain, body, pointers, recorded, taken from due
            union all select sub, lane, null, null, null, null, null, null from announced
            order by sub, lane, subseq""";

    /**
     * Of many lanes at once, in the order in which they are named. Each row is looked up for itself and by its whole key, and
     * only then is asked what it says ({@code offset 0} keeps both apart): the planner would else take an index of what is
     * leased, or of what is open, for a shorter way, and for a busy subscription both are long.
     */
    static final String MAY_SEND = """
            select q.place from unnest($1::uuid[], $2::text[], $3::bigint[], $4::int[], $5::bigint[])
              with ordinality as q(sub, lane, fence, version, subseq, place)
            cross join lateral (select l.fence, l.lease_until from lane l
              where l.sub = q.sub and l.lane = q.lane offset 0) l
            cross join lateral (select s.version from subscription s where s.id = q.sub offset 0) s
            cross join lateral (select h.rest_until from sub_health h where h.sub = q.sub offset 0) h
            cross join lateral (select d.state from delivery d
              where d.sub = q.sub and d.subseq = q.subseq offset 0) d
            where l.fence = q.fence and l.lease_until > now() and s.version = q.version and h.rest_until <= now()
              and d.state = 'PENDING'""";

    /** Questions of one statement. */
    private static final int ASK = 256;

    private final Pool pool;
    private final DeliveryConfig config;
    private final Gathering<Send, Boolean> sends =
            new Gathering<>("asking what may be sent", ASK, asked -> maySend(asked));

    LaneStore(@ReactiveDataSource("delivery") Pool pool, DeliveryConfig config) {
        this.pool = pool;
        this.config = config;
    }

    Uni<Claimed> claim(int most) {
        return claim(CLAIM, limits(most).addInteger(config.maxLanesPerSubscription()), LaneClaim.Kind.LIVE);
    }

    /**
     * True while the lane is this claim's (its lease may have run out, and a seek takes it away), its subscription is what
     * it was (state, endpoint, keys), its endpoint has not asked for a pause, and the event is not done with by other ways.
     * Whoever asks meanwhile is answered together: under load nearly every delivery asks.
     */
    Uni<Boolean> maySend(LaneClaim claim, int version, Head head) {
        return sends.ask(new Send(claim, version, head.subseq()));
    }

    private Uni<List<Boolean>> maySend(List<Send> asked) {
        Tuple parameters = Tuple.tuple()
                .addArrayOfUUID(asked.stream().map(send -> send.claim.sub()).toArray(UUID[]::new))
                .addArrayOfString(asked.stream().map(send -> send.claim.lane()).toArray(String[]::new))
                .addArrayOfLong(asked.stream().map(send -> send.claim.fence()).toArray(Long[]::new))
                .addArrayOfInteger(asked.stream().map(Send::version).toArray(Integer[]::new))
                .addArrayOfLong(asked.stream().map(Send::subseq).toArray(Long[]::new));
        return pool.preparedQuery(MAY_SEND).execute(parameters).map(rows -> {
            Boolean[] may = new Boolean[asked.size()];
            Arrays.fill(may, false);
            rows.forEach(row -> may[row.getLong("place").intValue() - 1] = true);
            return List.of(may);
        });
    }

    /** What somebody is about to send. */
    private record Send(LaneClaim claim, int version, long subseq) {}

    /** Lanes of subscriptions with a rate, each with a token for one event. */
    Uni<Claimed> claimLimited(int most) {
        return claim(CLAIM_LIMITED, limits(most).addInteger(config.maxLanesPerSubscription()), LaneClaim.Kind.RATED);
    }

    /** One lane of each subscription whose breaker may be tried. */
    Uni<Claimed> claimProbes(int most) {
        return claim(CLAIM_PROBES, limits(most), LaneClaim.Kind.PROBE);
    }

    private Tuple limits(int most) {
        return Tuple.tuple().addLong(config.leasePeriod().toMillis()).addInteger(most);
    }

    private Uni<Claimed> claim(String sql, Tuple limits, LaneClaim.Kind kind) {
        long before = System.nanoTime();
        return pool.preparedQuery(sql).execute(limits).map(rows -> {
            List<LaneClaim> claims = new ArrayList<>();
            Map<UUID, Integer> versions = new HashMap<>();
            for (Row row : rows) {
                versions.put(row.getUUID("sub"), row.getInteger("version"));
                claims.add(new LaneClaim(
                        row.getUUID("sub"),
                        row.getString("lane"),
                        row.getLong("fence"),
                        row.getInteger("attempt"),
                        row.getLong("dirty_upto"),
                        List.of(row.getArrayOfLongs("gaps")),
                        kind,
                        row.getOffsetDateTime("claimed_at").toInstant().toEpochMilli(),
                        before));
            }
            return new Claimed(claims, versions);
        });
    }

    /**
     * What a claim took.
     *
     * @param versions of the subscriptions of the lanes, as they are now
     */
    record Claimed(List<LaneClaim> lanes, Map<UUID, Integer> versions) {}

    /**
     * What is due in the lanes, at most so many of each, and announced: it may be sent. A lane that has gone to somebody
     * else, or in which nothing is due, is missing.
     */
    Uni<Map<LaneClaim.LaneKey, List<Head>>> heads(List<LaneClaim> claims, int inARow) {
        Tuple parameters = Tuple.tuple()
                .addArrayOfUUID(claims.stream().map(LaneClaim::sub).toArray(UUID[]::new))
                .addArrayOfString(claims.stream().map(LaneClaim::lane).toArray(String[]::new))
                .addArrayOfLong(claims.stream().map(LaneClaim::fence).toArray(Long[]::new))
                .addArrayOfInteger(claims.stream()
                        .map(claim -> claim.isProbe() ? 1 : inARow)
                        .toArray(Integer[]::new))
                .addArrayOfInteger(claims.stream().map(LaneClaim::attempt).toArray(Integer[]::new));
        return pool.preparedQuery(ANNOUNCE).execute(parameters).map(rows -> {
            Map<LaneClaim.LaneKey, List<Head>> heads = new HashMap<>();
            Set<LaneClaim.LaneKey> held = new HashSet<>();
            for (Row row : rows) {
                LaneClaim.LaneKey lane = new LaneClaim.LaneKey(row.getUUID("sub"), row.getString("lane"));
                Long subseq = row.getLong("subseq");
                if (subseq == null) {
                    held.add(lane);
                } else {
                    heads.computeIfAbsent(lane, key -> new ArrayList<>()).add(head(row, subseq));
                }
            }
            heads.keySet().retainAll(held);
            return heads;
        });
    }

    private static Head head(Row row, long subseq) {
        Buffer body = row.getBuffer("body");
        OffsetDateTime recorded = row.getOffsetDateTime("recorded");
        return new Head(
                subseq,
                row.getBuffer("chain").getBytes(),
                body == null ? null : body.getBytes(),
                Projection.stored(row.getArrayOfStrings("pointers")),
                recorded == null ? null : recorded.toInstant().toEpochMilli(),
                row.getBoolean("taken"));
    }
}
