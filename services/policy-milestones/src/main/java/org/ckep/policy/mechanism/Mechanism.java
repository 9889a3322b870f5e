package org.ckep.policy.mechanism;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.util.List;
import java.util.UUID;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.policy.register.MeetingLevel;
import org.ckep.policy.register.PolicyRecord;
import org.ckep.records.RecordHead;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A mechanism as it is stored; its counterparts are parts of it. */
@Entity
@Table(name = "mechanism")
class Mechanism extends PolicyRecord {
    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable LocalizedText nameCn;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable LocalizedText nameKr;

    @Enumerated(EnumType.STRING)
    private @Nullable MeetingLevel level;

    private @Nullable String periodicity;
    private @Nullable FuzzyDate establishedOn;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable LocalizedText establishedBy;

    /** For the persistence provider. */
    protected Mechanism() {}

    Mechanism(UUID id, RecordHead head, NewMechanism content) {
        super(id, head, content);
        become(content);
    }

    final void become(NewMechanism content) {
        becomeCommon(content);
        NewMechanism.Names names = content.names();
        this.nameCn = names == null ? null : names.cn();
        this.nameKr = names == null ? null : names.kr();
        this.level = content.level();
        this.periodicity = content.periodicity();
        this.establishedOn = content.establishedOn();
        this.establishedBy = content.establishedBy();
    }

    NewMechanism content(List<NewMechanism.Counterpart> counterparts, @Nullable List<Urn> answers) {
        return new NewMechanism(
                title(),
                nameCn == null && nameKr == null ? null : new NewMechanism.Names(nameCn, nameKr),
                level,
                periodicity,
                establishedOn,
                establishedBy,
                counterparts.isEmpty() ? null : counterparts,
                answers,
                unknown(),
                null,
                null,
                null,
                null);
    }

    @Nullable
    String periodicity() {
        return periodicity;
    }

    @Override
    protected String urnType() {
        return MechanismService.KIND.urnType();
    }

    @Override
    public @Nullable String stateName() {
        return null;
    }
}
