package org.ckep.partnerships.partnership;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.ckep.partnerships.organisation.OrganisationRef;

/**
 * What belongs to some partnerships and stands in other tables, as far as the viewer may read it.
 *
 * @param parties parties by partnership, in order
 * @param contributions assessments by partnership
 * @param flows technology flows by partnership, in order
 * @param evolutions what they grew out of, by partnership, in order
 * @param organisations present organisations by the ids under which they were recorded
 */
record PartnershipParts(
        Map<UUID, List<PartnershipParty>> parties,
        Map<UUID, List<PartnershipContribution>> contributions,
        Map<UUID, List<PartnershipFlow>> flows,
        Map<UUID, List<PartnershipEvolution>> evolutions,
        Map<UUID, OrganisationRef> organisations) {

    static <P extends PartnershipPart> Map<UUID, List<P>> byPartnership(List<P> parts) {
        return parts.stream().collect(Collectors.groupingBy(PartnershipPart::partnershipId));
    }

    List<PartnershipParty> parties(UUID partnership) {
        return parties.getOrDefault(partnership, List.of());
    }

    List<PartnershipContribution> contributions(UUID partnership) {
        return contributions.getOrDefault(partnership, List.of());
    }

    List<TechnologyFlow> flows(UUID partnership) {
        return flows.getOrDefault(partnership, List.of()).stream()
                .map(PartnershipFlow::flow)
                .toList();
    }

    List<PartnershipEvolution> evolutions(UUID partnership) {
        return evolutions.getOrDefault(partnership, List.of());
    }

    /** The content of a partnership as a merge patch finds it. */
    PartnershipContent content(Partnership partnership) {
        UUID id = partnership.id();
        return new PartnershipContent(
                partnership.title(),
                partnership.kind(),
                partnership.sectors(),
                parties(id).stream().map(PartnershipParty::content).toList(),
                partnership.start(),
                partnership.end(),
                partnership.thirdMarkets(),
                partnership.engagementId(),
                flows(id),
                evolutions(id).stream().map(PartnershipEvolution::evolvedFrom).toList(),
                partnership.ipTerms(),
                partnership.deliverables(),
                partnership.head().sources());
    }
}
