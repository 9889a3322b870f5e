package org.ckep.records.facility;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.DisplayId;
import org.ckep.kernel.problem.Decision;
import org.ckep.messaging.Outbox;
import org.ckep.records.Audit;
import org.ckep.records.Idempotency;
import org.ckep.records.LocalIdentifiers;
import org.ckep.records.RecordHead;
import org.ckep.records.RecordTransactions;
import org.ckep.records.Sources;
import org.ckep.records.StoredResponse;
import org.ckep.web.IdempotencyKey;
import org.ckep.web.MergePatch;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.ckep.web.Preconditions;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The use cases: each is one transaction with its check, its effect, its event and its audit entry. */
@ApplicationScoped
class FacilityService {
    private final RecordTransactions transactions;
    private final FacilityRepository facilities;
    private final Sources sources;
    private final Idempotency idempotency;
    private final Preconditions preconditions;
    private final MergePatch mergePatch;
    private final LocalIdentifiers localIdentifiers;
    private final Outbox outbox;
    private final Audit audit;
    private final Clock clock;
    private final RandomGenerator random;

    FacilityService(
            RecordTransactions transactions,
            FacilityRepository facilities,
            Sources sources,
            Idempotency idempotency,
            Preconditions preconditions,
            MergePatch mergePatch,
            LocalIdentifiers localIdentifiers,
            Outbox outbox,
            Audit audit,
            Clock clock,
            RandomGenerator random) {
        this.transactions = transactions;
        this.facilities = facilities;
        this.sources = sources;
        this.idempotency = idempotency;
        this.preconditions = preconditions;
        this.mergePatch = mergePatch;
        this.localIdentifiers = localIdentifiers;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
        this.random = random;
    }

    Uni<Page<Facility>> list(Viewer viewer, FacilityFilter filter, PageRequest page) {
        return transactions.read(viewer, session -> facilities.list(session, viewer, filter, page));
    }

    Uni<Facility> get(Viewer viewer, UUID id) {
        return transactions.read(viewer, session -> facilities.get(session, viewer, id));
    }

    /** Registers a facility of the caller's own side. */
    Uni<Response> register(Viewer viewer, IdempotencyKey key, NewFacility facility) {
        return transactions.write(
                viewer,
                session -> idempotency.once(session, viewer, key, facility, () -> {
                    RecordHead head = RecordHead.unilateral(
                            clock,
                            viewer,
                            DisplayId.random("FAC", random),
                            facility.classification(),
                            facility.sourcesOrNone(),
                            facility.localIdsOrNone());
                    return add(session, viewer, facility, head);
                }));
    }

    /** Registers a facility that is known from public sources. */
    Uni<Response> registerObserved(Viewer viewer, IdempotencyKey key, NewFacility facility) {
        return transactions.write(
                viewer,
                session -> idempotency.once(session, viewer, key, facility, () -> {
                    RecordHead head = RecordHead.observed(
                            clock,
                            viewer,
                            DisplayId.random("FAC", random),
                            facility.sourcesOrNone(),
                            facility.guardsNotShownOrNone(),
                            facility.localIdsOrNone());
                    return add(session, viewer, facility, head);
                }));
    }

    private Uni<StoredResponse> add(Mutiny.Session session, Viewer viewer, NewFacility request, RecordHead head) {
        Facility facility = new Facility(UUID.randomUUID(), head, request);
        return sources.require(session, viewer, request.sourcesOrNone(), head.classification(), "/sources")
                .chain(() -> localIdentifiers.requireFree(session, viewer, Facility.class, head.localIds()))
                .chain(() -> session.persist(facility))
                .chain(() -> audit.created(session, viewer, "register-facility", facility))
                .chain(() -> outbox.publish(session, FacilityEvent.of("registered", facility, null, clock)))
                .map(done ->
                        StoredResponse.created("v1/facilities/" + facility.id(), FacilityView.of(facility, false)));
    }

    /** Changes what a patch may change. */
    Uni<FacilityView> change(Viewer viewer, UUID id, @Nullable String ifMatch, JsonNode patch) {
        return transactions.write(viewer, session -> facilities
                .get(session, viewer, id)
                .call(facility -> {
                    preconditions.requireMatch(ifMatch, FacilityView.of(facility, false));
                    facility.head().requireMayChange(viewer);
                    FacilityContent before = facility.content();
                    FacilityContent after = mergePatch.apply(before, patch, FacilityContent.class);
                    facility.change(after, clock);
                    return audit.changed(session, viewer, "change-facility", facility, before.changed(after));
                })
                .call(facility -> outbox.publish(session, FacilityEvent.of("changed", facility, null, clock)))
                .map(facility -> FacilityView.of(facility, false)));
    }

    /** Moves a facility on; a refusal is a failed Uni, so that nothing of the transaction stays. */
    Uni<Response> transition(
            Viewer viewer, UUID id, @Nullable String ifMatch, IdempotencyKey key, FacilityTransition transition) {
        return transactions.write(
                viewer,
                session -> idempotency.once(session, viewer, key, transition, () -> facilities
                        .get(session, viewer, id)
                        .invoke(facility -> {
                            preconditions.requireMatch(ifMatch, FacilityView.of(facility, false));
                            facility.head().requireMayChange(viewer);
                        })
                        .call(facility -> move(session, viewer, facility, transition.to()))
                        .map(facility -> StoredResponse.ok(FacilityView.of(facility, false)))));
    }

    private Uni<Void> move(Mutiny.Session session, Viewer viewer, Facility facility, FacilityState to) {
        return switch (facility.decide(to)) {
            case Decision.Refused<FacilityState> refused -> Uni.createFrom().failure(refused.toProblem());
            case Decision.Unchanged<FacilityState> unchanged -> Uni.createFrom().voidItem();
            case Decision.Accepted<FacilityState> accepted -> {
                FacilityState previous = facility.state();
                facility.become(accepted.next(), clock);
                yield audit.changed(session, viewer, "move-facility", facility, List.of("state"))
                        .chain(() ->
                                outbox.publish(session, FacilityEvent.of("state_changed", facility, previous, clock)));
            }
        };
    }
}
