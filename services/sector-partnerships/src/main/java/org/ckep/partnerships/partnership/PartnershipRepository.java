package org.ckep.partnerships.partnership;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.ckep.kernel.access.Viewer;
import org.ckep.partnerships.organisation.OrganisationRef;
import org.ckep.partnerships.organisation.Organisations;
import org.ckep.records.RecordQuery;
import org.ckep.records.RecordVisibility;
import org.hibernate.reactive.mutiny.Mutiny;

/** Queries of partnerships and of what belongs to them. */
@ApplicationScoped
class PartnershipRepository {
    private final Organisations organisations;

    PartnershipRepository(Organisations organisations) {
        this.organisations = organisations;
    }

    Uni<Partnership> get(Mutiny.Session session, Viewer viewer, UUID id) {
        return RecordQuery.of(Partnership.class, viewer).get(session, id);
    }

    Uni<List<Partnership>> among(Mutiny.Session session, Viewer viewer, Collection<UUID> ids) {
        return RecordQuery.of(Partnership.class, viewer).among(session, new ArrayList<>(ids));
    }

    /** Everything that belongs to these partnerships; one query for each kind of part, however many there are. */
    Uni<PartnershipParts> parts(Mutiny.Session session, Viewer viewer, List<Partnership> partnerships) {
        List<UUID> ids = partnerships.stream().map(Partnership::id).toList();
        if (ids.isEmpty()) {
            return Uni.createFrom().item(new PartnershipParts(Map.of(), Map.of(), Map.of(), Map.of(), Map.of()));
        }
        return ordered(session, PartnershipParty.class, ids).chain(parties -> contributions(session, viewer, ids)
                .chain(contributions -> ordered(session, PartnershipFlow.class, ids)
                        .chain(flows -> ordered(session, PartnershipEvolution.class, ids)
                                .chain(evolutions -> resolve(session, viewer, parties, contributions)
                                        .map(known -> new PartnershipParts(
                                                PartnershipParts.byPartnership(parties),
                                                PartnershipParts.byPartnership(contributions),
                                                PartnershipParts.byPartnership(flows),
                                                PartnershipParts.byPartnership(evolutions),
                                                known))))));
    }

    private Uni<Map<UUID, OrganisationRef>> resolve(
            Mutiny.Session session,
            Viewer viewer,
            List<PartnershipParty> parties,
            List<PartnershipContribution> contributions) {
        Set<UUID> ids = new HashSet<>();
        Stream.concat(
                        parties.stream().map(PartnershipParty::organisationId),
                        contributions.stream().map(PartnershipContribution::organisationId))
                .filter(Objects::nonNull)
                .forEach(ids::add);
        return organisations.resolve(session, viewer, ids);
    }

    private static <P extends PartnershipPart> Uni<List<P>> ordered(
            Mutiny.Session session, Class<P> type, List<UUID> ids) {
        return session.createSelectionQuery(
                        "from " + type.getName()
                                + " p where p.partnershipId in :ids order by p.partnershipId, p.position",
                        type)
                .setParameter("ids", ids)
                .getResultList();
    }

    /** Assessments have a classification of their own, so this query carries the first lock itself. */
    private static Uni<List<PartnershipContribution>> contributions(
            Mutiny.Session session, Viewer viewer, List<UUID> ids) {
        RecordVisibility visibility = RecordVisibility.predicate(viewer, "c");
        Mutiny.SelectionQuery<PartnershipContribution> query = session.createSelectionQuery(
                        "from PartnershipContribution c where c.partnershipId in :ids and " + visibility.condition()
                                + " order by c.partnershipId, c.ownerSide nulls first, c.side, c.kind, c.id",
                        PartnershipContribution.class)
                .setParameter("ids", ids);
        return visibility.bind(query).getResultList();
    }

    Uni<List<PartnershipTransition>> steps(Mutiny.Session session, UUID id) {
        return ordered(session, PartnershipTransition.class, List.of(id));
    }

    Uni<List<PartnershipReport>> reports(Mutiny.Session session, UUID id) {
        return ordered(session, PartnershipReport.class, List.of(id));
    }

    /** The ids of what some partnerships grew out of, one generation back. */
    Uni<List<UUID>> predecessors(Mutiny.Session session, Collection<UUID> ids) {
        return session.createSelectionQuery(
                        "select e.predecessorId from PartnershipEvolution e "
                                + "where e.partnershipId in :ids and e.predecessorId is not null",
                        UUID.class)
                .setParameter("ids", ids)
                .getResultList();
    }

    /** Removes the rows of a part, before they are written anew. */
    Uni<Void> clear(Mutiny.Session session, Class<? extends PartnershipPart> type, UUID id) {
        return session.createMutationQuery("delete from " + type.getName() + " p where p.partnershipId = :id")
                .setParameter("id", id)
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Partnerships that some side stands behind and whose end has passed, or whose lapse may be due. */
    Uni<List<UUID>> due(Mutiny.Session session, LocalDate today, int most) {
        return session.createSelectionQuery(
                        "select p.id from Partnership p where p.head.stewardship <> OBSERVED and ("
                                + "(p.state in (SIGNED, ACTIVE) and p.endsOnDay < :today) or (p.state = SIGNED and "
                                + "p.binding = NON_BINDING and p.signedOnDay <= :silent and "
                                + "(p.lastReportOn is null or p.lastReportOn <= :silent))) order by p.id",
                        UUID.class)
                .setParameter("today", today)
                .setParameter("silent", today.minusMonths(PartnershipRules.MONTHS_UNTIL_LAPSE))
                .setMaxResults(most)
                .getResultList();
    }
}
