package org.ckep.investment.grievance;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.ckep.investment.project.Projects;
import org.ckep.investment.register.OrgColumns;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.OrgRef;
import org.ckep.records.RecordHead;
import org.ckep.records.RegisterRecord;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A grievance as it is stored. */
@Entity
@Table(name = "grievance")
class Grievance extends RegisterRecord {
    static final String TYPE = "grievance";

    private UUID projectId;

    /** Null for a company of which nothing is known: Hibernate makes no embeddable of nulls. */
    private @Nullable OrgColumns org;

    @JdbcTypeCode(SqlTypes.JSON)
    private LocalizedText text;

    private FuzzyDate opened;

    @Enumerated(EnumType.STRING)
    private GrievanceState state;

    private FuzzyDate stateSince;
    private @Nullable String agency;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable LocalizedText answer;

    /** Subject of the person who took the last step, at first of who entered it. */
    private String movedBy;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected Grievance() {}

    Grievance(UUID id, RecordHead head, NewGrievance grievance) {
        super(id, head);
        this.projectId = grievance.project().uuid();
        this.org = OrgColumns.of(grievance.raisedBy());
        this.text = grievance.text();
        this.opened = grievance.opened();
        this.state = GrievanceState.RECEIVED;
        this.stateSince = grievance.opened();
        this.movedBy = head.createdBy();
    }

    /** Takes a step that the rules have let through. */
    void become(GrievanceCommand command, String subject) {
        this.state = command.to();
        this.stateSince = command.date();
        this.agency = command.agency() == null ? agency : command.agency();
        this.answer = command.answer() == null ? answer : command.answer();
        this.movedBy = subject;
    }

    @Override
    protected String urnType() {
        return TYPE;
    }

    @Override
    protected Object audited() {
        return new Said(project(), raisedBy(), text, opened, state, stateSince, agency, answer, head().sources());
    }

    /** What it says: the members that its view has too, but for its sources, whose URNs alone are part of it. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private record Said(
            Urn project,
            OrgRef raisedBy,
            LocalizedText text,
            FuzzyDate opened,
            GrievanceState state,
            FuzzyDate stateSince,
            @Nullable String agency,
            @Nullable LocalizedText answer,
            List<Urn> sources) {}

    GrievanceMachine.Custody custody() {
        return new GrievanceMachine.Custody(
                state, head().ownerSide(), Set.copyOf(List.of(head().createdBy(), movedBy)));
    }

    Urn project() {
        return new Urn(Projects.TYPE, projectId);
    }

    OrgRef raisedBy() {
        return OrgColumns.toOrgRef(org);
    }

    LocalizedText text() {
        return text;
    }

    FuzzyDate opened() {
        return opened;
    }

    GrievanceState state() {
        return state;
    }

    FuzzyDate stateSince() {
        return stateSince;
    }

    @Nullable
    String agency() {
        return agency;
    }

    @Nullable
    LocalizedText answer() {
        return answer;
    }
}
