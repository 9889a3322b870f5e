package org.ckep.investment.project;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.ckep.investment.pending.Confirmation;
import org.ckep.investment.pending.TwoPersons;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.change.ChangeHash;
import org.ckep.kernel.change.ChangeProblem;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.records.Register;
import org.ckep.records.StoredResponse;
import org.ckep.records.change.ChangeSets;
import org.ckep.web.IdempotencyKey;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Changes of what others read of a side's own project, from the draft of one person to the confirmation of another. */
@ApplicationScoped
class ProjectRevisions {
    private static final String CONTENT = "content";

    private final Register register;
    private final ProjectRepository projects;
    private final RevisionStore store;
    private final ProjectChange change;
    private final ProjectViews views;
    private final ChangeSets changes;
    private final TwoPersons persons;
    private final ObjectMapper json;

    ProjectRevisions(
            Register register,
            ProjectRepository projects,
            RevisionStore store,
            ProjectChange change,
            ProjectViews views,
            ChangeSets changes,
            TwoPersons persons,
            ObjectMapper json) {
        this.register = register;
        this.projects = projects;
        this.store = store;
        this.change = change;
        this.views = views;
        this.changes = changes;
        this.persons = persons;
        this.json = json;
    }

    /** The newest revision by the viewer's side; fails with NOT_FOUND where there is none. */
    Uni<RevisionView> get(Viewer viewer, UUID id) {
        return register.read(viewer, session -> projects.get(session, viewer, id)
                .chain(project -> required(session, viewer, project).map(revision -> view(viewer, project, revision))));
    }

    /**
     * Drafts what a patch makes of the project, which goes on saying what it says; in the transaction of its request, under
     * the lock of the project.
     *
     * @param filings filings of the viewer's own side
     * @return false where the patch leaves all as it is, and nothing is drafted; fails as a patch that takes effect at once
     */
    Uni<Boolean> draft(Mutiny.Session session, Viewer viewer, Project project, List<Filing> filings, JsonNode patch) {
        return change.patched(session, viewer, project, filings, patch)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(false)
                        : store.pending(session, viewer, project)
                                .call(last -> last.isEmpty()
                                        ? Uni.createFrom().voidItem()
                                        : persons.replace(session, viewer, last.get()))
                                .chain(last -> draft(session, viewer, project, found.get(), patch, last.orElse(null)))
                                .replaceWith(true));
    }

    private Uni<Void> draft(
            Mutiny.Session session,
            Viewer viewer,
            Project project,
            ProjectChange.Patched patched,
            JsonNode patch,
            @Nullable StoredRevision last) {
        StoredRevision drafted = new StoredRevision(
                persons.draft(viewer),
                project,
                new StoredRevision.Drafted(
                        document(patched.before()).toString(),
                        patch.toString(),
                        document(patched).toString()),
                last);
        return persons.begin(session, viewer, drafted);
    }

    /** Gives it up. */
    Uni<Response> drop(Viewer viewer, UUID id, IdempotencyKey key) {
        return locked(viewer, id, key, "drop the revision", session -> projects.get(session, viewer, id)
                .chain(project -> required(session, viewer, project)
                        .call(revision -> persons.drop(session, viewer, revision))
                        .map(revision -> view(viewer, project, revision)))
                .map(StoredResponse::ok));
    }

    /** Confirms it: the project says so from now on, by all the rules of a change, and its readers are told. */
    Uni<Response> confirm(Viewer viewer, UUID id, IdempotencyKey key, Confirmation confirmation) {
        return locked(viewer, id, key, "confirm " + confirmation.hash(), session -> projects.get(session, viewer, id)
                .chain(project -> required(session, viewer, project)
                        .chain(revision -> confirm(session, viewer, project, revision, confirmation.hash()))
                        .chain(() -> changes.outdate(session, project.urn()))
                        .call(session::flush)
                        .chain(() -> views.one(session, viewer, project, List.of())))
                .map(StoredResponse::ok));
    }

    private Uni<Void> confirm(
            Mutiny.Session session, Viewer viewer, Project project, StoredRevision revision, String hash) {
        persons.requireMayConfirm(viewer, revision, hash);
        return projects.filings(session, viewer, project.id())
                .chain(filings -> change.patched(session, viewer, project, filings, persons.read(revision.patch())))
                .map(found -> found.filter(patched -> isOf(revision, patched))
                        .orElseThrow(() -> new ProblemException(
                                ChangeProblem.CHANGE_HASH_DIFFERS,
                                "The patch does not lead to that content any more; a maker drafts it anew.")))
                .call(() -> persons.confirm(session, viewer, revision, hash))
                .chain(patched -> change.write(session, viewer, project, patched, revision.maker()));
    }

    private boolean isOf(StoredRevision revision, ProjectChange.Patched patched) {
        return ChangeHash.of(document(patched).toString()).equals(revision.hash());
    }

    private Uni<StoredRevision> required(Mutiny.Session session, Viewer viewer, Project project) {
        return store.newest(session, viewer, project).map(found -> found.orElseThrow(ProblemException::notFound));
    }

    private Uni<Response> locked(
            Viewer viewer,
            UUID id,
            IdempotencyKey key,
            String act,
            Function<Mutiny.Session, Uni<StoredResponse>> work) {
        Urn project = new Urn(Project.TYPE, id);
        return register.once(viewer, ChangeSets.lockOf(project), key, act + " of " + project, work);
    }

    /** What the project says, as it is hashed. */
    private ObjectNode document(ProjectSnapshot project) {
        ObjectNode document =
                json.createObjectNode().put(Project.TYPE, project.urn().toString());
        document.set(CONTENT, json.valueToTree(project.content()));
        if (project.stateSince() != null) {
            document.set(ProjectPatch.STATE_SINCE, json.valueToTree(project.stateSince()));
        }
        return document;
    }

    private ObjectNode document(ProjectChange.Patched patched) {
        ObjectNode document = document(patched.after());
        if (patched.correction() != null) {
            document.set(ProjectPatch.CORRECTION_REASON, json.valueToTree(patched.correction()));
        }
        return document;
    }

    private RevisionView view(Viewer viewer, Project project, StoredRevision revision) {
        JsonNode content = persons.content(revision);
        ObjectNode before = members(persons.read(revision.base()));
        ObjectNode after = members(content);
        Set<String> names = new TreeSet<>();
        before.fieldNames().forEachRemaining(names::add);
        after.fieldNames().forEachRemaining(names::add);
        List<String> changed = names.stream()
                .filter(name -> !before.path(name).equals(after.path(name)))
                .toList();
        return new RevisionView(
                revision.urn(),
                project.urn(),
                revision.side(),
                revision.state(),
                changed,
                before.retain(changed),
                after.retain(changed),
                content,
                revision.hash(),
                revision.maker(),
                revision.draftedAt(),
                revision.closedAt(),
                TwoPersons.allowed(viewer, revision));
    }

    /** The members that a patch names. */
    private static ObjectNode members(JsonNode document) {
        ObjectNode members = document.withObject("/" + CONTENT).deepCopy();
        JsonNode since = document.get(ProjectPatch.STATE_SINCE);
        return since == null ? members : members.set(ProjectPatch.STATE_SINCE, since);
    }
}
