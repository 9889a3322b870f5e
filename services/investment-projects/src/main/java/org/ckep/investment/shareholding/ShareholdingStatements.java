package org.ckep.investment.shareholding;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.ckep.investment.pending.DeferredAct;
import org.ckep.investment.pending.PendingActs;
import org.ckep.investment.pending.TwoPersons;
import org.ckep.investment.project.Projects;
import org.ckep.investment.register.Violation;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.records.PlainText;
import org.ckep.records.Register;
import org.ckep.records.Sources;
import org.ckep.records.StoredResponse;
import org.ckep.web.IdempotencyKey;
import org.ckep.web.Page;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Adds statements to shareholding histories, which are only added to. */
@ApplicationScoped
class ShareholdingStatements implements DeferredAct {
    private static final String STATE = "state-holdings";

    private final Register register;
    private final Projects projects;
    private final Sources sources;
    private final ShareholdingReader reader;
    private final PendingActs pending;
    private final ObjectMapper json;

    ShareholdingStatements(
            Register register,
            Projects projects,
            Sources sources,
            ShareholdingReader reader,
            PendingActs pending,
            ObjectMapper json) {
        this.register = register;
        this.projects = projects;
        this.sources = sources;
        this.reader = reader;
        this.pending = pending;
        this.json = json;
    }

    /**
     * Adds a statement, or drafts it for a second person where others read the history (rule C2); whoever adds another one to
     * the history waits, so that both together keep the rules.
     */
    Uni<Response> state(Viewer viewer, UUID id, @Nullable String ifMatch, IdempotencyKey key, NewStatement request) {
        return register.once(viewer, lockOf(id), key, request, session -> ShareholdingReader.get(session, viewer, id)
                .invoke(stored -> stored.head().requireMayChange(viewer))
                .call(stored -> ShareholdingReader.history(session, stored).invoke(history -> {
                    Page<Statement> seen = ShareholdingReader.page(history);
                    register.requireMatch(ifMatch, seen, seen);
                    requireSound(history, request, "");
                }))
                .chain(stored -> TwoPersons.areNeeded(stored)
                        ? draft(session, viewer, stored, request)
                        : state(session, viewer, stored, request, viewer.subject())
                                .chain(() -> reader.today(session, viewer, stored))
                                .map(StoredResponse::ok)));
    }

    private Uni<StoredResponse> draft(
            Mutiny.Session session, Viewer viewer, StoredShareholding stored, NewStatement request) {
        return sources.require(session, viewer, request.sources(), stored.head().classification(), "/sources")
                .chain(() -> requireProject(session, viewer, stored, request, ""))
                .chain(() -> pending.draft(session, viewer, stored, STATE, request));
    }

    @Override
    public String act() {
        return STATE;
    }

    @Override
    public String lockOf(UUID history) {
        return ShareholdingService.lockOf(history);
    }

    @Override
    public Uni<Void> carryOut(Mutiny.Session session, Viewer viewer, Drafted drafted) {
        NewStatement request = json.convertValue(drafted.body(), NewStatement.class);
        return ShareholdingReader.get(session, viewer, drafted.record())
                .invoke(stored -> stored.head().requireMayChange(viewer))
                .call(stored -> ShareholdingReader.history(session, stored)
                        .invoke(history -> requireSound(history, request, "")))
                .chain(stored -> state(session, viewer, stored, request, drafted.maker()));
    }

    /**
     * States it.
     *
     * @param maker subject of whoever says it
     */
    private Uni<Void> state(
            Mutiny.Session session,
            Viewer viewer,
            StoredShareholding stored,
            NewStatement request,
            @Nullable String maker) {
        return register.restOn(session, viewer, stored, request.sources())
                .chain(() -> requireProject(session, viewer, stored, request, ""))
                .chain(() -> {
                    stored.names(request.holdings());
                    stored.edited(maker);
                    StoredStatement made = statement(stored, request, viewer);
                    return session.persist(made)
                            .chain(() -> register.changed(
                                    session,
                                    viewer,
                                    stored,
                                    ShareholdingEvents.event(request),
                                    null,
                                    ShareholdingEvents.data(stored, request)
                                            .noted(List.of("statements"))
                                            .leaving("statements", List.of(made.audited()))));
                })
                .call(session::flush);
    }

    /** A statement as it is stored, recorded now. */
    StoredStatement statement(StoredShareholding stored, NewStatement statement, Viewer viewer) {
        return new StoredStatement(
                register.newId(),
                stored.id(),
                statement,
                viewer,
                register.clock().instant());
    }

    /** Fails where the statement breaks a rule, by itself or beside those of the history. */
    void requireSound(History history, NewStatement next, String pointer) {
        Violation.refuse(ShareholdingRules.broken(history, next, register.today()), pointer);
        PlainText.require(next.note(), pointer + "/note");
    }

    /** Fails where the readers of the history may not read the project that the statement names, or it raises no capital. */
    Uni<Void> requireProject(
            Mutiny.Session session, Viewer viewer, StoredShareholding stored, NewStatement next, String pointer) {
        Urn project = next.project();
        if (project == null) {
            return Uni.createFrom().voidItem();
        }
        String place = pointer + "/project";
        return projects.require(session, viewer, project, stored.head().classification(), place)
                .invoke(found -> {
                    if (next.capitalIncrease() != null && !found.raisesCapital()) {
                        String message = "A capital increases by a project of the type CAPITAL_INCREASE.";
                        throw new ProblemException(ShareholdingProblem.SHAREHOLDING_INCREASE, message)
                                .withErrors(FieldError.at(place, "type", message));
                    }
                })
                .replaceWithVoid();
    }
}
