package org.ckep.policy.priority;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.List;
import java.util.UUID;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.policy.register.PolicyRecord;
import org.ckep.records.RecordHead;
import org.jspecify.annotations.Nullable;

/** A priority as it is stored. */
@Entity
@Table(name = "priority")
class Priority extends PolicyRecord {
    private @Nullable Integer rank;
    private List<String> sectors;
    private @Nullable FuzzyDate validFrom;
    private @Nullable FuzzyDate validTo;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected Priority() {}

    @SuppressWarnings("NullAway.Init") // become() fills the rest
    Priority(UUID id, RecordHead head, NewPriority content) {
        super(id, head, content);
        become(content);
    }

    final void become(NewPriority content) {
        becomeCommon(content);
        this.rank = content.rank();
        this.sectors = content.sectorCodes();
        this.validFrom = content.validFrom();
        this.validTo = content.validTo();
    }

    NewPriority content() {
        return new NewPriority(
                title(), rank, List.copyOf(sectors), validFrom, validTo, unknown(), null, null, null, null);
    }

    @Override
    protected String urnType() {
        return PriorityService.KIND.urnType();
    }

    @Override
    public @Nullable String stateName() {
        return null;
    }
}
