package org.ckep.investment.project;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.UUID;
import org.ckep.kernel.value.FuzzyDate;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A key date that was planned, with what came of it: a view of the database, for queries alone. */
@Entity
@Immutable
@Table(name = "planned_date")
@IdClass(PlannedDate.Key.class)
class PlannedDate {
    @Id
    private UUID projectId;

    @Id
    @Enumerated(EnumType.STRING)
    private KeyDate keyDate;

    private FuzzyDate firstPlan;
    private FuzzyDate lastPlan;
    private @Nullable FuzzyDate actual;

    /** The last day of the first plan. */
    private LocalDate plannedOn;

    /** The last day of what happened or, where it has not, of the last plan. */
    private LocalDate comesOn;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected PlannedDate() {}

    /** What tells them apart. */
    record Key(UUID projectId, KeyDate keyDate) implements Serializable {}

    UUID projectId() {
        return projectId;
    }

    KeyDate keyDate() {
        return keyDate;
    }

    FuzzyDate firstPlan() {
        return firstPlan;
    }

    FuzzyDate lastPlan() {
        return lastPlan;
    }

    @Nullable
    FuzzyDate actual() {
        return actual;
    }

    /** True where it has not happened though its last plan is over. */
    boolean isOverdue(LocalDate today) {
        return actual == null && comesOn.isBefore(today);
    }
}
