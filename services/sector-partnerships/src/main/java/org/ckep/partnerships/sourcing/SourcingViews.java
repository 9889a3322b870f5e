package org.ckep.partnerships.sourcing;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.OrgRef;
import org.ckep.kernel.value.ScriptCheck;
import org.ckep.partnerships.organisation.OrganisationRef;
import org.ckep.partnerships.organisation.Organisations;
import org.ckep.partnerships.sourcing.SourcingView.Buyer;
import org.ckep.partnerships.sourcing.SourcingView.Supplier;
import org.ckep.records.HeadView;
import org.ckep.records.ReferenceCopy;
import org.ckep.records.References;
import org.hibernate.reactive.mutiny.Mutiny;

/** Puts together what a viewer is answered about sourcing relations. */
@ApplicationScoped
class SourcingViews {
    private final SourcingRepository relations;
    private final Organisations organisations;
    private final References references;

    SourcingViews(SourcingRepository relations, Organisations organisations, References references) {
        this.relations = relations;
        this.organisations = organisations;
        this.references = references;
    }

    Uni<SourcingView> one(Mutiny.Session session, Viewer viewer, SourcingRelation relation, boolean withHead) {
        return list(session, viewer, List.of(relation), withHead).map(List::getFirst);
    }

    Uni<List<SourcingView>> list(
            Mutiny.Session session, Viewer viewer, List<SourcingRelation> found, boolean withHead) {
        List<UUID> ids = found.stream().map(SourcingRelation::id).toList();
        return relations.suppliers(session, ids).chain(suppliers -> organisations
                .resolve(session, viewer, organisationIds(found, suppliers))
                .chain(known -> references.find(session, viewer, sites(found)).map(sites -> {
                    Map<UUID, List<SourcingSupplier>> bySupply =
                            suppliers.stream().collect(Collectors.groupingBy(SourcingSupplier::relation));
                    return found.stream()
                            .map(relation -> view(
                                    relation, bySupply.getOrDefault(relation.id(), List.of()), known, sites, withHead))
                            .toList();
                })));
    }

    private static Set<UUID> organisationIds(List<SourcingRelation> found, List<SourcingSupplier> suppliers) {
        Set<UUID> ids = new HashSet<>();
        found.stream()
                .map(SourcingRelation::buyer)
                .filter(buyer -> buyer.type().equals(Organisations.TYPE))
                .forEach(buyer -> ids.add(buyer.uuid()));
        suppliers.forEach(supplier -> {
            if (supplier.organisationId() != null) {
                ids.add(supplier.organisationId());
            }
        });
        return ids;
    }

    private static List<Urn> sites(List<SourcingRelation> found) {
        return found.stream()
                .map(SourcingRelation::buyer)
                .filter(buyer -> !buyer.type().equals(Organisations.TYPE))
                .toList();
    }

    private static SourcingView view(
            SourcingRelation relation,
            List<SourcingSupplier> suppliers,
            Map<UUID, OrganisationRef> organisations,
            Map<Urn, ReferenceCopy> sites,
            boolean withHead) {
        SourcingContent content = relation.content(suppliers);
        return new SourcingView(
                relation.urn(),
                relation.head().displayId(),
                buyer(content.buyer(), organisations, sites),
                content.material(),
                content.hs(),
                content.originCountry(),
                suppliers(content.suppliers(), organisations),
                content.adoption(),
                content.share(),
                content.qualifiedOn(),
                content.asOf(),
                suppliers(content.alternatives(), organisations),
                content.sector(),
                content.modality(),
                relation.head().stewardship(),
                relation.head().classification().level(),
                relation.head().sources(),
                ScriptCheck.warnings("/material", content.material()),
                HeadView.where(withHead, relation.head()));
    }

    private static Buyer buyer(Urn urn, Map<UUID, OrganisationRef> organisations, Map<Urn, ReferenceCopy> sites) {
        OrganisationRef organisation = urn.type().equals(Organisations.TYPE) ? organisations.get(urn.uuid()) : null;
        if (organisation != null) {
            return new Buyer(organisation.urn(), organisation.name());
        }
        ReferenceCopy site = sites.get(urn);
        return new Buyer(urn, site == null ? null : site.title());
    }

    private static List<Supplier> suppliers(List<OrgRef> refs, Map<UUID, OrganisationRef> organisations) {
        return refs.stream().map(ref -> supplier(ref, organisations)).toList();
    }

    private static Supplier supplier(OrgRef ref, Map<UUID, OrganisationRef> organisations) {
        Urn urn = ref.orgId();
        OrganisationRef organisation = urn == null ? null : organisations.get(urn.uuid());
        LocalizedText name = organisation == null ? null : organisation.name();
        Urn present = organisation == null ? urn : organisation.urn();
        return new Supplier(present, name, ref.unnamed());
    }
}
