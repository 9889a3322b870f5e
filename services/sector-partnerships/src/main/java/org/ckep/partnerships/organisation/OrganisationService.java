package org.ckep.partnerships.organisation;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.problem.ProblemType;
import org.ckep.partnerships.register.Expand;
import org.ckep.records.EventData;
import org.ckep.records.LocalIdentifiers;
import org.ckep.records.PlainText;
import org.ckep.records.Readers;
import org.ckep.records.RecordHead;
import org.ckep.records.RecordIds;
import org.ckep.records.RecordQuery;
import org.ckep.records.Register;
import org.ckep.records.RuleLocks;
import org.ckep.records.SearchKey;
import org.ckep.records.Sources;
import org.ckep.records.StoredResponse;
import org.ckep.web.IdempotencyKey;
import org.ckep.web.MergePatch;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Registers organisations, reads them and changes what they are; their names and ends are {@link SuccessionService}'s. */
@ApplicationScoped
class OrganisationService {
    /** Under whose roof and as whose successor: both graphs are checked and changed by one writer at a time. */
    static final String GRAPH_LOCK = "organisations";

    private final Register register;
    private final OrganisationRepository organisations;
    private final Organisations directory;
    private final OrganisationViews views;
    private final Sources sources;
    private final LocalIdentifiers localIds;
    private final MergePatch patches;

    OrganisationService(
            Register register,
            OrganisationRepository organisations,
            Organisations directory,
            OrganisationViews views,
            Sources sources,
            LocalIdentifiers localIds,
            MergePatch patches) {
        this.register = register;
        this.organisations = organisations;
        this.directory = directory;
        this.views = views;
        this.sources = sources;
        this.localIds = localIds;
        this.patches = patches;
    }

    Uni<Page<OrganisationView>> list(Viewer viewer, OrganisationFilter filter, PageRequest page, Set<Expand> expand) {
        return register.read(viewer, session -> RecordQuery.of(Organisation.class, viewer)
                .where("r.kind = :kind", "kind", filter.kind)
                .where("r.side = :side", "side", filter.side)
                .where("r.country = :country", "country", filter.country)
                .where("r.status = :status", "status", filter.status)
                .where("r.parentId = :parent", "parent", id(filter.parent))
                .where("r.lei = :lei", "lei", filter.lei)
                .whereLocalId(filter.localId)
                .where("r.searchKey like :q escape '!'", "q", SearchKey.pattern(filter.q))
                .page(session, page)
                .chain(found -> views.list(session, viewer, found.data(), expand.contains(Expand.record))
                        .map(data -> new Page<>(data, found.next()))));
    }

    private static @Nullable UUID id(@Nullable String parameter) {
        return parameter == null ? null : RecordIds.parse(parameter, Organisation.TYPE);
    }

    /** The organisation, or the one that it went on as unless the caller wants the old record itself. */
    Uni<OrganisationView> get(Viewer viewer, UUID id, boolean resolve, Set<Expand> expand) {
        return register.read(viewer, session -> organisations
                .get(session, viewer, id)
                .chain(asked -> resolve && asked.successorId() != null
                        ? directory.present(session, viewer, List.of(id)).chain(present -> views.one(
                                        session, viewer, present.getOrDefault(id, asked), expand)
                                .map(view -> view.resolvedFrom(asked.urn())))
                        : views.one(session, viewer, asked, expand)));
    }

    Uni<Response> register(Viewer viewer, IdempotencyKey key, NewOrganisation request, boolean observed) {
        return register.once(viewer, key, request, session -> {
            OrganisationContent content = request.content();
            RecordHead head = observed
                    ? register.observed(viewer, "ORG", content.sources(), List.of(), request.ids())
                    : register.unilateral(viewer, "ORG", request.classification(), content.sources(), request.ids());
            return add(session, viewer, request, content, head)
                    .map(organisation -> organisation.id())
                    .chain(id -> organisations.get(session, viewer, id))
                    .chain(organisation -> views.one(session, viewer, organisation, Set.of()))
                    .map(view -> StoredResponse.created(
                            "v1/organisations/" + view.urn().uuid(), view));
        });
    }

    private Uni<Organisation> add(
            Mutiny.Session session,
            Viewer viewer,
            NewOrganisation request,
            OrganisationContent content,
            RecordHead head) {
        PlainText.require(request.name(), "/name");
        content.requireSound();
        Organisation organisation = new Organisation(
                register.newId(), head, request.name(), SearchKey.of(List.of(request.name())), content);
        return sources.require(session, viewer, content.sources(), head.classification(), "/sources")
                .chain(() -> localIds.requireFree(session, viewer, Organisation.class, request.ids()))
                .chain(() -> requireFreeLei(session, viewer, organisation.id(), organisation.lei()))
                .chain(() -> requireParent(
                        session, viewer, organisation.id(), head.classification(), organisation.parentId()))
                .chain(() -> session.persist(organisation))
                .chain(() -> session.flush())
                .chain(() -> session.persist(new OrganisationName(
                        register.newId(),
                        organisation.id(),
                        0,
                        request.name(),
                        request.nameSince(),
                        uuids(content.sources()))))
                .chain(() -> addRoof(session, organisation, 0, content))
                .chain(() -> register.created(
                        session, viewer, organisation, "organisation.registered", null, data(organisation)))
                .chain(() -> session.flush())
                .replaceWith(organisation);
    }

    private Uni<Void> addRoof(
            Mutiny.Session session, Organisation organisation, int position, OrganisationContent content) {
        UUID parent = organisation.parentId();
        return parent == null
                ? Uni.createFrom().voidItem()
                : session.persist(new OrganisationParent(
                        register.newId(), organisation.id(), position, parent, content.parentSince()));
    }

    private Uni<Void> requireFreeLei(Mutiny.Session session, Viewer viewer, UUID id, @Nullable String lei) {
        if (lei == null) {
            return Uni.createFrom().voidItem();
        }
        return RuleLocks.take(session, "lei " + lei)
                .chain(() -> organisations.withLei(session, viewer, lei))
                .invoke(found -> {
                    if (found.stream().anyMatch(other -> !other.id().equals(id))) {
                        throw refusal(
                                OrganisationProblem.ORGANISATION_CODE_TAKEN,
                                "Another organisation carries this LEI.",
                                "/lei");
                    }
                })
                .replaceWithVoid();
    }

    /** The parent exists, has all readers of the child, and is not under the child's own roof. */
    private Uni<Void> requireParent(
            Mutiny.Session session, Viewer viewer, UUID id, Classification readers, @Nullable UUID parent) {
        return parent == null
                ? Uni.createFrom().voidItem()
                : RuleLocks.take(session, GRAPH_LOCK)
                        .chain(() -> organisations.among(session, viewer, List.of(parent)))
                        .invoke(found -> {
                            if (found.isEmpty()) {
                                throw unknown("/parentId");
                            }
                            Readers.requireAllMayRead(
                                    readers, found.getFirst().head().classification(), "/parentId");
                        })
                        .chain(() -> climb(session, viewer, id, parent));
    }

    private Uni<Void> climb(Mutiny.Session session, Viewer viewer, UUID id, UUID roof) {
        if (roof.equals(id)) {
            return Uni.createFrom()
                    .failure(refusal(
                            OrganisationProblem.PARENT_CYCLE,
                            "The organisation would be under its own roof.",
                            "/parentId"));
        }
        return organisations.among(session, viewer, List.of(roof)).chain(found -> {
            UUID next = found.isEmpty() ? null : found.getFirst().parentId();
            return next == null ? Uni.createFrom().voidItem() : climb(session, viewer, id, next);
        });
    }

    Uni<OrganisationView> change(Viewer viewer, UUID id, @Nullable String ifMatch, JsonNode patch) {
        return register.write(viewer, session -> organisations
                .get(session, viewer, id)
                .call(organisation -> requireMatch(session, viewer, organisation, ifMatch))
                .call(organisation -> organisations
                        .parents(session, id)
                        .chain(roofs -> apply(session, viewer, organisation, roofs, patch)))
                .call(session::flush)
                .chain(organisation -> views.one(session, viewer, organisation, Set.of())));
    }

    /** Refuses a change of what the caller has not seen, may not change, or what went on under another URN. */
    Uni<Void> requireMatch(Mutiny.Session session, Viewer viewer, Organisation organisation, @Nullable String ifMatch) {
        return views.one(session, viewer, organisation, Set.of())
                .chain(plain -> views.one(session, viewer, organisation, Set.of(Expand.record))
                        .invoke(withHead -> register.requireMatch(ifMatch, plain, withHead)))
                .invoke(() -> {
                    organisation.head().requireMayChange(viewer);
                    UUID successor = organisation.successorId();
                    if (successor != null) {
                        throw new ProblemException(
                                        OrganisationProblem.ORGANISATION_GONE,
                                        "The organisation goes on under another URN; change that record.")
                                .withMember("successor", new Urn(Organisation.TYPE, successor));
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Void> apply(
            Mutiny.Session session,
            Viewer viewer,
            Organisation organisation,
            List<OrganisationParent> roofs,
            JsonNode patch) {
        UUID before = organisation.parentId();
        OrganisationContent stored = content(organisation, roofs);
        OrganisationContent content = patches.apply(stored, patch, OrganisationContent.class);
        if (content.equals(stored)) {
            return Uni.createFrom().voidItem();
        }
        content.requireSound();
        UUID after = content.parentId() == null ? null : content.parentId().uuid();
        boolean moved = !Objects.equals(before, after);
        Classification readers = organisation.head().classification();
        // All checks come before the change: a query would write a half-checked change to the database first.
        return requireFreeLei(session, viewer, organisation.id(), content.lei())
                .chain(() -> moved
                        ? requireParent(session, viewer, organisation.id(), readers, after)
                        : Uni.createFrom().voidItem())
                .chain(() -> register.restOnPatched(session, viewer, organisation, content.sources()))
                .invoke(() -> {
                    organisation.become(content);
                    if (moved && before != null && !roofs.isEmpty()) {
                        roofs.getLast().endOn(content.parentSince());
                    }
                })
                .chain(() -> moved
                        ? addRoof(session, organisation, roofs.size(), content)
                        : Uni.createFrom().voidItem())
                .chain(() -> register.changed(
                        session,
                        viewer,
                        organisation,
                        "organisation.changed",
                        null,
                        data(organisation).noted(register.differing(stored, content))));
    }

    private static OrganisationContent content(Organisation organisation, List<OrganisationParent> roofs) {
        UUID parent = organisation.parentId();
        return new OrganisationContent(
                organisation.kind(),
                organisation.side(),
                organisation.country(),
                organisation.lei(),
                parent == null ? null : new Urn(Organisation.TYPE, parent),
                parent == null || roofs.isEmpty() ? null : roofs.getLast().validFrom(),
                organisation.head().sources());
    }

    static EventData data(Organisation organisation) {
        return EventData.of(organisation, organisation.name())
                .with("kind", organisation.kind())
                .with("side", organisation.side())
                .with("country", organisation.country())
                .with("state", organisation.status());
    }

    static List<UUID> uuids(List<Urn> urns) {
        return urns.stream().map(Urn::uuid).toList();
    }

    static ProblemException unknown(String pointer) {
        return refusal(OrganisationProblem.ORGANISATION_UNKNOWN, "There is no such organisation.", pointer);
    }

    static ProblemException refusal(ProblemType type, String message, String pointer) {
        return new ProblemException(type, message).withErrors(FieldError.at(pointer, type.slug(), message));
    }
}
