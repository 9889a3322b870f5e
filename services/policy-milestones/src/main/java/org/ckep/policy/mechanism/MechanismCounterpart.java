package org.ckep.policy.mechanism;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.util.UUID;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.policy.register.RecordPart;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** Who stands for one side in a mechanism, as it is stored. */
@Entity
@Table(name = "mechanism_counterpart")
class MechanismCounterpart extends RecordPart {
    @Enumerated(EnumType.STRING)
    private Side side;

    private Urn organisation;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable LocalizedText office;

    private @Nullable FuzzyDate validFrom;
    private @Nullable FuzzyDate validTo;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected MechanismCounterpart() {}

    MechanismCounterpart(UUID mechanism, int position, NewMechanism.Counterpart counterpart) {
        super(mechanism, position);
        this.side = counterpart.side();
        this.organisation = counterpart.organisation();
        this.office = counterpart.office();
        this.validFrom = counterpart.from();
        this.validTo = counterpart.to();
    }

    NewMechanism.Counterpart toContent() {
        return new NewMechanism.Counterpart(side, organisation, office, validFrom, validTo);
    }
}
