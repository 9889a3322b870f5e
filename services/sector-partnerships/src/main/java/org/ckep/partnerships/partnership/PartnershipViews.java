package org.ckep.partnerships.partnership;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.ScriptCheck;
import org.ckep.partnerships.organisation.OrganisationRef;
import org.ckep.partnerships.organisation.Organisations;
import org.ckep.partnerships.partnership.PartnershipContent.PartyContent;
import org.ckep.partnerships.partnership.PartnershipView.Assessor;
import org.ckep.partnerships.partnership.PartnershipView.ContributionView;
import org.ckep.partnerships.partnership.PartnershipView.HorizontalityView;
import org.ckep.partnerships.partnership.PartnershipView.PartyView;
import org.ckep.partnerships.register.Expand;
import org.ckep.records.HeadView;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Puts together what a viewer is answered about partnerships, from the values that he may read. */
@ApplicationScoped
class PartnershipViews {
    private final PartnershipRepository partnerships;

    PartnershipViews(PartnershipRepository partnerships) {
        this.partnerships = partnerships;
    }

    Uni<List<PartnershipView>> list(Mutiny.Session session, Viewer viewer, List<Partnership> found, boolean withHead) {
        return partnerships.parts(session, viewer, found).map(parts -> found.stream()
                .map(partnership -> view(partnership, parts, List.of(), List.of(), withHead))
                .toList());
    }

    Uni<PartnershipView> one(Mutiny.Session session, Viewer viewer, Partnership partnership, Set<Expand> expand) {
        boolean withHead = expand.contains(Expand.record);
        return partnerships
                .parts(session, viewer, List.of(partnership))
                .chain(parts -> expand.contains(Expand.history)
                        ? partnerships.steps(session, partnership.id()).chain(steps -> partnerships
                                .reports(session, partnership.id())
                                .map(reports -> view(partnership, parts, steps, reports, withHead)))
                        : Uni.createFrom().item(() -> view(partnership, parts, List.of(), List.of(), withHead)));
    }

    /** The plain view, for a validator. */
    static PartnershipView plain(Partnership partnership, PartnershipParts parts, boolean withHead) {
        return view(partnership, parts, List.of(), List.of(), withHead);
    }

    private static PartnershipView view(
            Partnership partnership,
            PartnershipParts parts,
            List<PartnershipTransition> steps,
            List<PartnershipReport> reports,
            boolean withHead) {
        UUID id = partnership.id();
        PartnershipState state = partnership.state();
        Signature signature = partnership.signature();
        List<PartnershipContribution> contributions = parts.contributions(id);
        return new PartnershipView(
                partnership.urn(),
                partnership.head().displayId(),
                partnership.title(),
                partnership.kind(),
                state.name(),
                state.since(),
                state.reason(),
                partnership.modality(),
                partnership.sectors(),
                parts.parties(id).stream()
                        .map(party -> party(party.content(), parts.organisations()))
                        .toList(),
                contributions.stream()
                        .map(contribution -> contribution(contribution, parts.organisations()))
                        .toList(),
                horizontality(contributions),
                parts.flows(id),
                partnership.thirdMarkets(),
                partnership.start(),
                partnership.end(),
                signature.equals(Signature.UNKNOWN) ? null : signature,
                partnership.ipTerms(),
                partnership.deliverables(),
                parts.evolutions(id).stream()
                        .map(PartnershipEvolution::evolvedFrom)
                        .toList(),
                partnership.engagementId(),
                partnership.unknown(),
                partnership.lastReportOn(),
                steps.stream().map(PartnershipTransition::view).toList(),
                reports.stream().map(PartnershipReport::view).toList(),
                partnership.head().stewardship(),
                partnership.head().classification().level(),
                partnership.head().sources(),
                ScriptCheck.warnings("/title", partnership.title()),
                HeadView.where(withHead, partnership.head()));
    }

    private static PartyView party(PartyContent party, Map<UUID, OrganisationRef> organisations) {
        Urn stated = party.orgId();
        OrganisationRef present = stated == null ? null : organisations.get(stated.uuid());
        Urn urn = present == null ? stated : present.urn();
        return new PartyView(
                urn,
                stated == null || stated.equals(urn) ? null : stated,
                present == null ? null : present.name(),
                party.unnamed(),
                party.side(),
                party.role(),
                party.from(),
                party.to());
    }

    private static ContributionView contribution(
            PartnershipContribution contribution, Map<UUID, OrganisationRef> organisations) {
        return new ContributionView(
                contribution.side(),
                urn(contribution.organisationId(), organisations),
                contribution.kind(),
                contribution.weight(),
                Assessor.of(contribution.assessor()),
                contribution.evidence(),
                contribution.sources(),
                contribution.classification().level());
    }

    private static @Nullable Urn urn(@Nullable UUID organisation, Map<UUID, OrganisationRef> organisations) {
        if (organisation == null) {
            return null;
        }
        OrganisationRef present = organisations.get(organisation);
        return present == null ? new Urn(Organisations.TYPE, organisation) : present.urn();
    }

    /** H for each assessor, from what the viewer may read of his assessments (rule C5). */
    static List<HorizontalityView> horizontality(List<PartnershipContribution> contributions) {
        Map<Assessor, List<Horizontality.Weight>> weights = new EnumMap<>(Assessor.class);
        for (PartnershipContribution contribution : contributions) {
            weights.computeIfAbsent(Assessor.of(contribution.assessor()), assessor -> new ArrayList<>())
                    .add(new Horizontality.Weight(contribution.side(), contribution.kind(), contribution.weight()));
        }
        List<HorizontalityView> indices = new ArrayList<>();
        weights.forEach((assessor, own) -> Horizontality.of(own)
                .ifPresent(h -> indices.add(new HorizontalityView(assessor, h.value(), h.common(), h.total()))));
        return indices;
    }
}
