package org.ckep.hub.subscription;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.ckep.hub.delivery.DeliveryConfig;
import org.ckep.hub.delivery.RowLocks;
import org.ckep.hub.projection.Projection;
import org.ckep.hub.proof.Chain;
import org.ckep.hub.sharing.Detached;
import org.ckep.hub.signing.KeyAlgorithm;
import org.ckep.hub.signing.KeyVault;
import org.ckep.hub.signing.SigningKey;
import org.ckep.kernel.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Reads and writes subscriptions of one owner; every transaction is bound to him, so the database's lock holds too. */
@ApplicationScoped
class SubscriptionStore {
    private static final String COLUMNS = """
            id, owner, audience, name, protocol, sink, mode, signing, ordering, on_exhausted, rate_per_minute, types,
            filters, projection, state, state_reason, lease_until, consented_at, consent_until,
            created_at, created_by, version""";

    private static final String INSERT = """
            insert into subscription(id, owner, audience, name, protocol, sink, mode, signing, ordering, on_exhausted,
              rate_per_minute, types, filters, state, state_reason, lease_until, created_at, created_by,
              idempotency_key, request_hash, projection)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
            on conflict (owner, idempotency_key) where idempotency_key is not null do nothing""";

    private static final String INSERT_CURSOR = """
            insert into subscription_cursor(sub, next_pos, chain, digest_at, digest_chain)
            select $1, coalesce(
                case $3 when 'earliest' then h.first_pos
                        when 'now' then h.pos + 1
                        else (select min(e.pos) from event_log e where e.audience = $2 and e.recorded >= $4) end,
                h.pos + 1, 1), $5, now(), $5
            from (select 1) one left join log_head h on h.audience = $2""";

    private final Pool pool;
    private final KeyVault vault;
    private final ObjectMapper json;
    private final DeliveryConfig delivery;
    private final Clock clock;

    SubscriptionStore(Pool pool, KeyVault vault, ObjectMapper json, DeliveryConfig delivery, Clock clock) {
        this.pool = pool;
        this.vault = vault;
        this.json = json;
        this.delivery = delivery;
        this.clock = clock;
    }

    /** Runs work in one transaction that sees what the owner may see. */
    <T> Uni<T> within(Owner owner, Function<SqlConnection, Uni<T>> work) {
        Uni<T> transaction = pool.withTransaction(connection -> connection
                .preparedQuery("select set_config('app.owner', $1, true), set_config('app.audience', $2, true), "
                        + "set_config('app.own_log', $3, true)")
                .execute(Tuple.of(owner.id(), owner.audience().id(), Objects.toString(owner.ministry(), "")))
                .chain(() -> work.apply(connection)));
        return Detached.of(transaction);
    }

    /** Inserts a subscription with its cursor and health; false where the idempotency key was used before. */
    Uni<Boolean> insert(
            SqlConnection connection,
            Subscription subscription,
            @Nullable Instant start,
            @Nullable String idempotencyKey,
            byte[] requestHash) {
        Tuple row = Tuple.tuple()
                .addUUID(subscription.id())
                .addString(subscription.owner())
                .addString(subscription.audience())
                .addString(subscription.name())
                .addString(subscription.protocol().name())
                .addString(subscription.sink())
                .addString(subscription.mode().code())
                .addString(subscription.signing().code())
                .addString(subscription.ordering().code())
                .addString(subscription.onExhausted().code())
                .addInteger(subscription.ratePerMinute())
                .addArrayOfString(subscription.types().toArray(String[]::new))
                .addJsonArray(new JsonArray(subscription.filters().toString()))
                .addString(subscription.state().name())
                .addString(subscription.stateReason())
                .addOffsetDateTime(time(subscription.leaseUntil()))
                .addOffsetDateTime(time(subscription.createdAt()))
                .addString(subscription.createdBy())
                .addString(idempotencyKey)
                .addValue(Buffer.buffer(requestHash))
                .addArrayOfString(subscription.projection().pointers().toArray(String[]::new));
        return connection
                .preparedQuery(INSERT)
                .execute(row)
                .onFailure(SubscriptionStore::isSecondTopic)
                .transform(second -> new ProblemException(
                        SubscriptionProblem.LIMIT_REACHED,
                        "An agency has one topic and one subscription that is put into it."))
                .chain(inserted -> {
                    if (inserted.rowCount() == 0) {
                        return Uni.createFrom().item(false);
                    }
                    Buffer genesis = Buffer.buffer(Chain.genesis(subscription.id()));
                    String from = start == null ? "now" : start.equals(Instant.MIN) ? "earliest" : "time";
                    return connection
                            .preparedQuery(INSERT_CURSOR)
                            .execute(Tuple.tuple()
                                    .addUUID(subscription.id())
                                    .addString(subscription.audience())
                                    .addString(from)
                                    .addOffsetDateTime(from.equals("time") && start != null ? time(start) : null)
                                    .addValue(genesis))
                            .chain(() -> connection
                                    .preparedQuery(
                                            "insert into sub_health(sub, active, rate_per_minute) values ($1, $2, $3)")
                                    .execute(Tuple.of(
                                            subscription.id(),
                                            subscription.isWebhook() && subscription.state() == State.ACTIVE,
                                            subscription.ratePerMinute())))
                            .chain(() -> subscription.projection().isWhole()
                                    ? Uni.createFrom().voidItem()
                                    : project(connection, subscription.id(), subscription.projection()))
                            .chain(() -> subscription.protocol() == Protocol.KAFKA
                                    ? connection
                                            .preparedQuery("insert into egress(sub) values ($1)")
                                            .execute(Tuple.of(subscription.id()))
                                            .replaceWithVoid()
                                    : Uni.createFrom().voidItem())
                            .replaceWith(true);
                });
    }

    /**
     * Has what is numbered from now on keep this of its data; the cursor is locked, or nobody knows the subscription yet.
     * Forgets what no number that is kept was given under.
     */
    Uni<Void> project(SqlConnection connection, UUID sub, Projection wanted) {
        if (wanted.isWhole()) {
            return connection
                    .preparedQuery("update subscription set projection = '{}', projection_revision = null "
                            + "where id = $1 and projection_revision is not null")
                    .execute(Tuple.of(sub))
                    .chain(() -> forgetProjections(connection, sub));
        }
        String[] pointers = wanted.pointers().toArray(String[]::new);
        return connection
                .preparedQuery("""
                        with known as (
                          select revision from subscription_projection where sub = $1 and pointers = $2),
                        made as (
                          insert into subscription_projection(sub, revision, pointers)
                          select $1, 1 + coalesce(max(revision), 0), $2 from subscription_projection where sub = $1
                          having not exists (select 1 from known) returning revision)
                        update subscription set projection = $2,
                          projection_revision = (select revision from known union all select revision from made)
                        where id = $1""")
                .execute(Tuple.of(sub, pointers))
                .chain(() -> forgetProjections(connection, sub));
    }

    private static Uni<Void> forgetProjections(SqlConnection connection, UUID sub) {
        return connection.preparedQuery("""
                        delete from subscription_projection p where p.sub = $1
                          and not exists (select 1 from subscription s
                            where s.id = p.sub and s.projection_revision = p.revision)
                          and not exists (select 1 from delivery d
                            where d.sub = p.sub and d.projection_revision = p.revision)""").execute(Tuple.of(sub)).replaceWithVoid();
    }

    private static boolean isSecondTopic(Throwable failure) {
        return failure instanceof PgException refused && "subscription_egress".equals(refused.getConstraint());
    }

    /** Moves a subscription that is locked to another state; an active one starts with a clean slate. */
    Uni<Subscription> become(SqlConnection connection, Subscription before, State state, @Nullable String reason) {
        return connection
                .preparedQuery("""
                        update sub_health set active = $2,
                          consecutive = case when $2 then 0 else consecutive end,
                          failures = case when $2 then 0 else failures end,
                          first_failure_at = case when $2 then null else first_failure_at end,
                          open_n = case when $2 then 0 else open_n end,
                          open_until = case when $2 then null else open_until end,
                          rest_until = case when $2 then 'epoch' else rest_until end
                        where sub = $1""")
                .execute(Tuple.of(before.id(), before.isWebhook() && state == State.ACTIVE))
                .chain(() -> connection
                        .preparedQuery("update subscription set state = $2, state_reason = $3, version = version + 1 "
                                + "where id = $1 returning " + COLUMNS)
                        .execute(Tuple.of(before.id(), state.name(), reason)))
                .map(rows -> subscription(rows.iterator().next()));
    }

    Uni<Void> addKey(SqlConnection connection, UUID sub, SigningKey key) {
        return vault.sealer().chain(sealer -> connection
                .preparedQuery("""
                        insert into subscription_key(sub, kid, alg, material, not_before)
                        values ($1, $2, $3, $4, now())""")
                .execute(Tuple.of(sub, key.kid(), key.algorithm().code(), Buffer.buffer(sealer.seal(key))))
                .replaceWithVoid());
    }

    /** The subscription that was made under an idempotency key, with the hash of the request. */
    Uni<Row> byIdempotencyKey(SqlConnection connection, Owner owner, String key) {
        return connection
                .preparedQuery("select id, request_hash from subscription where owner = $1 and idempotency_key = $2")
                .execute(Tuple.of(owner.id(), key))
                .map(rows -> rows.iterator().next());
    }

    /** The owner's subscription; fails with NOT_FOUND. */
    Uni<Subscription> find(SqlConnection connection, Owner owner, UUID id) {
        return find(connection, owner, id, "");
    }

    /** The owner's subscription, locked until the end of the transaction; fails with NOT_FOUND. */
    Uni<Subscription> lock(SqlConnection connection, Owner owner, UUID id) {
        return lock(connection, owner, id, Reach.SUBSCRIPTION);
    }

    /** The owner's subscription, locked with what else belongs to it, in the order of {@link RowLocks}. */
    Uni<Subscription> lock(SqlConnection connection, Owner owner, UUID id, Reach reach) {
        Uni<Void> before = Uni.createFrom().voidItem();
        if (reach != Reach.SUBSCRIPTION) {
            before = RowLocks.cursor(connection, id);
        }
        if (reach == Reach.LANES) {
            before = before.chain(() -> RowLocks.lanes(connection, id));
        }
        return before.chain(() -> RowLocks.health(connection, id))
                .chain(() -> find(connection, owner, id, " for no key update"));
    }

    /** How much of a subscription is locked. */
    enum Reach {
        /** Its health and itself. */
        SUBSCRIPTION,
        /** Nothing is numbered meanwhile, either. */
        CURSOR,
        /** No lane is made, released or taken meanwhile, either. */
        LANES
    }

    /**
     * Renews the lease of a subscription that is used, and answers it as it is then.
     *
     * @param least how much of the lease must have passed
     */
    Uni<Subscription> renew(SqlConnection connection, Subscription found, Duration least) {
        OffsetDateTime until = time(clock.instant().plus(delivery.subscriptionPeriod()));
        return time(found.leaseUntil()).isAfter(until.minus(least))
                ? Uni.createFrom().item(found)
                : connection
                        .preparedQuery("update subscription set lease_until = $2 where id = $1 returning " + COLUMNS)
                        .execute(Tuple.of(found.id(), until))
                        .map(rows -> subscription(rows.iterator().next()));
    }

    private Uni<Subscription> find(SqlConnection connection, Owner owner, UUID id, String locking) {
        return connection
                .preparedQuery("select " + COLUMNS + " from subscription where id = $1 and owner = $2 and state <> "
                        + "'RETIRED'" + locking)
                .execute(Tuple.of(id, owner.id()))
                .map(rows -> {
                    if (rows.size() == 0) {
                        throw ProblemException.notFound();
                    }
                    return subscription(rows.iterator().next());
                });
    }

    /** Subscriptions after a sort key, one more than the limit. */
    Uni<List<Subscription>> list(
            SqlConnection connection, Owner owner, @Nullable OffsetDateTime createdAt, @Nullable UUID id, int limit) {
        return connection
                .preparedQuery(
                        "select " + COLUMNS + " from subscription where owner = $1 and state <> 'RETIRED'"
                                + " and ($2::timestamptz is null or (created_at, id) > ($2, $3)) order by created_at, id limit $4")
                .execute(Tuple.of(owner.id(), createdAt, id, limit))
                .map(rows -> {
                    List<Subscription> found = new ArrayList<>();
                    rows.forEach(row -> found.add(subscription(row)));
                    return found;
                });
    }

    /** The keys that sign now, newest first. */
    Uni<List<SubscriptionView.KeyView>> keys(SqlConnection connection, UUID sub) {
        return vault.sealer().chain(sealer -> connection
                .preparedQuery("""
                        select kid, alg, material, not_before, not_after from subscription_key
                        where sub = $1 and (not_after is null or not_after > now()) order by not_before desc, kid""")
                .execute(Tuple.of(sub))
                .map(rows -> {
                    List<SubscriptionView.KeyView> keys = new ArrayList<>();
                    rows.forEach(row -> keys.add(key(row, sealer)));
                    return keys;
                }));
    }

    private static SubscriptionView.KeyView key(Row row, KeyVault.Sealer sealer) {
        SigningKey key = sealer.open(
                row.getString("kid"),
                KeyAlgorithm.of(row.getString("alg")),
                row.getBuffer("material").getBytes());
        return new SubscriptionView.KeyView(
                key.kid(),
                key.algorithm(),
                key.publicKeyText(),
                key.publicKeyDer(),
                row.getOffsetDateTime("not_before").toInstant(),
                instant(row, "not_after"));
    }

    private Subscription subscription(Row row) {
        return new Subscription(
                row.getUUID("id"),
                row.getString("owner"),
                row.getString("audience"),
                row.getString("name"),
                Protocol.valueOf(row.getString("protocol")),
                row.getString("sink"),
                ContentMode.of(row.getString("mode")),
                KeyAlgorithm.of(row.getString("signing")),
                Ordering.of(row.getString("ordering")),
                OnExhausted.of(row.getString("on_exhausted")),
                row.getInteger("rate_per_minute"),
                List.of(row.getArrayOfStrings("types")),
                read(String.valueOf(row.getValue("filters"))),
                Projection.stored(row.getArrayOfStrings("projection")),
                State.valueOf(row.getString("state")),
                row.getString("state_reason"),
                row.getOffsetDateTime("lease_until").toInstant(),
                instant(row, "consented_at"),
                instant(row, "consent_until"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getString("created_by"),
                row.getInteger("version"));
    }

    private JsonNode read(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static @Nullable Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }

    static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
