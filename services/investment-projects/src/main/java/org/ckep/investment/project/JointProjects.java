package org.ckep.investment.project;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.field.FieldPolicy;
import org.ckep.kernel.id.Urn;
import org.ckep.records.RegisterRecord;
import org.ckep.records.change.JointRecord;
import org.ckep.records.change.JointRecords;
import org.hibernate.reactive.mutiny.Mutiny;

/** The projects that both sides can keep. */
@ApplicationScoped
class JointProjects implements JointRecords {
    private final ProjectRepository projects;
    private final ProjectAgreement agreement;

    JointProjects(ProjectRepository projects, ProjectAgreement agreement) {
        this.projects = projects;
        this.agreement = agreement;
    }

    @Override
    public String urnType() {
        return Project.TYPE;
    }

    @Override
    public Class<? extends RegisterRecord> entityType() {
        return Project.class;
    }

    @Override
    public FieldPolicy policy() {
        return ProjectAgreement.POLICY;
    }

    @Override
    public Uni<JointRecord> get(Mutiny.Session session, Viewer viewer, Urn record) {
        return projects.get(session, viewer, record.uuid()).map(agreement::of);
    }
}
