package org.ckep.policy.milestone;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.ckep.kernel.id.Urn;

/** A link between two milestones as it is stored: {@code to} depends on {@code from}. */
@Entity
@Table(name = "milestone_dependency")
class MilestoneDependency {
    @Id
    private UUID id;

    private UUID fromId;
    private UUID toId;

    @Enumerated(EnumType.STRING)
    private DependencyType type;

    private int lagDays;
    private boolean hard;
    private Instant recordedAt;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected MilestoneDependency() {}

    MilestoneDependency(UUID from, UUID to, DependencyType type, int lagDays, boolean hard, Instant now) {
        this.id = UUID.randomUUID();
        this.fromId = from;
        this.toId = to;
        this.type = type;
        this.lagDays = lagDays;
        this.hard = hard;
        this.recordedAt = now;
    }

    UUID id() {
        return id;
    }

    UUID fromId() {
        return fromId;
    }

    UUID toId() {
        return toId;
    }

    Urn from() {
        return new Urn(MilestoneService.KIND.urnType(), fromId);
    }

    Urn to() {
        return new Urn(MilestoneService.KIND.urnType(), toId);
    }

    DependencyType type() {
        return type;
    }

    int lagDays() {
        return lagDays;
    }

    boolean isHard() {
        return hard;
    }
}
