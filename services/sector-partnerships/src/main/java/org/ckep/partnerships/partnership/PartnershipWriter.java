package org.ckep.partnerships.partnership;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.partnerships.organisation.OrganisationRef;
import org.ckep.partnerships.organisation.OrganisationSide;
import org.ckep.partnerships.organisation.Organisations;
import org.ckep.partnerships.partnership.PartnershipContent.PartyContent;
import org.ckep.records.Register;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Writes what belongs to a partnership and stands in tables of its own. */
@ApplicationScoped
class PartnershipWriter {
    private final Register register;
    private final PartnershipRepository partnerships;
    private final Organisations organisations;

    PartnershipWriter(Register register, PartnershipRepository partnerships, Organisations organisations) {
        this.register = register;
        this.partnerships = partnerships;
        this.organisations = organisations;
    }

    Uni<Void> writeParts(Mutiny.Session session, Viewer viewer, Partnership partnership, PartnershipContent content) {
        List<UUID> ids = content.parties().stream()
                .map(PartyContent::orgId)
                .filter(Objects::nonNull)
                .map(Urn::uuid)
                .toList();
        return organisations
                .resolve(session, viewer, ids)
                .chain(known -> session.persistAll(rows(partnership.id(), content, known)));
    }

    /** Removes the old rows and writes those of the content. */
    Uni<Void> rewriteParts(Mutiny.Session session, Viewer viewer, Partnership partnership, PartnershipContent content) {
        UUID id = partnership.id();
        return session.flush()
                .chain(() -> partnerships.clear(session, PartnershipParty.class, id))
                .chain(() -> partnerships.clear(session, PartnershipFlow.class, id))
                .chain(() -> partnerships.clear(session, PartnershipEvolution.class, id))
                .chain(() -> writeParts(session, viewer, partnership, content));
    }

    private Object[] rows(UUID id, PartnershipContent content, Map<UUID, OrganisationRef> known) {
        List<Object> rows = new ArrayList<>();
        for (int i = 0; i < content.parties().size(); i++) {
            PartyContent party = content.parties().get(i);
            rows.add(new PartnershipParty(register.newId(), id, i, party, side(party, known)));
        }
        for (int i = 0; i < content.technologyFlow().size(); i++) {
            rows.add(new PartnershipFlow(
                    register.newId(), id, i, content.technologyFlow().get(i)));
        }
        List<Urn> origins = content.evolvedFrom().stream().distinct().toList();
        for (int i = 0; i < origins.size(); i++) {
            rows.add(new PartnershipEvolution(register.newId(), id, i, origins.get(i)));
        }
        return rows.toArray();
    }

    private static @Nullable OrganisationSide side(PartyContent party, Map<UUID, OrganisationRef> known) {
        Urn urn = party.orgId();
        OrganisationRef organisation = urn == null ? null : known.get(urn.uuid());
        if (organisation != null) {
            return organisation.side();
        }
        OrganisationSide unnamed = party.unnamedSide();
        return unnamed == null ? party.side() : unnamed;
    }

    /** Writes a step into the history, behind those that stand there. */
    Uni<Void> writeStep(
            Mutiny.Session session,
            Partnership partnership,
            @Nullable StateName from,
            PartnershipState to,
            @Nullable String reason,
            List<Urn> sources,
            @Nullable Side bySide) {
        return partnerships
                .steps(session, partnership.id())
                .chain(steps -> session.persist(new PartnershipTransition(
                        register.newId(),
                        partnership.id(),
                        steps.size(),
                        from,
                        to,
                        reason == null ? to.reason() : reason,
                        sources,
                        bySide,
                        register.clock().instant())));
    }

    /** Tells of organisations that joined or left, one event for each. */
    Uni<Void> publishPartyChanges(
            Mutiny.Session session, Partnership partnership, List<PartyContent> before, List<PartyContent> after) {
        Set<Urn> old = named(before);
        Set<Urn> present = named(after);
        Uni<Void> all = Uni.createFrom().voidItem();
        for (Urn party : present) {
            if (!old.contains(party)) {
                all = all.chain(() -> publish(session, partnership, "partnership.party_joined", party));
            }
        }
        for (Urn party : old) {
            if (!present.contains(party)) {
                all = all.chain(() -> publish(session, partnership, "partnership.party_left", party));
            }
        }
        return all;
    }

    private static Set<Urn> named(List<PartyContent> parties) {
        return parties.stream()
                .map(PartyContent::orgId)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(java.util.LinkedHashSet::new));
    }

    private Uni<Void> publish(Mutiny.Session session, Partnership partnership, String event, Urn party) {
        return register.publish(
                session,
                partnership,
                partnership.head().classification(),
                event,
                PartnershipService.sectorOf(partnership),
                PartnershipService.data(partnership).with("party", party).toMap());
    }
}
