package org.ckep.investment.shareholding;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.ckep.investment.project.Projects;
import org.ckep.investment.register.Names;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.records.LocalIdentifiers;
import org.ckep.records.RecordHead;
import org.ckep.records.RecordQuery;
import org.ckep.records.Register;
import org.ckep.records.Release;
import org.ckep.records.RuleLocks;
import org.ckep.records.Sources;
import org.ckep.records.StoredResponse;
import org.ckep.web.IdempotencyKey;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Begins shareholding histories, and lets others read those of a side. */
@ApplicationScoped
class ShareholdingService {
    private static final String DISPLAY_KIND = "SHH";

    private final Register register;
    private final Projects projects;
    private final Sources sources;
    private final LocalIdentifiers localIds;
    private final ShareholdingReader reader;
    private final ShareholdingStatements statements;

    ShareholdingService(
            Register register,
            Projects projects,
            Sources sources,
            LocalIdentifiers localIds,
            ShareholdingReader reader,
            ShareholdingStatements statements) {
        this.register = register;
        this.projects = projects;
        this.sources = sources;
        this.localIds = localIds;
        this.reader = reader;
        this.statements = statements;
    }

    /** Begins a history of a side; whoever begins another one of the same organisation for it waits. */
    Uni<Response> create(Viewer viewer, IdempotencyKey key, NewShareholding request) {
        return register.once(viewer, lockOf(request.entity(), viewer.side()), key, request, session -> {
            NewStatement first = request.statement();
            RecordHead head = register.forOwnSide(
                    viewer, DISPLAY_KIND, request.classification(), first.sources(), request.localIds());
            StoredShareholding stored =
                    new StoredShareholding(register.newId(), head, request.entity(), request.kind());
            return requireNoOther(session, viewer, stored, head.classification(), "/entity")
                    .chain(() -> add(session, viewer, stored, first));
        });
    }

    /**
     * Two histories that one side keeps for the same readers would contradict each other. One for other readers is not
     * looked at: who may not read it must not learn of it (rule C9).
     */
    private static Uni<Void> requireNoOther(
            Mutiny.Session session, Viewer viewer, StoredShareholding next, Classification readers, String pointer) {
        return RecordQuery.of(StoredShareholding.class, viewer)
                .where("r.entityUrn = :entity", "entity", next.entity().toString())
                .where("r.kind = :kind", "kind", next.kind())
                .where("r.head.ownerSide = :side", "side", next.head().ownerSide())
                .list(session, Integer.MAX_VALUE)
                .invoke(found -> found.stream()
                        .filter(one -> !one.urn().equals(next.urn()))
                        .filter(one -> one.head().classification().equals(readers))
                        .findFirst()
                        .ifPresent(one -> {
                            throw keptAlready(one, pointer);
                        }))
                .replaceWithVoid();
    }

    private static ProblemException keptAlready(StoredShareholding other, String pointer) {
        String message = "The own side keeps " + other.urn() + " of this organisation and kind for the same readers;"
                + " what changes is stated there.";
        return new ProblemException(ShareholdingProblem.SHAREHOLDING_KEPT_ALREADY, message)
                .withErrors(FieldError.at(pointer, "kept-already", message));
    }

    private static String lockOf(Urn entity, @Nullable Side side) {
        return "shareholdings of " + entity + " by " + side;
    }

    Uni<Response> registerObserved(Viewer viewer, IdempotencyKey key, ObservedShareholding request) {
        return register.once(viewer, key, request, session -> {
            NewStatement first = request.statement();
            if (first.sources().isEmpty()) {
                throw ProblemException.invalid(
                        "/statement/sources", "required", "An observed record needs at least one source.");
            }
            RecordHead head = register.observed(
                    viewer, DISPLAY_KIND, first.sources(), request.guardsNotShown(), request.localIds());
            return add(
                    session,
                    viewer,
                    new StoredShareholding(register.newId(), head, request.entity(), request.kind()),
                    first);
        });
    }

    private Uni<StoredResponse> add(
            Mutiny.Session session, Viewer viewer, StoredShareholding stored, NewStatement first) {
        String pointer = "/statement";
        statements.requireSound(new History(List.of()), first, pointer);
        Names.requireOrganisation(stored.entity(), "/entity");
        stored.names(first.holdings());
        RecordHead head = stored.head();
        StoredStatement made = statements.statement(stored, first, viewer);
        return sources.require(session, viewer, first.sources(), head.classification(), pointer + "/sources")
                .call(() -> localIds.requireFree(session, viewer, StoredShareholding.class, head.localIds()))
                .chain(() -> statements.requireProject(session, viewer, stored, first, pointer))
                .call(() -> session.persist(stored))
                .call(() -> session.persist(made))
                .call(() -> register.created(
                        session,
                        viewer,
                        stored,
                        ShareholdingEvents.event(first),
                        null,
                        ShareholdingEvents.data(stored, first).leaving("statements", List.of(made.audited()))))
                .call(session::flush)
                .chain(() -> reader.today(session, viewer, stored))
                .map(view -> StoredResponse.created("v1/shareholdings/" + stored.id(), view));
    }

    /**
     * Lets others read a history of the viewer's side with all of its statements, and tells them who holds what.
     *
     * @param ifMatch tag of the list of its statements, as for a statement: the history's own shows one day alone
     */
    Uni<Response> release(Viewer viewer, UUID id, @Nullable String ifMatch, IdempotencyKey key, Release release) {
        return register.once(viewer, lockOf(id), key, release, session -> ShareholdingReader.get(session, viewer, id)
                .call(stored -> ShareholdingReader.history(session, stored)
                        .invoke(history -> register.requireMatch(
                                ifMatch, ShareholdingReader.page(history), ShareholdingReader.page(history)))
                        .call(history -> release.widen(
                                viewer, stored, () -> look(session, viewer, stored, history, release.classification())))
                        .chain(history -> register.changed(
                                session,
                                viewer,
                                stored,
                                "shareholding.released",
                                null,
                                ShareholdingEvents.data(stored, standing(history))
                                        .noted(List.of("classification")))))
                .call(session::flush)
                .chain(stored -> reader.today(session, viewer, stored))
                .map(StoredResponse::ok));
    }

    /** What the statements rest on and name is open to those readers, and the side keeps no other history for them. */
    private Uni<Void> look(
            Mutiny.Session session, Viewer viewer, StoredShareholding stored, History history, Classification readers) {
        List<Statement> statements = history.statements();
        return sources.require(session, viewer, stored.head().sources(), readers, "/sources")
                .chain(() -> Multi.createFrom()
                        .range(0, statements.size())
                        .onItem()
                        .transformToUniAndConcatenate(i -> {
                            Urn project = statements.get(i).project();
                            return project == null
                                    ? Uni.createFrom().nullItem()
                                    : projects.require(
                                            session, viewer, project, readers, "/statements/" + i + "/project");
                        })
                        .collect()
                        .last())
                .chain(() -> RuleLocks.take(session, lockOf(stored.entity(), viewer.side())))
                .chain(() -> requireNoOther(session, viewer, stored, readers, "/classification"));
    }

    /** What holds today, else what was stated last. */
    private Statement standing(History history) {
        return history.on(register.today()).orElseGet(() -> history.statements().getLast());
    }

    /** The lock under which a history is added to. */
    static String lockOf(UUID history) {
        return "shareholding " + history;
    }
}
