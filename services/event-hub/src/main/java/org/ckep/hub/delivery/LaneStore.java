package org.ckep.hub.delivery;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.ckep.hub.signing.KeyAlgorithm;
import org.ckep.hub.signing.KeyVault;
import org.ckep.hub.signing.SigningKey;

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
            returning l.sub, l.lane, l.fence, l.attempt, l.dirty_upto, l.gap""";

    private static final String DUE_LANES = """
            select c.sub, c.lane from lane c
            where c.sub = h.sub and c.state = 'READY' and c.next_at <= now()
              and (c.lease_until is null or c.lease_until < now())""";

    private static final String BUSY =
            "(select count(*) as n from lane b where b.sub = h.sub and b.lease_until > now()) busy";

    /** Lanes of one subscription that are worked on at once, by all processes together. */
    private static final int BUSY_AT_MOST = 16;

    /** The least busy subscription first, so that none keeps others waiting. */
    private static final String CLAIM = "with chosen as materialized (select x.sub, x.lane from sub_health h "
            + "cross join lateral " + BUSY + " cross join lateral (" + DUE_LANES
            + " order by c.next_at limit greatest(0, " + BUSY_AT_MOST + " - busy.n) for update skip locked) x "
            + "where h.active and h.open_n = 0 and h.rate_per_minute is null order by busy.n limit $2), taken as ("
            + TAKE + ") select *, now() as claimed_at from taken";

    /** With a bucket of tokens: a sixth of a minute's worth at most, one for each claim. */
    private static final String CLAIM_LIMITED = """
            with h as materialized (
              select sub, least(greatest(1, rate_per_minute / 6.0),
                                     tokens + extract(epoch from now() - tokens_at) * rate_per_minute / 60.0) as have
              from sub_health where active and open_n = 0 and rate_per_minute is not null for update skip locked),
            chosen as materialized (select x.sub, x.lane from h cross join lateral """ + BUSY
            + " cross join lateral (" + DUE_LANES + " order by c.next_at limit greatest(0, least(" + BUSY_AT_MOST
            + " - busy.n, "
            + "floor(h.have)::bigint)) for update skip locked) x order by busy.n limit $2), taken as (" + TAKE + """
            ), spent as (
              update sub_health s set tokens = h.have - n.n, tokens_at = now()
              from h join (select sub, count(*) as n from chosen group by sub) n on n.sub = h.sub
              where s.sub = h.sub)
            select *, now() as claimed_at from taken""";

    /** Whoever moves the breaker's time sends one event, from the lane that was asked longest ago. */
    private static final String CLAIM_PROBES = """
            with h as materialized (
              update sub_health set open_until = now() + $1::bigint * interval '1 millisecond'
              where sub in (select sub from sub_health where active and open_n > 0 and open_until <= now()
                            for update skip locked) returning sub),
            chosen as materialized (select x.sub, x.lane from h cross join lateral (
              select c.sub, c.lane from lane c where c.sub = h.sub and c.state = 'READY' and c.next_at < 'infinity'
                and (c.lease_until is null or c.lease_until < now())
              order by c.fence limit 1 for update skip locked) x limit $2),
            taken as (""" + TAKE + ") select *, now() as claimed_at from taken";

    private static final String HEADS = """
            select l.sub, l.lane, d.subseq, d.chain, coalesce(o.body, e.body) as body
            from unnest($1::uuid[], $2::text[], $3::int[]) as l(sub, lane, amount)
            join subscription s on s.id = l.sub
            cross join lateral (select subseq, pos, chain from delivery d
              where d.sub = l.sub and d.lane = l.lane and d.done_at is null order by subseq limit l.amount) d
            left join event_log e on e.audience = s.audience and e.pos = d.pos
            left join own_event o on d.pos is null and o.sub = l.sub and o.subseq = d.subseq
            order by l.sub, l.lane, d.subseq""";

    /** Before anything is sent: what may have been sent if this process dies now. */
    private static final String ANNOUNCE = """
            with held as materialized (
              select l.sub, l.lane, c.upto from lane l
              join unnest($1::uuid[], $2::text[], $3::bigint[], $4::bigint[]) as c(sub, lane, fence, upto)
                on l.sub = c.sub and l.lane = c.lane and l.fence = c.fence
              order by l.sub, l.lane for update of l)
            update lane l set claim_upto = greatest(l.claim_upto, h.upto)
            from held h where l.sub = h.sub and l.lane = h.lane returning l.sub, l.lane""";

    private static final String RECIPIENTS = """
            select id, sink, mode, ordering, on_exhausted from subscription
            where id = any($1) and state = 'ACTIVE' and protocol = 'HTTP'""";

    private static final String KEYS = """
            select sub, kid, alg, material from subscription_key
            where sub = any($1) and not_before <= now() and (not_after is null or not_after > now())
            order by not_before desc, kid""";

    private final Pool pool;
    private final KeyVault vault;
    private final DeliveryConfig config;

    LaneStore(@ReactiveDataSource("delivery") Pool pool, KeyVault vault, DeliveryConfig config) {
        this.pool = pool;
        this.vault = vault;
        this.config = config;
    }

    Uni<List<LaneClaim>> claim(int most) {
        return claim(CLAIM, most, false);
    }

    /** Lanes of subscriptions with a rate; one event of each. */
    Uni<List<LaneClaim>> claimLimited(int most) {
        return claim(CLAIM_LIMITED, most, false);
    }

    /** One lane of each subscription whose breaker may be tried. */
    Uni<List<LaneClaim>> claimProbes(int most) {
        return claim(CLAIM_PROBES, most, true);
    }

    private Uni<List<LaneClaim>> claim(String sql, int most, boolean isProbe) {
        long before = System.nanoTime();
        return pool.preparedQuery(sql)
                .execute(Tuple.of(config.leasePeriod().toMillis(), most))
                .map(rows -> {
                    List<LaneClaim> claims = new ArrayList<>();
                    rows.forEach(row -> claims.add(new LaneClaim(
                            row.getUUID("sub"),
                            row.getString("lane"),
                            row.getLong("fence"),
                            row.getInteger("attempt"),
                            row.getLong("dirty_upto"),
                            row.getLong("gap"),
                            isProbe,
                            row.getOffsetDateTime("claimed_at").toInstant().toEpochMilli(),
                            before)));
                    return claims;
                });
    }

    /** What is due in the lanes, at most so many of each. */
    Uni<Map<LaneClaim.LaneKey, List<Head>>> heads(List<LaneClaim> claims, int inARow) {
        Tuple parameters = keys(claims)
                .addArrayOfInteger(claims.stream()
                        .map(claim -> claim.isProbe() ? 1 : inARow)
                        .toArray(Integer[]::new));
        return pool.preparedQuery(HEADS).execute(parameters).map(rows -> {
            Map<LaneClaim.LaneKey, List<Head>> heads = new HashMap<>();
            for (Row row : rows) {
                Buffer body = row.getBuffer("body");
                heads.computeIfAbsent(
                                new LaneClaim.LaneKey(row.getUUID("sub"), row.getString("lane")),
                                key -> new ArrayList<>())
                        .add(new Head(
                                row.getLong("subseq"),
                                row.getBuffer("chain").getBytes(),
                                body == null ? null : body.getBytes()));
            }
            return heads;
        });
    }

    /** The lanes that are still held after their heads were announced. */
    Uni<List<LaneClaim>> announce(List<LaneClaim> claims, Map<LaneClaim.LaneKey, List<Head>> heads) {
        Tuple parameters = keys(claims)
                .addArrayOfLong(claims.stream().map(LaneClaim::fence).toArray(Long[]::new))
                .addArrayOfLong(claims.stream()
                        .map(claim -> heads.getOrDefault(claim.key(), List.of()).stream()
                                .mapToLong(Head::subseq)
                                .max()
                                .orElse(0))
                        .toArray(Long[]::new));
        return pool.preparedQuery(ANNOUNCE).execute(parameters).map(rows -> held(claims, rows));
    }

    private static List<LaneClaim> held(List<LaneClaim> claims, RowSet<Row> rows) {
        List<LaneClaim.LaneKey> held = new ArrayList<>();
        rows.forEach(row -> held.add(new LaneClaim.LaneKey(row.getUUID("sub"), row.getString("lane"))));
        Set<LaneClaim.LaneKey> keys = Set.copyOf(held);
        return claims.stream().filter(claim -> keys.contains(claim.key())).toList();
    }

    private static Tuple keys(List<LaneClaim> claims) {
        return Tuple.tuple()
                .addArrayOfUUID(claims.stream().map(LaneClaim::sub).toArray(UUID[]::new))
                .addArrayOfString(claims.stream().map(LaneClaim::lane).toArray(String[]::new));
    }

    /** Where the subscriptions are delivered; those that may not be delivered now are missing. */
    Uni<Map<UUID, Recipient>> recipients(Collection<UUID> subs) {
        Tuple ids = Tuple.tuple().addArrayOfUUID(subs.toArray(UUID[]::new));
        return vault.sealer()
                .chain(sealer -> pool.preparedQuery(KEYS).execute(ids).chain(keys -> pool.preparedQuery(RECIPIENTS)
                        .execute(ids)
                        .map(rows -> recipients(rows, keys(keys, sealer)))));
    }

    private static Map<UUID, List<SigningKey>> keys(RowSet<Row> rows, KeyVault.Sealer sealer) {
        Map<UUID, List<SigningKey>> keys = new HashMap<>();
        rows.forEach(row -> keys.computeIfAbsent(row.getUUID("sub"), sub -> new ArrayList<>())
                .add(sealer.open(
                        row.getString("kid"),
                        KeyAlgorithm.of(row.getString("alg")),
                        row.getBuffer("material").getBytes())));
        return keys;
    }

    private static Map<UUID, Recipient> recipients(RowSet<Row> rows, Map<UUID, List<SigningKey>> keys) {
        List<Recipient> recipients = new ArrayList<>();
        rows.forEach(row -> recipients.add(new Recipient(
                row.getUUID("id"),
                row.getString("sink"),
                row.getString("mode").equals("binary"),
                !row.getString("ordering").equals("none"),
                row.getString("on_exhausted").equals("skip-and-mark"),
                keys.getOrDefault(row.getUUID("id"), List.of()))));
        return recipients.stream().collect(Collectors.toMap(Recipient::id, recipient -> recipient));
    }
}
