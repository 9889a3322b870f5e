package org.ckep.partnerships.organisation;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.ScriptCheck;
import org.ckep.partnerships.register.Expand;
import org.ckep.records.HeadView;
import org.ckep.records.Sources;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Puts together what a viewer is answered about an organisation. */
@ApplicationScoped
class OrganisationViews {
    private final OrganisationRepository organisations;

    OrganisationViews(OrganisationRepository organisations) {
        this.organisations = organisations;
    }

    /** What is known of an organisation beside its own row. */
    private record Surroundings(
            Map<UUID, Organisation> others,
            List<Urn> predecessors,
            List<OrganisationName> names,
            List<OrganisationParent> parents) {}

    /** The entries of a list: without predecessors and history. */
    Uni<List<OrganisationView>> list(
            Mutiny.Session session, Viewer viewer, List<Organisation> found, boolean withHead) {
        List<UUID> parents = found.stream()
                .map(Organisation::parentId)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return organisations
                .among(session, viewer, parents)
                .map(OrganisationViews::index)
                .map(others -> found.stream()
                        .map(organisation ->
                                view(organisation, new Surroundings(others, List.of(), List.of(), List.of()), withHead))
                        .toList());
    }

    /** One organisation with its predecessors and, on request, its history. */
    Uni<OrganisationView> one(Mutiny.Session session, Viewer viewer, Organisation organisation, Set<Expand> expand) {
        boolean history = expand.contains(Expand.history);
        UUID id = organisation.id();
        return organisations
                .predecessors(session, viewer, id)
                .map(found -> found.stream().map(Organisation::urn).toList())
                .chain(predecessors -> names(session, id, history)
                        .chain(names -> parents(session, id, history).chain(parents -> organisations
                                .among(session, viewer, roofs(organisation, parents))
                                .map(others -> view(
                                        organisation,
                                        new Surroundings(index(others), predecessors, names, parents),
                                        expand.contains(Expand.record))))));
    }

    private Uni<List<OrganisationName>> names(Mutiny.Session session, UUID id, boolean asked) {
        return asked ? organisations.names(session, id) : Uni.createFrom().item(List.of());
    }

    private Uni<List<OrganisationParent>> parents(Mutiny.Session session, UUID id, boolean asked) {
        return asked ? organisations.parents(session, id) : Uni.createFrom().item(List.of());
    }

    private static List<UUID> roofs(Organisation organisation, List<OrganisationParent> parents) {
        List<UUID> roofs = new ArrayList<>(
                parents.stream().map(OrganisationParent::parentId).toList());
        if (organisation.parentId() != null) {
            roofs.add(organisation.parentId());
        }
        return roofs.stream().distinct().toList();
    }

    private static Map<UUID, Organisation> index(List<Organisation> found) {
        return found.stream().collect(Collectors.toMap(Organisation::id, Function.identity()));
    }

    private static OrganisationView view(Organisation organisation, Surroundings known, boolean withHead) {
        UUID successor = organisation.successorId();
        return new OrganisationView(
                organisation.urn(),
                organisation.head().displayId(),
                organisation.name(),
                organisation.kind(),
                organisation.side(),
                organisation.country(),
                organisation.lei(),
                organisation.status(),
                organisation.endedOn(),
                successor == null ? null : new Urn(Organisation.TYPE, successor),
                known.predecessors(),
                note(organisation.parentId(), known.others()),
                null,
                known.names().stream()
                        .map(name -> new OrganisationView.Name(
                                name.name(),
                                name.validFrom(),
                                name.validTo(),
                                name.sourceIds().stream()
                                        .map(id -> new Urn(Sources.TYPE, id))
                                        .toList()))
                        .toList(),
                known.parents().stream()
                        .filter(roof -> known.others().containsKey(roof.parentId()))
                        .map(roof -> new OrganisationView.Roof(
                                Objects.requireNonNull(note(roof.parentId(), known.others())),
                                roof.validFrom(),
                                roof.validTo()))
                        .toList(),
                organisation.head().stewardship(),
                organisation.head().classification().level(),
                organisation.head().sources(),
                ScriptCheck.warnings("/name", organisation.name()),
                HeadView.where(withHead, organisation.head()));
    }

    private static OrganisationView.@Nullable Note note(@Nullable UUID id, Map<UUID, Organisation> known) {
        Organisation other = id == null ? null : known.get(id);
        return other == null ? null : new OrganisationView.Note(other.urn(), other.name());
    }
}
