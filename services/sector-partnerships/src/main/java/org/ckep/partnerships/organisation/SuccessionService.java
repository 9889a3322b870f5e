package org.ckep.partnerships.organisation;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.record.Stewardship;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.records.PlainText;
import org.ckep.records.Readers;
import org.ckep.records.RecordHead;
import org.ckep.records.Register;
import org.ckep.records.SearchKey;
import org.ckep.records.StoredResponse;
import org.ckep.web.IdempotencyKey;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Renames, merges and dissolves organisations. An URN is never reused: an old one resolves to its successor. */
@ApplicationScoped
class SuccessionService {
    private final Register register;
    private final OrganisationService service;
    private final OrganisationRepository organisations;
    private final Organisations directory;
    private final OrganisationViews views;

    SuccessionService(
            Register register,
            OrganisationService service,
            OrganisationRepository organisations,
            Organisations directory,
            OrganisationViews views) {
        this.register = register;
        this.service = service;
        this.organisations = organisations;
        this.directory = directory;
        this.views = views;
    }

    Uni<Response> rename(
            Viewer viewer, UUID id, @Nullable String ifMatch, IdempotencyKey key, OrganisationCommand.Rename command) {
        return run(viewer, id, ifMatch, key, command, session -> organisation -> {
            PlainText.require(command.name(), "/name");
            return command.asNewRecord()
                    ? replace(session, viewer, organisation, command)
                    : rename(session, viewer, organisation, command);
        });
    }

    Uni<Response> merge(
            Viewer viewer, UUID id, @Nullable String ifMatch, IdempotencyKey key, OrganisationCommand.Merge command) {
        return run(
                viewer,
                id,
                ifMatch,
                key,
                command,
                session -> organisation -> merge(session, viewer, organisation, command));
    }

    Uni<Response> dissolve(
            Viewer viewer,
            UUID id,
            @Nullable String ifMatch,
            IdempotencyKey key,
            OrganisationCommand.Dissolve command) {
        return run(viewer, id, ifMatch, key, command, session -> organisation -> {
            OrganisationStatus before = organisation.status();
            organisation.dissolve(command.on());
            return publish(session, viewer, organisation, "organisation.dissolved", before, null);
        });
    }

    /** One command: checked against what the caller has seen, its sources required, answered with the record's view. */
    private Uni<Response> run(
            Viewer viewer,
            UUID id,
            @Nullable String ifMatch,
            IdempotencyKey key,
            OrganisationCommand command,
            Function<Mutiny.Session, Function<Organisation, Uni<Void>>> effect) {
        return register.once(viewer, OrganisationService.GRAPH_LOCK, key, command, session -> organisations
                .get(session, viewer, id)
                .call(organisation -> service.requireMatch(session, viewer, organisation, ifMatch))
                .invoke(organisation -> {
                    if (organisation.status() == OrganisationStatus.DISSOLVED) {
                        throw OrganisationService.refusal(
                                OrganisationProblem.ORGANISATION_GONE, "The organisation is dissolved.", "");
                    }
                })
                .call(organisation -> register.restOn(session, viewer, organisation, command.evidence()))
                .call(organisation -> effect.apply(session).apply(organisation))
                .call(session::flush)
                .chain(organisation -> views.one(session, viewer, organisation, Set.of()))
                .map(StoredResponse::ok));
    }

    private Uni<Void> rename(
            Mutiny.Session session, Viewer viewer, Organisation organisation, OrganisationCommand.Rename command) {
        LocalizedText before = organisation.name();
        return organisations
                .names(session, organisation.id())
                .chain(names -> {
                    names.getLast().endOn(lastDayBefore(command.since()));
                    List<LocalizedText> all = new ArrayList<>(
                            names.stream().map(OrganisationName::name).toList());
                    all.add(command.name());
                    organisation.rename(command.name(), SearchKey.of(all));
                    return session.persist(new OrganisationName(
                            register.newId(),
                            organisation.id(),
                            names.size(),
                            command.name(),
                            command.since(),
                            OrganisationService.uuids(command.evidence())));
                })
                .chain(() ->
                        publish(session, viewer, organisation, "organisation.renamed", organisation.status(), before));
    }

    /** The new body gets a URN of its own; what the old one was, it is. */
    private Uni<Void> replace(
            Mutiny.Session session, Viewer viewer, Organisation old, OrganisationCommand.Rename command) {
        RecordHead head = old.head().stewardship() == Stewardship.OBSERVED
                ? register.observed(viewer, "ORG", command.evidence(), List.of(), List.of())
                : register.unilateral(viewer, "ORG", old.head().classification(), command.evidence(), List.of());
        UUID parent = old.parentId();
        OrganisationContent content = new OrganisationContent(
                old.kind(),
                old.side(),
                old.country(),
                null,
                parent == null ? null : new Urn(Organisation.TYPE, parent),
                command.since(),
                command.evidence());
        Organisation successor = new Organisation(
                register.newId(), head, command.name(), SearchKey.of(List.of(command.name())), content);
        OrganisationStatus before = old.status();
        return session.persist(successor)
                .chain(() -> session.flush())
                .chain(() -> session.persist(new OrganisationName(
                        register.newId(),
                        successor.id(),
                        0,
                        command.name(),
                        command.since(),
                        OrganisationService.uuids(command.evidence()))))
                .chain(() -> register.created(
                        session,
                        viewer,
                        successor,
                        "organisation.registered",
                        null,
                        OrganisationService.data(successor)))
                .invoke(() -> old.goOnAs(OrganisationStatus.RENAMED, successor.id(), command.since()))
                .chain(() -> publish(session, viewer, old, "organisation.renamed", before, null));
    }

    private Uni<Void> merge(
            Mutiny.Session session, Viewer viewer, Organisation organisation, OrganisationCommand.Merge command) {
        OrganisationStatus before = organisation.status();
        return directory
                .resolve(session, viewer, command.into())
                .invoke(into -> {
                    if (into == null) {
                        throw OrganisationService.unknown("/into");
                    }
                    if (into.id().equals(organisation.id())) {
                        throw OrganisationService.refusal(
                                OrganisationProblem.MERGE_CYCLE, "The organisation would succeed itself.", "/into");
                    }
                    Readers.requireAllMayRead(organisation.head().classification(), into.classification(), "/into");
                    organisation.goOnAs(OrganisationStatus.MERGED, into.id(), command.on());
                })
                .chain(() -> publish(session, viewer, organisation, "organisation.merged", before, null));
    }

    private Uni<Void> publish(
            Mutiny.Session session,
            Viewer viewer,
            Organisation organisation,
            String event,
            OrganisationStatus before,
            @Nullable LocalizedText previousTitle) {
        UUID successor = organisation.successorId();
        return register.changed(
                session,
                viewer,
                organisation,
                event,
                null,
                OrganisationService.data(organisation)
                        .with("previousState", before == organisation.status() ? null : before)
                        .with("previousTitle", previousTitle)
                        .with("successor", successor == null ? null : new Urn(Organisation.TYPE, successor)));
    }

    /** The day before a name begins, as exactly as the beginning is known. */
    private static FuzzyDate lastDayBefore(FuzzyDate since) {
        return since.precision() == FuzzyDate.Precision.DAY
                ? FuzzyDate.day(since.date().minusDays(1))
                : since;
    }
}
