package org.ckep.partnerships.partnership;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.claim.Modality;
import org.ckep.kernel.claim.Source;
import org.ckep.kernel.record.Stewardship;
import org.ckep.kernel.value.UnknownReason;
import org.ckep.partnerships.register.Expand;
import org.ckep.records.EventData;
import org.ckep.records.LocalIdentifiers;
import org.ckep.records.RecordHead;
import org.ckep.records.Register;
import org.ckep.records.Sources;
import org.ckep.records.StoredResponse;
import org.ckep.web.IdempotencyKey;
import org.ckep.web.MergePatch;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Registers partnerships, reads them and changes their content; their states are {@link TransitionService}'s. */
@ApplicationScoped
class PartnershipService {
    private final Register register;
    private final PartnershipRepository partnerships;
    private final PartnershipQueries queries;
    private final PartnershipViews views;
    private final PartnershipChecks checks;
    private final PartnershipWriter writer;
    private final ContributionService contributions;
    private final Sources sources;
    private final LocalIdentifiers localIds;
    private final MergePatch patches;

    PartnershipService(
            Register register,
            PartnershipRepository partnerships,
            PartnershipQueries queries,
            PartnershipViews views,
            PartnershipChecks checks,
            PartnershipWriter writer,
            ContributionService contributions,
            Sources sources,
            LocalIdentifiers localIds,
            MergePatch patches) {
        this.register = register;
        this.partnerships = partnerships;
        this.queries = queries;
        this.views = views;
        this.checks = checks;
        this.writer = writer;
        this.contributions = contributions;
        this.sources = sources;
        this.localIds = localIds;
        this.patches = patches;
    }

    Uni<Page<PartnershipView>> list(Viewer viewer, PartnershipFilter filter, PageRequest page, boolean withHead) {
        return register.read(viewer, session -> queries.page(session, viewer, filter, page)
                .chain(found -> views.list(session, viewer, found.data(), withHead)
                        .map(data -> new Page<>(data, found.next()))));
    }

    Uni<PartnershipView> get(Viewer viewer, UUID id, Set<Expand> expand) {
        return register.read(viewer, session -> partnerships
                .get(session, viewer, id)
                .chain(partnership -> views.one(session, viewer, partnership, expand)));
    }

    Uni<Response> register(Viewer viewer, IdempotencyKey key, NewPartnership request, boolean observed) {
        return register.once(viewer, key, request, session -> {
            RecordHead head = head(viewer, request, observed);
            UUID id = register.newId();
            PartnershipContent content = request.content();
            PartnershipState state = request.initialState();
            requirePlausible(request, state, observed);
            return checks.check(session, viewer, id, content, state.name(), head.classification())
                    .chain(parties -> sources.require(
                                    session, viewer, content.sources(), head.classification(), "/sources")
                            .invoke(found -> requireProven(request, state, parties, found, observed)))
                    .chain(() -> localIds.requireFree(session, viewer, Partnership.class, request.ids()))
                    .chain(() -> add(
                            session,
                            viewer,
                            new Partnership(
                                    id,
                                    head,
                                    content,
                                    state,
                                    modality(request, state),
                                    request.signatureOrUnknown(),
                                    maker(viewer)),
                            request))
                    .chain(() -> partnerships.get(session, viewer, id))
                    .chain(made -> views.one(session, viewer, made, Set.of()))
                    .map(view -> StoredResponse.created("v1/partnerships/" + id, view));
        });
    }

    private RecordHead head(Viewer viewer, NewPartnership request, boolean observed) {
        return observed
                ? register.observed(
                        viewer,
                        "PAR",
                        request.content().sources(),
                        request.guards().stream().distinct().map(Guard::name).toList(),
                        request.ids())
                : register.unilateral(
                        viewer,
                        "PAR",
                        request.classification(),
                        request.content().sources(),
                        request.ids());
    }

    /** A side's own record begins at EXPECTED; a mood that only expects or opines carries no later state (rule I16). */
    private static void requirePlausible(NewPartnership request, PartnershipState state, boolean observed) {
        if (!observed && state.name() != StateName.EXPECTED) {
            throw PartnershipChecks.refusal(
                    org.ckep.kernel.problem.KernelProblem.STATE_FORBIDS,
                    "A side's own record begins at EXPECTED and is led on by transitions.",
                    "/state");
        }
        if (!observed && !request.guards().isEmpty()) {
            throw PartnershipChecks.refusal(
                    PartnershipProblem.GUARD_NOT_SHOWN,
                    "Only an observed record may leave guards unshown.",
                    "/guardsNotShown");
        }
        Signature signature = request.signatureOrUnknown();
        if (signature.binding() == Binding.BINDING && signature.document() == null) {
            throw PartnershipChecks.refusal(
                    PartnershipProblem.BINDING_WITHOUT_DOCUMENT,
                    "What binds is a document: name it with its SHA-256.",
                    "/signature/document");
        }
        Modality modality = request.modality();
        boolean expects = modality != null && modality.onlyOnRequest();
        boolean wrong = state.name() == StateName.EXPECTED
                ? modality != null && modality != Modality.EXPECTATION
                : expects && state.name() != StateName.DISMISSED;
        if (wrong) {
            throw PartnershipChecks.refusal(
                    PartnershipProblem.MODALITY_FORBIDS_STATE,
                    modality + " does not carry the state " + state.name() + ".",
                    "/modality");
        }
    }

    private void requireProven(
            NewPartnership request, PartnershipState state, List<Party> parties, List<Source> found, boolean observed) {
        boolean stated = found.stream().anyMatch(source -> source.kind().isStatementOfAParty());
        if (state.name() == StateName.EXPECTED && stated) {
            throw PartnershipChecks.refusal(
                    PartnershipProblem.EXPECTED_BUT_STATED,
                    "A party or a government has spoken: this is more than EXPECTED.",
                    "/state");
        }
        PartnershipContent content = request.content();
        PartnershipFacts facts = facts(content, parties, request.signatureOrUnknown(), null);
        PartnershipChecks.requireProven(
                PartnershipRules.unproven(state, facts, stated, register.today()),
                observed ? request.guards() : List.of());
    }

    static PartnershipFacts facts(
            PartnershipContent content,
            List<Party> parties,
            Signature signature,
            java.time.@Nullable LocalDate lastReport) {
        return new PartnershipFacts(
                content.kind(),
                parties,
                content.start(),
                content.end(),
                signature,
                content.ipTerms() != null,
                content.technologyFlow(),
                content.openDeliverables(),
                lastReport);
    }

    private static Modality modality(NewPartnership request, PartnershipState state) {
        Modality given = request.modality();
        return given != null ? given : PartnershipRules.modalityIn(state.name(), Modality.EXPECTATION);
    }

    private static String maker(Viewer viewer) {
        return viewer.subject() == null ? "" : viewer.subject();
    }

    private Uni<Void> add(Mutiny.Session session, Viewer viewer, Partnership partnership, NewPartnership request) {
        if (partnership.head().stewardship() == Stewardship.OBSERVED) {
            partnership.leaveUnknown(unknown(partnership, request));
        } else if (request.unknown() != null) {
            partnership.leaveUnknown(request.unknown());
        }
        return session.persist(partnership)
                .chain(() -> session.flush())
                .chain(() -> writer.writeParts(session, viewer, partnership, request.content()))
                .chain(() -> writer.writeStep(
                        session,
                        partnership,
                        null,
                        partnership.state(),
                        null,
                        request.content().sources(),
                        viewer.side()))
                .chain(() -> contributions.addAll(session, viewer, partnership, request.contributionsOrNone()))
                .chain(() -> register.created(
                        session,
                        viewer,
                        partnership,
                        "partnership.registered",
                        sectorOf(partnership),
                        data(partnership)))
                .chain(() -> session.flush());
    }

    /** Each missing day of an observed record carries a reason; the plainest is that its source does not state it. */
    private static TreeMap<String, UnknownReason> unknown(Partnership partnership, NewPartnership request) {
        TreeMap<String, UnknownReason> reasons = new TreeMap<>();
        StateName state = partnership.state().name();
        if (state.isSignedOrLater()) {
            if (partnership.start() == null) {
                reasons.put("start", UnknownReason.NOT_STATED);
            }
            if (partnership.signature().on() == null) {
                reasons.put("signedOn", UnknownReason.NOT_STATED);
            }
        }
        if (state != StateName.EXPECTED && partnership.state().since() == null) {
            reasons.put("stateSince", UnknownReason.NOT_STATED);
        }
        if (request.unknown() != null) {
            reasons.putAll(request.unknown());
        }
        return reasons;
    }

    Uni<PartnershipView> change(Viewer viewer, UUID id, @Nullable String ifMatch, JsonNode patch) {
        return register.write(viewer, session -> partnerships
                .get(session, viewer, id)
                .call(partnership -> partnerships
                        .parts(session, viewer, List.of(partnership))
                        .invoke(parts -> {
                            register.requireMatch(
                                    ifMatch,
                                    PartnershipViews.plain(partnership, parts, false),
                                    PartnershipViews.plain(partnership, parts, true));
                            partnership.head().requireMayChange(viewer);
                        })
                        .chain(parts -> apply(session, viewer, partnership, parts, patch)))
                .call(session::flush)
                .chain(partnership -> views.one(session, viewer, partnership, Set.of())));
    }

    private Uni<Void> apply(
            Mutiny.Session session, Viewer viewer, Partnership partnership, PartnershipParts parts, JsonNode patch) {
        PartnershipContent before = parts.content(partnership);
        PartnershipContent content = patches.apply(before, patch, PartnershipContent.class);
        if (content.equals(before)) {
            return Uni.createFrom().voidItem();
        }
        PartnershipState state = partnership.state();
        return checks.check(
                        session,
                        viewer,
                        partnership.id(),
                        content,
                        state.name(),
                        partnership.head().classification())
                .invoke(parties -> PartnershipChecks.requireProven(
                        PartnershipRules.unproven(
                                state,
                                facts(content, parties, partnership.signature(), partnership.lastReportOn()),
                                true,
                                register.today()),
                        partnership.head().guardsNotShown().stream()
                                .map(Guard::valueOf)
                                .toList()))
                .chain(() -> register.restOnPatched(session, viewer, partnership, content.sources()))
                .invoke(() -> partnership.become(content, maker(viewer)))
                .chain(() -> writer.rewriteParts(session, viewer, partnership, content))
                .chain(() -> register.changed(
                        session,
                        viewer,
                        partnership,
                        "partnership.changed",
                        sectorOf(partnership),
                        data(partnership).noted(register.differing(before, content))))
                .chain(() -> writer.publishPartyChanges(session, partnership, before.parties(), content.parties()));
    }

    /** The code of the sector where there is exactly one, for those who filter events by it. */
    static @Nullable String sectorOf(Partnership partnership) {
        return partnership.sectors().size() == 1 ? partnership.sectors().getFirst() : null;
    }

    static EventData data(Partnership partnership) {
        return EventData.of(partnership, partnership.title())
                .with("kind", partnership.kind())
                .with("state", partnership.state().name())
                .with("modality", partnership.modality())
                .with("sectors", partnership.sectors());
    }
}
