package org.ckep.partnerships.partnership;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.record.Stewardship;
import org.ckep.partnerships.organisation.OrganisationRef;
import org.ckep.partnerships.partnership.PartnershipView.Assessor;
import org.ckep.records.Audit;
import org.ckep.records.Readers;
import org.ckep.records.RecordsProblem;
import org.ckep.records.Register;
import org.ckep.records.Sources;
import org.ckep.records.StoredResponse;
import org.ckep.web.IdempotencyKey;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what each side brings, as each assessor sees it. An assessment is its assessor's own: it neither changes the
 * partnership nor shows in its version, so that the other side learns nothing of one it may not read.
 */
@ApplicationScoped
class ContributionService {
    private final Register register;
    private final PartnershipRepository partnerships;
    private final PartnershipViews views;
    private final Sources sources;
    private final Audit audit;

    ContributionService(
            Register register,
            PartnershipRepository partnerships,
            PartnershipViews views,
            Sources sources,
            Audit audit) {
        this.register = register;
        this.partnerships = partnerships;
        this.views = views;
        this.sources = sources;
        this.audit = audit;
    }

    /** Adds one assessment, or replaces the assessor's earlier one of the same side, organisation and class. */
    Uni<Response> assess(Viewer viewer, UUID id, IdempotencyKey key, NewContribution request) {
        return register.once(viewer, key, request, session -> partnerships
                .get(session, viewer, id)
                .call(partnership -> partnerships
                        .parts(session, viewer, List.of(partnership))
                        .chain(parts -> put(session, viewer, partnership, parts, request, "")))
                .call(session::flush)
                .chain(partnership -> views.one(session, viewer, partnership, Set.of()))
                .map(view -> StoredResponse.created("v1/partnerships/" + id, view)));
    }

    /** Adds the assessments that a new partnership comes with. */
    Uni<Void> addAll(Mutiny.Session session, Viewer viewer, Partnership partnership, List<NewContribution> requests) {
        Uni<Void> all = session.flush();
        for (int i = 0; i < requests.size(); i++) {
            NewContribution request = requests.get(i);
            String pointer = "/contributions/" + i;
            all = all.chain(() -> partnerships.parts(session, viewer, List.of(partnership)))
                    .chain(parts -> put(session, viewer, partnership, parts, request, pointer))
                    .chain(() -> session.flush());
        }
        return all;
    }

    private Uni<Void> put(
            Mutiny.Session session,
            Viewer viewer,
            Partnership partnership,
            PartnershipParts parts,
            NewContribution request,
            String pointer) {
        request.requireSound(pointer);
        Side assessor = assessor(viewer, partnership, request, pointer);
        OrganisationRef organisation = contributor(partnership, parts, request, pointer);
        Side side = side(request, organisation, pointer);
        Classification classification = classification(viewer, partnership, request, assessor, pointer);
        List<Urn> evidence = request.sourcesOrNone().isEmpty() && assessor == null
                ? partnership.head().sources()
                : request.sourcesOrNone();
        if (assessor == null && evidence.isEmpty()) {
            throw PartnershipChecks.refusal(
                    RecordsProblem.SOURCE_NEEDED,
                    "An assessment that no side stands behind needs a source.",
                    pointer + "/sources");
        }
        UUID organisationId = organisation == null ? null : organisation.id();
        PartnershipContribution earlier =
                find(parts.contributions(partnership.id()), assessor, side, organisationId, request.kind());
        PartnershipContribution contribution = earlier != null
                ? earlier
                : new PartnershipContribution(
                        register.newId(), partnership.id(), assessor, side, organisationId, request.kind());
        contribution.assess(
                request.weight(),
                request.evidence(),
                evidence,
                classification,
                register.clock().instant());
        return sources.require(session, viewer, evidence, classification, pointer + "/sources")
                .chain(() -> earlier != null ? Uni.createFrom().voidItem() : session.persist(contribution))
                .chain(() -> audit.record(session, viewer, "assess-contribution", partnership.urn(), null, null))
                .chain(() -> publish(session, partnership, contribution, classification));
    }

    /** The side that assesses, or null for a public source; the asserting side comes from the token alone. */
    private static @Nullable Side assessor(
            Viewer viewer, Partnership partnership, NewContribution request, String pointer) {
        NewContribution.Asserter asserter = request.asserter();
        boolean observedWithoutWord =
                asserter == null && partnership.head().stewardship() == Stewardship.OBSERVED && pointer.isEmpty();
        boolean bySide = asserter == null
                ? viewer.side() != null
                        && (observedWithoutWord || partnership.head().stewardship() != Stewardship.OBSERVED)
                : asserter == NewContribution.Asserter.SIDE;
        if (!bySide) {
            if (viewer.side() == null && !viewer.hasRole(Role.LOADER)) {
                throw new ProblemException(KernelProblem.FORBIDDEN, "Only a side's staff or the loader assesses.");
            }
            return null;
        }
        Side side = viewer.side();
        if (side == null) {
            throw new ProblemException(KernelProblem.FORBIDDEN, "Only a side's own staff gives a side's assessment.");
        }
        return side;
    }

    private static @Nullable OrganisationRef contributor(
            Partnership partnership, PartnershipParts parts, NewContribution request, String pointer) {
        Urn urn = request.orgId();
        if (urn == null) {
            return null;
        }
        return parts.parties(partnership.id()).stream()
                .map(PartnershipParty::organisationId)
                .filter(Objects::nonNull)
                .map(id -> parts.organisations().get(id))
                .filter(Objects::nonNull)
                .filter(party -> party.urn().equals(urn))
                .findFirst()
                .orElseThrow(() -> PartnershipChecks.refusal(
                        PartnershipProblem.NOT_A_PARTY,
                        "This organisation is no party of the partnership.",
                        pointer + "/orgId"));
    }

    private static Side side(NewContribution request, @Nullable OrganisationRef organisation, String pointer) {
        Side given = request.side();
        Side own = organisation == null ? given : organisation.side().side().orElse(null);
        if (own == null) {
            throw PartnershipChecks.refusal(
                    PartnershipProblem.PARTY_SIDE_MISMATCH,
                    "Contributions of third countries are not weighed.",
                    pointer + "/orgId");
        }
        if (given != null && given != own) {
            throw PartnershipChecks.refusal(
                    PartnershipProblem.PARTY_SIDE_MISMATCH,
                    "This organisation belongs to " + own + ", not to " + given + ".",
                    pointer + "/side");
        }
        return own;
    }

    /** Rule C4: a side's assessment is for its own ministries unless it says otherwise; never wider than the record. */
    private static Classification classification(
            Viewer viewer, Partnership partnership, NewContribution request, @Nullable Side assessor, String pointer) {
        Classification given = request.classification();
        if (assessor == null) {
            if (partnership.head().stewardship() != Stewardship.OBSERVED) {
                return partnership.head().classification();
            }
            return Classification.PUBLIC;
        }
        Classification own = Classification.side(assessor);
        Classification record = partnership.head().classification();
        Classification effective = given != null ? given : own.isWithin(record) ? own : record;
        Readers.requireAllMayRead(effective, record, pointer + "/classification");
        if (!viewer.mayRead(effective)) {
            throw new ProblemException(
                    KernelProblem.FORBIDDEN, "Nobody classifies an assessment so that he could not read it himself.");
        }
        if (effective.level() == Classification.Level.PUBLIC && !viewer.hasRole(Role.RELEASER)) {
            throw new ProblemException(KernelProblem.FORBIDDEN, "Only a releaser makes an assessment public.");
        }
        return effective;
    }

    private static @Nullable PartnershipContribution find(
            List<PartnershipContribution> contributions,
            @Nullable Side assessor,
            Side side,
            @Nullable UUID organisation,
            ContributionClass kind) {
        return contributions.stream()
                .filter(contribution -> contribution.assessor() == assessor
                        && contribution.side() == side
                        && contribution.kind() == kind
                        && Objects.equals(contribution.organisationId(), organisation))
                .findFirst()
                .orElse(null);
    }

    private Uni<Void> publish(
            Mutiny.Session session,
            Partnership partnership,
            PartnershipContribution contribution,
            Classification classification) {
        return register.publish(
                session,
                partnership,
                classification,
                "contribution.assessed",
                PartnershipService.sectorOf(partnership),
                PartnershipService.data(partnership)
                        .with("assessedBy", Assessor.of(contribution.assessor()))
                        .with("side", contribution.side())
                        .with("class", contribution.kind())
                        .with("weight", contribution.weight())
                        .toMap());
    }
}
