package org.ckep.hub.delivery;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.ckep.hub.border.BorderRecords;
import org.ckep.hub.border.Undertakings;
import org.ckep.hub.projection.Projection;
import org.ckep.hub.proof.SubscriberEvent;
import org.ckep.hub.sink.AccessTokens;
import org.jspecify.annotations.Nullable;

/**
 * Sends one event outside its lane: tests, redeliveries and replays. Touches neither lanes, cursor nor health; what is
 * sent by hand counts against the agreed rate here, of a replay it does before.
 */
@ApplicationScoped
public class DirectSend {
    private static final String REPLAY = "replay";

    private static final String EVENT = """
            select d.subseq, d.chain, d.state = 'DELIVERED' or d.taken as was_taken, s.owner,
              coalesce(o.body, e.body) as body, p.pointers
            from delivery d join subscription s on s.id = d.sub
            left join event_log e on e.audience = s.audience and e.pos = d.pos
            left join own_event o on d.pos is null and o.sub = d.sub and o.subseq = d.subseq
            left join subscription_projection p on p.sub = d.sub and p.revision = d.projection_revision
            where d.sub = $1 and d.subseq = $2""";

    private final Pool pool;
    private final Recipients recipients;
    private final AgreedRate rates;
    private final AccessTokens client;
    private final DeliveryConfig config;
    private final DeliveryMetrics metrics;
    private final Undertakings undertakings;

    DirectSend(
            @ReactiveDataSource("delivery") Pool pool,
            Recipients recipients,
            AgreedRate rates,
            AccessTokens client,
            DeliveryConfig config,
            DeliveryMetrics metrics,
            Undertakings undertakings) {
        this.pool = pool;
        this.recipients = recipients;
        this.rates = rates;
        this.client = client;
        this.config = config;
        this.metrics = metrics;
        this.undertakings = undertakings;
    }

    /**
     * Sends a test, which has no number; null where the subscription may not be delivered now. Fails where the agreed rate
     * is used up.
     */
    public Uni<@Nullable Sent> test(UUID sub, byte[] event) {
        return send(sub, null, event, "test", null);
    }

    /**
     * Sends an event again; null where the subscription may not be delivered now or the event is no longer kept. Fails
     * where the agreed rate is used up, unless it is a replay, which has asked before. What the agency may not have any more
     * is not sent: the border's record of it is written first, unless it is a replay, which writes it with its progress.
     */
    public Uni<@Nullable Sent> again(UUID sub, long subseq, boolean isReplay) {
        return event(sub, subseq).chain(rows -> {
            if (rows.size() == 0 || rows.iterator().next().getBuffer("body") == null) {
                return Uni.createFrom().nullItem();
            }
            Row row = rows.iterator().next();
            switch (undertakings.verdict(
                    row.getString("owner"), row.getBuffer("body").getBytes())) {
                case MAY_BE_SENT -> {}
                case WITHHELD -> {
                    Uni<Void> recorded = isReplay
                            ? Uni.createFrom().voidItem()
                            : BorderRecords.ofDeliveries(pool, List.of(sub), List.of(subseq));
                    return recorded.replaceWith(Sent.WITHHELD);
                }
                case UNKNOWN -> {
                    if (isReplay) {
                        return Uni.createFrom().item(Sent.UNDECIDED);
                    }
                    throw Undertakings.unknown();
                }
            }
            byte[] event = SubscriberEvent.complete(
                    Projection.stored(row.getArrayOfStrings("pointers"))
                            .apply(row.getBuffer("body").getBytes()),
                    subseq,
                    row.getBuffer("chain").getBytes());
            String flag = isReplay ? REPLAY : row.getBoolean("was_taken") ? "certain" : "possible";
            return send(sub, subseq, event, isReplay ? REPLAY : "redelivery", flag);
        });
    }

    /** What is done with a large event costs time that an event loop does not have. */
    private Uni<RowSet<Row>> event(UUID sub, long subseq) {
        return pool.preparedQuery(EVENT).execute(Tuple.of(sub, subseq)).emitOn(Infrastructure.getDefaultWorkerPool());
    }

    private Uni<@Nullable Sent> send(
            UUID sub, @Nullable Long subseq, byte[] event, String kind, @Nullable String flag) {
        return pool.query("select now() as now").execute().<@Nullable Sent>chain(now -> {
            long start =
                    now.iterator().next().getOffsetDateTime("now").toInstant().toEpochMilli();
            return recipients.of(List.of(sub)).<@Nullable Sent>chain(active -> {
                Recipient recipient = active.get(sub);
                if (recipient == null) {
                    return Uni.createFrom().nullItem();
                }
                Uni<Void> allowed = kind.equals(REPLAY) ? Uni.createFrom().voidItem() : rates.takeByHand(sub);
                return allowed.<@Nullable Sent>chain(() -> send(recipient, subseq, event, kind, flag, start));
            });
        });
    }

    private Uni<Sent> send(
            Recipient recipient, @Nullable Long subseq, byte[] event, String kind, @Nullable String flag, long start) {
        if (flag != null) {
            metrics.flagged(flag);
        }
        return client.send(
                        DeliveryRequest.of(
                                recipient,
                                URI.create(recipient.sink()),
                                config.origin(),
                                event,
                                start / 1000,
                                flag,
                                List.of()),
                        recipient.access())
                .map(answer -> Attempt.of(subseq, start, 1, kind, answer))
                .call(attempt -> log(recipient.id(), attempt))
                .map(Sent::of);
    }

    private Uni<Void> log(UUID sub, Attempt attempt) {
        metrics.attempted(attempt);
        return AttemptLog.add(pool, List.of(sub), List.of(attempt));
    }

    /**
     * What came of it.
     *
     * @param outcome the word in the delivery log
     * @param isTaken true where the endpoint took it
     * @param status of the answer, null where none came
     * @param millis how long it took
     */
    public record Sent(
            String outcome, boolean isTaken, @Nullable Integer status, int millis) {
        /** Nothing was sent: the agency may not have it any more. */
        static final Sent WITHHELD = new Sent("withheld", false, null, 0);

        /** Nothing was sent: what the agency has undertaken is not known now. */
        static final Sent UNDECIDED = new Sent("undecided", false, null, 0);

        static Sent of(Attempt attempt) {
            return new Sent(attempt.outcome().code(), attempt.outcome().isTaken(), attempt.status(), attempt.ms());
        }
    }
}
