package org.ckep.investment.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.ckep.investment.project.Commitment;
import org.ckep.investment.project.InvestmentBasis;
import org.ckep.investment.project.Projects;
import org.ckep.investment.register.OrgColumns;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.OrgRef;
import org.ckep.records.EditedRecord;
import org.ckep.records.RecordHead;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A commitment as it is stored; its sums stand in its transactions alone. */
@Entity
@Table(name = "commitment")
class StoredCommitment extends EditedRecord {
    static final String TYPE = "commitment";

    private UUID projectId;

    /** Null for a party of which nothing is known: Hibernate makes no embeddable of nulls. */
    private @Nullable OrgColumns org;

    @Enumerated(EnumType.STRING)
    private Commitment.Kind kind;

    @Enumerated(EnumType.STRING)
    private InvestmentBasis basis;

    private String currency;
    private LocalDate signedOn;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable LocalizedText conditions;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected StoredCommitment() {}

    StoredCommitment(UUID id, RecordHead head, CommitmentContent content) {
        super(id, head);
        this.projectId = content.project().uuid();
        this.org = OrgColumns.of(content.party());
        this.kind = content.kind();
        this.basis = content.basis();
        this.currency = content.amount().currency();
        this.signedOn = content.signedOn();
        this.conditions = content.conditions();
    }

    @Override
    protected String urnType() {
        return TYPE;
    }

    @Override
    protected Object audited() {
        return new Said(project(), party(), kind, basis, currency, signedOn, conditions, head().sources());
    }

    /** What it says: the members that its view has too, but for its project and sources, whose URNs alone are part of it. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private record Said(
            Urn project,
            OrgRef party,
            Commitment.Kind kind,
            InvestmentBasis basis,
            String currency,
            LocalDate signedOn,
            @Nullable LocalizedText conditions,
            List<Urn> sources) {}

    Urn project() {
        return new Urn(Projects.TYPE, projectId);
    }

    OrgRef party() {
        return OrgColumns.toOrgRef(org);
    }

    Commitment.Kind kind() {
        return kind;
    }

    InvestmentBasis basis() {
        return basis;
    }

    String currency() {
        return currency;
    }

    LocalDate signedOn() {
        return signedOn;
    }

    @Nullable
    LocalizedText conditions() {
        return conditions;
    }
}
