package org.ckep.policy.target;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.ckep.kernel.claim.Modality;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.Relation;
import org.ckep.policy.register.Owner;
import org.ckep.policy.register.PolicyRecord;
import org.ckep.records.RecordHead;
import org.jspecify.annotations.Nullable;

/** A target as it is stored. */
@Entity
@Table(name = "target")
class Target extends PolicyRecord {
    @Enumerated(EnumType.STRING)
    private Owner owner;

    private String metric;

    @Enumerated(EnumType.STRING)
    private Relation relation;

    private BigDecimal value;
    private @Nullable String unit;
    private @Nullable BigDecimal baseline;
    private @Nullable FuzzyDate baselineOn;
    private @Nullable FuzzyDate due;

    /** Computed by the database, for queries. */
    @Column(insertable = false, updatable = false)
    private @Nullable LocalDate dueLast;

    @Enumerated(EnumType.STRING)
    private Modality modality;

    private List<String> sectors;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected Target() {}

    @SuppressWarnings("NullAway.Init") // become() fills the rest
    Target(UUID id, RecordHead head, NewTarget content) {
        super(id, head, content);
        become(content);
    }

    final void become(NewTarget content) {
        becomeCommon(content);
        this.owner = content.owner();
        this.metric = content.metric();
        this.relation = Objects.requireNonNull(content.relation());
        this.value = content.value();
        this.unit = content.unit();
        this.baseline = content.baseline();
        this.baselineOn = content.baselineOn();
        this.due = content.due();
        this.modality = content.modality() == null ? Modality.STATED_INTENT : content.modality();
        this.sectors = content.sectorCodes();
    }

    NewTarget content() {
        return new NewTarget(
                title(),
                owner,
                metric,
                relation,
                value,
                unit,
                baseline,
                baselineOn,
                due,
                modality,
                List.copyOf(sectors),
                unknown(),
                null,
                null,
                null,
                null);
    }

    @Override
    protected String urnType() {
        return TargetService.KIND.urnType();
    }

    /** A target has no state of its own: whether it is reached is for the figures to say. */
    @Override
    public @Nullable String stateName() {
        return null;
    }
}
