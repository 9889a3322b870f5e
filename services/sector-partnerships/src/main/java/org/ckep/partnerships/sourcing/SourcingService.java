package org.ckep.partnerships.sourcing;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.OrgRef;
import org.ckep.kernel.value.Share;
import org.ckep.partnerships.organisation.OrganisationProblem;
import org.ckep.partnerships.organisation.OrganisationRef;
import org.ckep.partnerships.organisation.Organisations;
import org.ckep.partnerships.sector.Sectors;
import org.ckep.records.EventData;
import org.ckep.records.LocalIdentifiers;
import org.ckep.records.Readers;
import org.ckep.records.RecordHead;
import org.ckep.records.Register;
import org.ckep.records.RuleLocks;
import org.ckep.records.Sources;
import org.ckep.records.StoredResponse;
import org.ckep.web.IdempotencyKey;
import org.ckep.web.MergePatch;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Registers, reads and changes sourcing relations. */
@ApplicationScoped
class SourcingService {
    private final Register register;
    private final SourcingRepository relations;
    private final SourcingViews views;
    private final Organisations organisations;
    private final Sectors sectors;
    private final Sources sources;
    private final LocalIdentifiers localIds;
    private final MergePatch patches;

    SourcingService(
            Register register,
            SourcingRepository relations,
            SourcingViews views,
            Organisations organisations,
            Sectors sectors,
            Sources sources,
            LocalIdentifiers localIds,
            MergePatch patches) {
        this.register = register;
        this.relations = relations;
        this.views = views;
        this.organisations = organisations;
        this.sectors = sectors;
        this.sources = sources;
        this.localIds = localIds;
        this.patches = patches;
    }

    Uni<Page<SourcingView>> list(Viewer viewer, SourcingFilter filter, PageRequest page, boolean withHead) {
        return register.read(
                viewer, session -> relations.page(session, viewer, filter, page).chain(found -> views.list(
                                session, viewer, found.data(), withHead)
                        .map(data -> new Page<>(data, found.next()))));
    }

    Uni<SourcingView> get(Viewer viewer, UUID id, boolean withHead) {
        return register.read(viewer, session -> relations
                .get(session, viewer, id)
                .chain(relation -> views.one(session, viewer, relation, withHead)));
    }

    Uni<Response> register(Viewer viewer, IdempotencyKey key, NewSourcingRelation request, boolean observed) {
        return register.once(viewer, key, request, session -> {
            SourcingContent content = request.content();
            RecordHead head = observed
                    ? register.observed(viewer, "SRG", content.sources(), request.guards(), request.ids())
                    : register.unilateral(viewer, "SRG", request.classification(), content.sources(), request.ids());
            SourcingRelation relation = new SourcingRelation(register.newId(), head, content);
            return sources.require(session, viewer, content.sources(), head.classification(), "/sources")
                    .chain(() -> check(session, viewer, relation.id(), content, head.classification()))
                    .chain(() -> localIds.requireFree(session, viewer, SourcingRelation.class, request.ids()))
                    .chain(() -> session.persist(relation))
                    .chain(() -> session.flush())
                    .chain(() -> session.persistAll(suppliers(relation.id(), content)))
                    .chain(() -> register.created(
                            session, viewer, relation, "sourcing.registered", relation.sector(), data(relation)))
                    .chain(() -> session.flush())
                    .chain(() -> views.one(session, viewer, relation, false))
                    .map(view -> StoredResponse.created("v1/sourcing-relations/" + relation.id(), view));
        });
    }

    Uni<SourcingView> change(Viewer viewer, UUID id, @Nullable String ifMatch, JsonNode patch) {
        return register.write(viewer, session -> relations
                .get(session, viewer, id)
                .call(relation -> views.one(session, viewer, relation, false)
                        .chain(plain -> views.one(session, viewer, relation, true)
                                .invoke(withHead -> register.requireMatch(ifMatch, plain, withHead))))
                .invoke(relation -> relation.head().requireMayChange(viewer))
                .call(relation -> relations
                        .suppliers(session, List.of(id))
                        .chain(suppliers -> apply(session, viewer, relation, suppliers, patch)))
                .call(session::flush)
                .chain(relation -> views.one(session, viewer, relation, false)));
    }

    private Uni<Void> apply(
            Mutiny.Session session,
            Viewer viewer,
            SourcingRelation relation,
            List<SourcingSupplier> suppliers,
            JsonNode patch) {
        Adoption before = relation.adoption();
        SourcingContent stored = relation.content(suppliers);
        SourcingContent content = patches.apply(stored, patch, SourcingContent.class);
        if (content.equals(stored)) {
            return Uni.createFrom().voidItem();
        }
        return check(session, viewer, relation.id(), content, relation.head().classification())
                .chain(() -> register.restOnPatched(session, viewer, relation, content.sources()))
                .invoke(() -> relation.become(content))
                .chain(() -> session.flush())
                .chain(() -> relations.clearSuppliers(session, relation.id()))
                .chain(() -> session.persistAll(suppliers(relation.id(), content)))
                .chain(() -> register.changed(
                        session,
                        viewer,
                        relation,
                        before == relation.adoption() ? "sourcing.changed" : "sourcing.adoption_changed",
                        relation.sector(),
                        data(relation)
                                .with("previousAdoption", before == relation.adoption() ? null : before)
                                .noted(register.differing(stored, content))));
    }

    private Uni<Void> check(
            Mutiny.Session session, Viewer viewer, UUID id, SourcingContent content, Classification classification) {
        LocalDate day =
                content.asOf() == null ? register.today() : content.asOf().start();
        return Uni.createFrom()
                .item(() -> {
                    content.requireSound();
                    return content;
                })
                .chain(() -> sectors.requireValid(session, viewer, List.of(content.sector()), day, "/sector", false))
                .chain(() -> requireOrganisations(session, viewer, content, classification))
                .chain(() -> requireSum(session, viewer, id, content));
    }

    private Uni<Void> requireOrganisations(
            Mutiny.Session session, Viewer viewer, SourcingContent content, Classification classification) {
        Map<String, Urn> named = new HashMap<>();
        if (content.isBoughtByOrganisation()) {
            named.put("/buyer", content.buyer());
        }
        addNamed(named, content.suppliers(), "/suppliers/");
        addNamed(named, content.alternatives(), "/alternatives/");
        List<UUID> ids = named.values().stream().map(Urn::uuid).toList();
        return organisations
                .resolve(session, viewer, ids)
                .invoke(found -> named.forEach((pointer, urn) -> {
                    OrganisationRef organisation = urn.type().equals(Organisations.TYPE) ? found.get(urn.uuid()) : null;
                    if (organisation == null) {
                        throw SourcingContent.refusal(
                                OrganisationProblem.ORGANISATION_UNKNOWN, "There is no such organisation.", pointer);
                    }
                    Readers.requireAllMayRead(classification, organisation.classification(), pointer);
                }))
                .replaceWithVoid();
    }

    private static void addNamed(Map<String, Urn> named, List<OrgRef> refs, String pointer) {
        for (int i = 0; i < refs.size(); i++) {
            Urn urn = refs.get(i).orgId();
            if (urn != null) {
                named.put(pointer + i + "/orgId", urn);
            }
        }
    }

    /** P7 over what the actor may read of the same buyer, material and time; two writers of one buyer take turns. */
    private Uni<Void> requireSum(Mutiny.Session session, Viewer viewer, UUID id, SourcingContent content) {
        if (content.share() == null) {
            return Uni.createFrom().voidItem();
        }
        return RuleLocks.take(session, "sourcing " + content.buyer() + " " + content.hs())
                .chain(() -> relations.of(session, viewer, content.buyer(), content.hs()))
                .invoke(found -> {
                    List<Share> others = found.stream()
                            .filter(other -> !other.id().equals(id))
                            .filter(other -> Objects.equals(other.asOf(), content.asOf()))
                            .map(SourcingRelation::share)
                            .filter(Objects::nonNull)
                            .toList();
                    SourcingRules.checkSum(content.share(), others).ifPresent(problem -> {
                        throw problem;
                    });
                })
                .replaceWithVoid();
    }

    private Object[] suppliers(UUID relation, SourcingContent content) {
        List<Object> rows = new ArrayList<>();
        content.suppliers()
                .forEach(ref -> rows.add(new SourcingSupplier(register.newId(), relation, rows.size(), false, ref)));
        content.alternatives()
                .forEach(ref -> rows.add(new SourcingSupplier(register.newId(), relation, rows.size(), true, ref)));
        return rows.toArray();
    }

    private static EventData data(SourcingRelation relation) {
        return EventData.of(relation, relation.material())
                .with("state", relation.adoption())
                .with("adoption", relation.adoption())
                .with("buyer", relation.buyer())
                .with("hs", relation.hs())
                .with("modality", relation.modality());
    }
}
