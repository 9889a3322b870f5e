package org.ckep.investment.project;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import java.util.function.Function;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.change.ChangeAction;
import org.ckep.kernel.id.Urn;
import org.ckep.records.Register;
import org.ckep.records.StoredResponse;
import org.ckep.records.change.ChangeAct;
import org.ckep.records.change.ChangeFilter;
import org.ckep.records.change.ChangeList;
import org.ckep.records.change.ChangeSetView;
import org.ckep.records.change.ChangeSets;
import org.ckep.records.change.JointRecord;
import org.ckep.records.change.ListedChangeSet;
import org.ckep.records.change.NewChangeSet;
import org.ckep.web.IdempotencyKey;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Change sets of projects: each act is one transaction, in which the record's lock is taken before the record is read. */
@ApplicationScoped
class ProjectChangeSetService {
    private final Register register;
    private final ProjectRepository projects;
    private final ProjectAgreement agreement;
    private final ChangeSets changes;
    private final ChangeList list;
    private final JointProjects joint;

    ProjectChangeSetService(
            Register register,
            ProjectRepository projects,
            ProjectAgreement agreement,
            ChangeSets changes,
            ChangeList list,
            JointProjects joint) {
        this.register = register;
        this.projects = projects;
        this.agreement = agreement;
        this.changes = changes;
        this.list = list;
        this.joint = joint;
    }

    /** Those of all projects that the viewer may read. */
    Uni<Page<ListedChangeSet>> list(Viewer viewer, ChangeFilter filter, PageRequest page) {
        return register.read(viewer, session -> list.page(session, viewer, joint, filter, page));
    }

    Uni<Page<ChangeSetView>> list(Viewer viewer, UUID project, PageRequest page) {
        return register.read(viewer, session -> record(session, viewer, project)
                .chain(record -> changes.list(session, viewer, record, page)));
    }

    Uni<ChangeSetView> get(Viewer viewer, UUID project, UUID change) {
        return register.read(viewer, session -> record(session, viewer, project)
                .chain(record -> changes.get(session, viewer, record, change)));
    }

    Uni<Response> draft(Viewer viewer, IdempotencyKey key, UUID project, NewChangeSet change) {
        return register.once(
                viewer,
                key,
                change,
                session -> locked(session, viewer, project, record -> changes.draft(session, viewer, record, change)
                        .map(view -> created(project, view))));
    }

    Uni<Response> counter(Viewer viewer, IdempotencyKey key, UUID project, UUID answered, NewChangeSet change) {
        return register.once(
                viewer,
                key,
                change,
                session -> locked(
                        session, viewer, project, record -> changes.counter(session, viewer, record, answered, change)
                                .map(view -> created(project, view))));
    }

    Uni<ChangeSetView> edit(Viewer viewer, UUID project, UUID change, @Nullable String ifMatch, NewChangeSet content) {
        return register.write(
                viewer,
                session -> locked(session, viewer, project, record -> changes.get(session, viewer, record, change)
                        .invoke(view -> register.requireMatch(ifMatch, view, view))
                        .chain(() -> changes.edit(session, viewer, record, change, content))));
    }

    Uni<Response> act(
            Viewer viewer,
            IdempotencyKey key,
            UUID project,
            UUID change,
            ChangeAction action,
            @Nullable ChangeAct act) {
        ChangeAct given = act == null ? ChangeAct.NOTHING : act;
        return register.once(
                viewer,
                key,
                given,
                session -> locked(
                        session, viewer, project, record -> changes.act(session, viewer, record, change, action, given)
                                .map(StoredResponse::ok)));
    }

    private static StoredResponse created(UUID project, ChangeSetView view) {
        return StoredResponse.created(
                "v1/projects/" + project + "/changes/" + view.urn().uuid(), view);
    }

    private <T> Uni<T> locked(Mutiny.Session session, Viewer viewer, UUID project, Function<JointRecord, Uni<T>> work) {
        return changes.lock(session, new Urn(Project.TYPE, project))
                .chain(() -> record(session, viewer, project))
                .chain(work::apply);
    }

    private Uni<JointRecord> record(Mutiny.Session session, Viewer viewer, UUID project) {
        return projects.get(session, viewer, project).map(agreement::of);
    }
}
