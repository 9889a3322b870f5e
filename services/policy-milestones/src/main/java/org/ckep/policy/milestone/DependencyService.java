package org.ckep.policy.milestone;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.policy.register.EventData;
import org.ckep.policy.register.Faults;
import org.ckep.policy.register.Readers;
import org.ckep.policy.register.Register;
import org.ckep.records.RecordIds;
import org.ckep.records.RecordQuery;
import org.ckep.records.RuleLocks;
import org.ckep.records.StoredResponse;
import org.ckep.web.IdempotencyKey;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Links milestones. Rule M1 is checked and the link written under one lock, so that of two opposite links at the same time
 * one is refused. The check looks at the links that the caller may read and at no other (rule C9): a refusal never tells of
 * a hidden link.
 */
@ApplicationScoped
class DependencyService {
    private final Register register;
    private final MilestoneService milestones;
    private final Dependencies dependencies;

    DependencyService(Register register, MilestoneService milestones, Dependencies dependencies) {
        this.register = register;
        this.milestones = milestones;
        this.dependencies = dependencies;
    }

    /**
     * A link to be added to the milestone that depends.
     *
     * @param from URN of the predecessor
     * @param type FS where not given
     * @param lagDays −365 to 3650; 0 where not given
     * @param hard true where not given
     * @param sources that show it; needed where the milestone that depends is an observed one
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(examples = NewDependency.EXAMPLE)
    record NewDependency(
            @NotNull Urn from,
            @Nullable DependencyType type,
            @Nullable Integer lagDays,
            @Nullable Boolean hard,
            @Nullable @Size(max = 20) List<@NotNull Urn> sources) {
        static final String EXAMPLE = """
            {"from": "urn:ckep:milestone:8b9f6f0e-3d5a-4a53-9a0e-0f5c8f0a7d11", "type": "FS", "lagDays": 14, \
            "hard": true}\
            """;

        int lag() {
            return lagDays == null ? 0 : lagDays;
        }
    }

    Uni<DependencyView.Both> of(Viewer viewer, String id) {
        UUID uuid = RecordIds.parse(id, MilestoneService.KIND.urnType());
        return register.transactions().read(viewer, session -> register.find(session, milestones, viewer, uuid)
                .chain(() -> dependencies.into(session, viewer, List.of(uuid)))
                .chain(into -> dependencies
                        .outOf(session, viewer, List.of(uuid))
                        .map(outOf -> new DependencyView.Both(
                                into.stream().map(DependencyView::of).toList(),
                                outOf.stream().map(DependencyView::of).toList()))));
    }

    Uni<DependencyView> get(Viewer viewer, String id, UUID link) {
        UUID uuid = RecordIds.parse(id, MilestoneService.KIND.urnType());
        return register.transactions()
                .read(viewer, session -> find(session, viewer, uuid, link))
                .map(DependencyView::of);
    }

    private Uni<Dependencies.Linked> find(Mutiny.Session session, Viewer viewer, UUID to, UUID link) {
        return dependencies.into(session, viewer, List.of(to)).map(links -> links.stream()
                .filter(one -> one.link().id().equals(link))
                .findFirst()
                .orElseThrow(ProblemException::notFound));
    }

    Uni<Response> add(Viewer viewer, IdempotencyKey key, String id, NewDependency body) {
        UUID to = RecordIds.parse(id, MilestoneService.KIND.urnType());
        return register.once(viewer, key, body, session -> RuleLocks.take(session, "milestone dependencies")
                .chain(() -> register.find(session, milestones, viewer, to))
                .invoke(milestone -> milestone.head().requireMayChange(viewer))
                .chain(milestone -> predecessor(session, viewer, body)
                        .call(from -> requireAcyclic(session, viewer, from, milestone))
                        .call(() -> register.restOn(session, viewer, milestone, body.sources()))
                        .chain(from -> write(session, viewer, from, milestone, body))));
    }

    private static Uni<Milestone> predecessor(Mutiny.Session session, Viewer viewer, NewDependency body) {
        Faults faults = new Faults();
        if (body.lag() < DependencyGraph.MIN_LAG_DAYS || body.lag() > DependencyGraph.MAX_LAG_DAYS) {
            faults.add(
                    "/lagDays",
                    "lag-out-of-range",
                    "A lag lies from " + DependencyGraph.MIN_LAG_DAYS + " to " + DependencyGraph.MAX_LAG_DAYS
                            + " days, not " + body.lag() + ".");
        }
        faults.refuseAny();
        List<UUID> ids = MilestoneService.KIND.isKindOf(body.from())
                ? List.of(body.from().uuid())
                : List.of();
        return RecordQuery.of(Milestone.class, viewer).among(session, ids).map(found -> {
            if (found.isEmpty()) {
                new Faults()
                        .add("/from", "unknown-reference", "There is no such milestone.")
                        .refuseAny();
            }
            return found.getFirst();
        });
    }

    private Uni<Void> requireAcyclic(Mutiny.Session session, Viewer viewer, Milestone from, Milestone to) {
        return dependencies
                .edges(session, viewer)
                .invoke(edges -> {
                    if (edges.contains(new DependencyGraph.Edge(from.id(), to.id()))) {
                        String message = to.urn() + " depends on " + from.urn() + " already.";
                        throw new ProblemException(DependencyProblem.DEPENDENCY_EXISTS, message)
                                .withErrors(
                                        FieldError.at("/from", DependencyProblem.DEPENDENCY_EXISTS.slug(), message));
                    }
                    List<UUID> cycle = DependencyGraph.cycleClosedBy(edges, from.id(), to.id());
                    if (!cycle.isEmpty()) {
                        String message = cycle.size() == 1
                                ? "A milestone does not depend on itself."
                                : "The link would close a cycle.";
                        throw new ProblemException(DependencyProblem.DEPENDENCY_CYCLE, message)
                                .withErrors(FieldError.at("/from", DependencyProblem.DEPENDENCY_CYCLE.slug(), message))
                                .withMember(
                                        "cycle",
                                        cycle.stream()
                                                .map(one -> new Urn(MilestoneService.KIND.urnType(), one))
                                                .toList());
                    }
                })
                .replaceWithVoid();
    }

    private Uni<StoredResponse> write(
            Mutiny.Session session, Viewer viewer, Milestone from, Milestone to, NewDependency body) {
        MilestoneDependency link = new MilestoneDependency(
                from.id(),
                to.id(),
                body.type() == null ? DependencyType.FS : body.type(),
                body.lag(),
                body.hard() == null || body.hard(),
                register.clock().instant());
        Dependencies.Linked linked = new Dependencies.Linked(link, from, to);
        return session.persist(link)
                .chain(() -> note(session, viewer, linked, "dependency_added"))
                .chain(session::flush)
                .map(done -> StoredResponse.created(
                        MilestoneService.KIND.path() + "/" + to.id() + "/dependencies/" + link.id(),
                        DependencyView.of(linked)));
    }

    /**
     * Removes a link.
     *
     * @param source that speaks against it; needed where the milestone that depends is an observed one
     */
    Uni<Void> remove(Viewer viewer, String id, UUID link, @Nullable Urn source) {
        UUID to = RecordIds.parse(id, MilestoneService.KIND.urnType());
        return register.transactions().write(viewer, session -> find(session, viewer, to, link)
                .invoke(linked -> linked.to().head().requireMayChange(viewer))
                .call(linked ->
                        register.restOn(session, viewer, linked.to(), source == null ? List.of() : List.of(source)))
                .call(linked -> session.remove(linked.link()))
                .chain(linked -> note(session, viewer, linked, "dependency_removed"))
                .chain(session::flush));
    }

    /** Tells those who may read both milestones. The milestone itself stays as it is, version and date included. */
    private Uni<Void> note(Mutiny.Session session, Viewer viewer, Dependencies.Linked linked, String verb) {
        EventData data = register.eventData(linked.to())
                .with("from", linked.link().from())
                .with("type", linked.link().type())
                .with("lagDays", linked.link().lagDays())
                .with("hard", linked.link().isHard());
        return register.audit()
                .record(session, viewer, verb.replace('_', '-'), linked.to().urn(), null, null)
                .chain(() -> register.publish(
                        session,
                        milestones,
                        linked.to(),
                        verb,
                        Readers.ofBoth(
                                linked.from().head().classification(),
                                linked.to().head().classification()),
                        milestones.sectors(linked.to()),
                        data));
    }
}
