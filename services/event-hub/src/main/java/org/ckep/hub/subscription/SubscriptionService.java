package org.ckep.hub.subscription;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.ckep.hub.delivery.Courier;
import org.ckep.hub.delivery.DeliveryConfig;
import org.ckep.hub.delivery.FanOut;
import org.ckep.hub.projection.Projection;
import org.ckep.hub.signing.KeyAlgorithm;
import org.ckep.hub.signing.SigningKey;
import org.ckep.hub.subscription.SubscriptionStore.Reach;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.web.MergePatch;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.ckep.web.Preconditions;
import org.jspecify.annotations.Nullable;

/** Makes, changes and ends subscriptions. */
@ApplicationScoped
class SubscriptionService {
    /** Reasons for a pause that say nothing of the endpoint's consent. */
    private static final Set<String> RESUMABLE = Set.of("owner", "failing");

    private final SubscriptionStore store;
    private final SubscriptionRules rules;
    private final SubscriptionConfig config;
    private final DeliveryConfig delivery;
    private final Consents consents;
    private final Leases leases;
    private final FanOut fanOut;
    private final Courier courier;
    private final MergePatch patches;
    private final Preconditions preconditions;
    private final ObjectMapper json;
    private final Clock clock;

    SubscriptionService(
            SubscriptionStore store,
            SubscriptionRules rules,
            SubscriptionConfig config,
            DeliveryConfig delivery,
            Consents consents,
            Leases leases,
            FanOut fanOut,
            Courier courier,
            MergePatch patches,
            Preconditions preconditions,
            ObjectMapper json,
            Clock clock) {
        this.store = store;
        this.rules = rules;
        this.config = config;
        this.delivery = delivery;
        this.consents = consents;
        this.leases = leases;
        this.fanOut = fanOut;
        this.courier = courier;
        this.patches = patches;
        this.preconditions = preconditions;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Makes a subscription, and asks its endpoint at once; without its consent the subscription waits.
     *
     * @param key under which the same request may come again; null for none
     */
    Uni<Created> create(Owner owner, NewSubscription wanted, @Nullable String key) {
        Subscription subscription = subscription(owner, wanted);
        Instant start = rules.start(wanted.start());
        SigningKey signing = rules.key(subscription.signing(), wanted.secret());
        byte[] hash = hash(wanted);
        return rules.vet(owner, wanted.sink())
                .chain(() -> store.within(owner, connection -> store.insert(connection, subscription, start, key, hash)
                        .chain(isNew -> isNew
                                ? checkNumber(connection, owner)
                                        .chain(() -> RepeatedRequests.requireUnused(connection, owner, key))
                                        .chain(() -> store.addKey(connection, subscription.id(), signing))
                                        .replaceWith(new Created(subscription.id(), signing.secret(), false))
                                : replayed(connection, owner, Objects.requireNonNull(key), hash))))
                .call(created -> created.replayed || !subscription.isWebhook()
                        ? Uni.createFrom().voidItem()
                        : consents.ask(owner, created.id).replaceWithVoid())
                .invoke(fanOut::wake);
    }

    private Subscription subscription(Owner owner, NewSubscription wanted) {
        Protocol protocol = rules.protocol(owner, wanted);
        rules.checkName(wanted.name());
        rules.checkRate(wanted.ratePerMinute());
        String sink = wanted.sink();
        if (sink != null) {
            rules.checkSink(sink);
        }
        JsonNode filters = rules.filters(wanted.filters());
        rules.requireUndertakings(owner, filters);
        Ordering ordering = Objects.requireNonNullElse(wanted.ordering(), Ordering.SUBJECT);
        Instant now = clock.instant();
        return new Subscription(
                UUID.randomUUID(),
                owner.id(),
                owner.log(wanted.log(), "/log").id(),
                wanted.name(),
                protocol,
                sink,
                Objects.requireNonNullElse(wanted.mode(), ContentMode.STRUCTURED),
                Objects.requireNonNullElse(wanted.signing(), KeyAlgorithm.V1A),
                ordering,
                rules.onExhausted(ordering, wanted.onExhausted()),
                wanted.ratePerMinute(),
                rules.types(wanted.types()),
                filters,
                Projection.of(wanted.projection(), "/projection"),
                protocol == Protocol.HTTP ? State.PENDING : State.ACTIVE,
                protocol == Protocol.HTTP ? "consent-missing" : null,
                now.plus(delivery.subscriptionPeriod()),
                null,
                null,
                now,
                owner.actor(),
                1);
    }

    /** After the insertion, because a request that comes again makes none. */
    private Uni<Void> checkNumber(SqlConnection connection, Owner owner) {
        return connection
                .preparedQuery("select count(*) as n from subscription where owner = $1 and state <> 'RETIRED'")
                .execute(Tuple.of(owner.id()))
                .invoke(rows -> {
                    if (rows.iterator().next().getLong("n") > config.maxPerOwner()) {
                        throw new ProblemException(
                                SubscriptionProblem.LIMIT_REACHED,
                                "An agency has at most " + config.maxPerOwner() + " subscriptions.");
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Created> replayed(SqlConnection connection, Owner owner, String key, byte[] hash) {
        return store.byIdempotencyKey(connection, owner, key).map(row -> {
            if (!Arrays.equals(row.getBuffer("request_hash").getBytes(), hash)) {
                throw new ProblemException(
                        KernelProblem.IDEMPOTENCY_CONFLICT, "The Idempotency-Key was used for another request.");
            }
            return new Created(row.getUUID("id"), null, true);
        });
    }

    private byte[] hash(NewSubscription wanted) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(json.writeValueAsBytes(wanted));
        } catch (NoSuchAlgorithmException | JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The owner's subscription; looking at it in the second half of its lease is use. */
    Uni<SubscriptionView> view(Owner owner, UUID id) {
        return store.within(owner, connection -> store.find(connection, owner, id)
                .chain(found -> leases.used(connection, owner, found, leases.half()))
                .chain(found -> view(connection, found)));
    }

    private Uni<SubscriptionView> view(SqlConnection connection, Subscription subscription) {
        return store.keys(connection, subscription.id()).map(keys -> SubscriptionView.of(subscription, keys));
    }

    Uni<Page<SubscriptionView>> list(Owner owner, PageRequest request) {
        Map<String, String> after = request.after();
        java.time.OffsetDateTime createdAt;
        UUID id;
        try {
            createdAt = after.isEmpty() ? null : java.time.OffsetDateTime.parse(String.valueOf(after.get("at")));
            id = after.isEmpty() ? null : UUID.fromString(String.valueOf(after.get("id")));
        } catch (RuntimeException notOurs) {
            throw PageRequest.invalidCursor();
        }
        int limit = request.limit();
        return store.within(owner, connection -> store.list(connection, owner, createdAt, id, limit + 1)
                .chain(rows -> {
                    Page<Subscription> page = request.page(
                            rows,
                            row -> Map.of(
                                    "at",
                                    SubscriptionStore.time(row.createdAt()).toString(),
                                    "id",
                                    row.id().toString()));
                    return views(connection, page.data(), 0, new java.util.ArrayList<>())
                            .chain(views -> Troubles.of(connection, page.data())
                                    .map(found -> new Page<>(
                                            views.stream()
                                                    .map(view ->
                                                            view.withTroubles(found.getOrDefault(view.id(), List.of())))
                                                    .toList(),
                                            page.next())));
                }));
    }

    private Uni<List<SubscriptionView>> views(
            SqlConnection connection, List<Subscription> rows, int index, List<SubscriptionView> views) {
        return index == rows.size()
                ? Uni.createFrom().item(views)
                : view(connection, rows.get(index))
                        .invoke(views::add)
                        .chain(() -> views(connection, rows, index + 1, views));
    }

    /**
     * Changes a subscription. Another sink has to consent first; another filter or projection holds for the numbers after
     * now.
     */
    Uni<SubscriptionView> change(Owner owner, UUID id, @Nullable String ifMatch, JsonNode patch) {
        return vetSink(owner, id, ifMatch, patch)
                .chain(() -> store.within(owner, connection -> store.lock(connection, owner, id, Reach.CURSOR)
                        .chain(found -> view(connection, found)
                                .invoke(view -> preconditions.requireMatch(ifMatch, view))
                                .chain(() -> change(connection, owner, found, patch)))))
                .chain(changed -> changed.asksAgain
                        ? consents.ask(owner, id).chain(() -> view(owner, id))
                        : view(owner, id)
                                .map(view ->
                                        changed.afterSubseq == null ? view : view.effectiveAfter(changed.afterSubseq)))
                .invoke(courier::wake);
    }

    /** Before anything is locked or written, because names are looked up; says nothing to who may not change it. */
    private Uni<Void> vetSink(Owner owner, UUID id, @Nullable String ifMatch, JsonNode patch) {
        String sink = patch.path("sink").textValue();
        if (sink == null) {
            return Uni.createFrom().voidItem();
        }
        return store.within(
                        owner, connection -> store.find(connection, owner, id).chain(found -> view(connection, found)
                                .invoke(view -> preconditions.requireMatch(ifMatch, view))
                                .invoke(() -> wanted(found, patch))
                                .replaceWith(found.sink())))
                .chain(before -> sink.equals(before) ? Uni.createFrom().voidItem() : rules.vet(owner, sink));
    }

    /** What a patch makes of a subscription, where its sink may stand. */
    private SubscriptionChange wanted(Subscription before, JsonNode patch) {
        SubscriptionChange wanted = patches.apply(before.changeable(), patch, SubscriptionChange.class);
        rules.checkName(wanted.name());
        rules.checkRate(wanted.ratePerMinute());
        String sink = wanted.sink();
        if ((sink == null) == before.isWebhook()) {
            throw ProblemException.invalid("/sink", "not-allowed", "A sink can be exchanged, not added or removed.");
        }
        if (sink != null) {
            rules.checkSink(sink);
        }
        return wanted;
    }

    private Uni<Changed> change(SqlConnection connection, Owner owner, Subscription before, JsonNode patch) {
        SubscriptionChange wanted = wanted(before, patch);
        String sink = wanted.sink();
        List<String> types = rules.types(wanted.types());
        JsonNode filters = rules.filters(wanted.filters());
        rules.requireUndertakings(owner, filters);
        Projection projection = Projection.of(wanted.projection(), "/projection");
        boolean isProjectedOtherwise =
                !projection.pointers().equals(before.projection().pointers());
        boolean asksAgain = !Objects.equals(sink, before.sink())
                || (before.isWebhook() && !Objects.equals(wanted.ratePerMinute(), before.ratePerMinute()));
        boolean otherFilter = !types.equals(before.types()) || !filters.equals(before.filters());
        Tuple row = Tuple.tuple()
                .addUUID(before.id())
                .addString(wanted.name())
                .addString(sink)
                .addArrayOfString(types.toArray(String[]::new))
                .addJsonArray(new JsonArray(filters.toString()))
                .addString(rules.onExhausted(before.ordering(), wanted.onExhausted())
                        .code())
                .addString(Objects.requireNonNullElse(wanted.mode(), ContentMode.STRUCTURED)
                        .code())
                .addInteger(wanted.ratePerMinute())
                .addBoolean(asksAgain);
        // The cursor is locked, so no event is being numbered: what has a number was chosen by the filter before, and
        // keeps
        // what the projection before left of it.
        return connection
                .preparedQuery("select subseq from subscription_cursor where sub = $1")
                .execute(Tuple.of(before.id()))
                .chain(cursor -> connection
                        .preparedQuery("""
                                update subscription set name = $2, sink = $3, types = $4, filters = $5,
                                  on_exhausted = $6, mode = $7, rate_per_minute = $8,
                                  state = case when $9 then 'PENDING' else state end,
                                  state_reason = case when $9 then 'consent-missing' else state_reason end,
                                  consent_hash = case when $9 then null else consent_hash end,
                                  consent_until = case when $9 then null else consent_until end,
                                  version = version + 1
                                where id = $1""")
                        .execute(row)
                        .chain(() -> asksAgain
                                ? connection
                                        .preparedQuery("update sub_health set active = false, "
                                                + "endpoint_since = case when $2 then clock_timestamp() else endpoint_since end "
                                                + "where sub = $1")
                                        .execute(Tuple.of(before.id(), !Objects.equals(sink, before.sink())))
                                        .replaceWithVoid()
                                : Uni.createFrom().voidItem())
                        .chain(() -> isProjectedOtherwise
                                ? store.project(connection, before.id(), projection)
                                : Uni.createFrom().voidItem())
                        .chain(() -> store.find(connection, owner, before.id()))
                        .map(after -> new Changed(
                                asksAgain,
                                otherFilter || isProjectedOtherwise
                                        ? cursor.iterator().next().getLong("subseq")
                                        : null)));
    }

    /** Ends a subscription; what waits in it is not delivered any more, and what its endpoint was shown is forgotten. */
    Uni<Void> retire(Owner owner, UUID id) {
        return store.within(owner, connection -> store.lock(connection, owner, id, Reach.LANES)
                .chain(found -> connection
                        .preparedQuery("update subscription set state = 'RETIRED', version = version + 1 where id = $1")
                        .execute(Tuple.of(id)))
                .chain(() -> connection
                        .preparedQuery("update sub_health set active = false where sub = $1")
                        .execute(Tuple.of(id)))
                .chain(() -> connection
                        .preparedQuery("delete from lane where sub = $1")
                        .execute(Tuple.of(id)))
                .chain(() -> connection
                        .preparedQuery("delete from subscription_authorization where sub = $1")
                        .execute(Tuple.of(id)))
                .chain(() -> connection
                        .preparedQuery("delete from subscription_certificate where sub = $1")
                        .execute(Tuple.of(id)))
                .replaceWithVoid());
    }

    Uni<SubscriptionView> pause(Owner owner, UUID id) {
        return store.within(owner, connection -> store.lock(connection, owner, id)
                .invoke(found -> require(found, State.ACTIVE, "pause"))
                .call(found -> consents.withdraw(connection, id))
                .chain(found -> store.become(connection, found, State.PAUSED, "owner"))
                .chain(paused -> view(connection, paused)));
    }

    /** Goes on where it stopped, with a clean slate for its endpoint. */
    Uni<SubscriptionView> resume(Owner owner, UUID id) {
        return store.within(owner, connection -> store.lock(connection, owner, id)
                        .invoke(found -> {
                            require(found, State.PAUSED, "resume");
                            if (found.isWebhook() && !RESUMABLE.contains(String.valueOf(found.stateReason()))) {
                                throw new ProblemException(
                                                KernelProblem.STATE_FORBIDS,
                                                "The endpoint has to consent again: verify the subscription.")
                                        .withMember("allowed", List.of("verify"));
                            }
                        })
                        .chain(found -> store.become(connection, found, State.ACTIVE, null)))
                .chain(() -> view(owner, id))
                .invoke(courier::wake);
    }

    private static void require(Subscription found, State state, String command) {
        if (found.state() != state) {
            throw new ProblemException(
                            KernelProblem.STATE_FORBIDS,
                            "A subscription that is " + found.state() + " cannot " + command + ".")
                    .withMember(
                            "allowed",
                            switch (found.state()) {
                                case PENDING -> List.of("verify");
                                case ACTIVE -> List.of("pause");
                                case PAUSED -> List.of("resume", "verify");
                                case RETIRED -> List.of();
                            });
        }
    }

    /** Asks the endpoint again, and activates the subscription where it consents. */
    Uni<SubscriptionView> verify(Owner owner, UUID id) {
        return store.within(owner, connection -> store.find(connection, owner, id))
                .invoke(found -> {
                    if (!found.isWebhook()) {
                        throw new ProblemException(
                                KernelProblem.STATE_FORBIDS, "Only a webhook has an endpoint to verify.");
                    }
                })
                .chain(() -> consents.ask(owner, id))
                .chain(() -> view(owner, id))
                .invoke(courier::wake);
    }

    /**
     * What {@link #create} made.
     *
     * @param secret for v1; null else, and where the request was answered before
     */
    record Created(UUID id, @Nullable String secret, boolean replayed) {}

    private record Changed(boolean asksAgain, @Nullable Long afterSubseq) {}
}
