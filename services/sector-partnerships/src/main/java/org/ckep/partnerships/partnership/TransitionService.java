package org.ckep.partnerships.partnership;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.claim.Source;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.Decision;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.records.Register;
import org.ckep.records.StoredResponse;
import org.ckep.web.IdempotencyKey;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Leads partnerships from state to state and takes activity reports. */
@ApplicationScoped
class TransitionService {
    private final Register register;
    private final PartnershipRepository partnerships;
    private final PartnershipViews views;
    private final PartnershipChecks checks;
    private final PartnershipWriter writer;

    TransitionService(
            Register register,
            PartnershipRepository partnerships,
            PartnershipViews views,
            PartnershipChecks checks,
            PartnershipWriter writer) {
        this.register = register;
        this.partnerships = partnerships;
        this.views = views;
        this.checks = checks;
        this.writer = writer;
    }

    Uni<Response> transition(
            Viewer viewer, UUID id, @Nullable String ifMatch, IdempotencyKey key, TransitionRequest request) {
        return register.once(viewer, key, request, session -> partnerships
                .get(session, viewer, id)
                .call(partnership -> partnerships
                        .parts(session, viewer, List.of(partnership))
                        .invoke(parts -> {
                            register.requireMatch(
                                    ifMatch,
                                    PartnershipViews.plain(partnership, parts, false),
                                    PartnershipViews.plain(partnership, parts, true));
                            requireMayMove(viewer, partnership, request.to());
                        })
                        .chain(parts -> move(session, viewer, partnership, parts.content(partnership), request)))
                .call(session::flush)
                .chain(partnership -> views.one(session, viewer, partnership, Set.of()))
                .map(StoredResponse::ok));
    }

    /** A way that does not exist is refused by the state for everybody; one that is not the caller's, by his rights. */
    private static void requireMayMove(Viewer viewer, Partnership partnership, StateName to) {
        Actors.Ownership ownership = partnership.ownership();
        StateName from = partnership.state().name();
        if (!Actors.mayTouch(viewer, ownership)) {
            throw new ProblemException(KernelProblem.FORBIDDEN, "The caller does not stand behind this record.");
        }
        if (from.successors().contains(to) && !Actors.mayMove(from, to, viewer, ownership)) {
            throw new ProblemException(
                            KernelProblem.FORBIDDEN,
                            switch (Actors.who(from, to)) {
                                case CHECKER ->
                                    "From " + from + " to " + to
                                            + " leads a checker who did not write the record himself.";
                                case EITHER_SIDE -> "From " + from + " to " + to + " leads a maker or a checker.";
                                case SYSTEM -> to + " is reached by the calendar alone.";
                            })
                    .withMember("allowed", names(Actors.open(from, viewer, ownership)));
        }
    }

    private Uni<Void> move(
            Mutiny.Session session,
            Viewer viewer,
            Partnership partnership,
            PartnershipContent content,
            TransitionRequest request) {
        return checks.check(
                        session,
                        viewer,
                        partnership.id(),
                        content,
                        partnership.state().name(),
                        partnership.head().classification())
                .map(parties ->
                        PartnershipService.facts(content, parties, partnership.signature(), partnership.lastReportOn()))
                .chain(facts -> register.restOn(session, viewer, partnership, request.sources())
                        .chain(found -> move(session, viewer, partnership, facts, request, found)));
    }

    private Uni<Void> move(
            Mutiny.Session session,
            Viewer viewer,
            Partnership partnership,
            PartnershipFacts facts,
            TransitionRequest request,
            List<Source> found) {
        List<StateName> open = Actors.open(partnership.state().name(), viewer, partnership.ownership());
        boolean stated = found.stream().anyMatch(source -> source.kind().isStatementOfAParty());
        PartnershipCommand command = request.command(stated);
        if (command == null) {
            return Uni.createFrom()
                    .failure(new ProblemException(KernelProblem.STATE_FORBIDS, "No way leads to EXPECTED.")
                            .withMember("allowed", names(open)));
        }
        return switch (PartnershipRules.decide(partnership.state(), command, facts, open, register.today())) {
            case Decision.Refused<PartnershipState> refused -> Uni.createFrom().failure(refused.toProblem());
            case Decision.Unchanged<PartnershipState> unchanged ->
                Uni.createFrom().voidItem();
            case Decision.Accepted<PartnershipState> accepted -> {
                if (command instanceof PartnershipCommand.Sign sign) {
                    partnership.sign(sign.signature());
                }
                if (command instanceof PartnershipCommand.Activate activate && partnership.start() == null) {
                    partnership.startOn(activate.on());
                }
                yield become(session, viewer, partnership, accepted.next(), request.reason(), request.sourcesOrNone());
            }
        };
    }

    /** Carries out an accepted step: state, history, audit, event. */
    Uni<Void> become(
            Mutiny.Session session,
            Viewer viewer,
            Partnership partnership,
            PartnershipState next,
            @Nullable String reason,
            List<Urn> evidence) {
        StateName before = partnership.state().name();
        partnership.become(next, PartnershipRules.modalityIn(next.name(), partnership.modality()));
        return writer.writeStep(session, partnership, before, next, reason, evidence, viewer.side())
                .chain(() -> register.changed(
                        session,
                        viewer,
                        partnership,
                        "partnership.state_changed",
                        PartnershipService.sectorOf(partnership),
                        PartnershipService.data(partnership)
                                .with("previousState", before)
                                .with("stateSince", next.since())
                                .noted(List.of("state", "stateSince"))));
    }

    /** Files an activity report, which also leads a lapsed partnership back to SIGNED. */
    Uni<Response> report(Viewer viewer, UUID id, IdempotencyKey key, ReportRequest request) {
        return register.once(viewer, key, request, session -> partnerships
                .get(session, viewer, id)
                .invoke(partnership -> {
                    if (!Actors.mayTouch(viewer, partnership.ownership())) {
                        throw new ProblemException(
                                KernelProblem.FORBIDDEN, "The caller does not stand behind this record.");
                    }
                })
                .call(partnership -> register.restOn(session, viewer, partnership, request.sources()))
                .call(partnership -> file(session, viewer, partnership, request))
                .call(session::flush)
                .chain(partnership -> views.one(session, viewer, partnership, Set.of()))
                .map(view -> StoredResponse.created("v1/partnerships/" + id, view)));
    }

    private Uni<Void> file(Mutiny.Session session, Viewer viewer, Partnership partnership, ReportRequest request) {
        PartnershipFacts facts = new PartnershipFacts(
                partnership.kind(),
                List.of(),
                partnership.start(),
                partnership.end(),
                partnership.signature(),
                partnership.ipTerms() != null,
                List.of(),
                0,
                partnership.lastReportOn());
        Decision<PartnershipState> decision = PartnershipRules.decide(
                partnership.state(),
                new PartnershipCommand.Report(request.on()),
                facts,
                Actors.open(partnership.state().name(), viewer, partnership.ownership()),
                register.today());
        if (decision instanceof Decision.Refused<PartnershipState> refused) {
            return Uni.createFrom().failure(refused.toProblem());
        }
        partnership.reportOn(request.on());
        return partnerships
                .reports(session, partnership.id())
                .chain(reports -> session.persist(new PartnershipReport(
                        register.newId(),
                        partnership.id(),
                        reports.size(),
                        request.on(),
                        request.summary(),
                        request.sourcesOrNone(),
                        viewer.side(),
                        register.clock().instant())))
                .chain(() -> decision instanceof Decision.Accepted<PartnershipState> back
                        ? become(
                                session,
                                viewer,
                                partnership,
                                back.next(),
                                "activity report of " + request.on(),
                                request.sourcesOrNone())
                        : register.changed(
                                session,
                                viewer,
                                partnership,
                                "partnership.activity_reported",
                                PartnershipService.sectorOf(partnership),
                                PartnershipService.data(partnership).with("on", request.on())));
    }

    private static List<String> names(List<StateName> states) {
        return states.stream().map(StateName::name).toList();
    }
}
