package org.ckep.partnerships.partnership;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.records.Sources;
import org.jspecify.annotations.Nullable;

/** A step from one state to the next, kept for ever. */
@Entity
@Table(name = "partnership_transition")
class PartnershipTransition implements PartnershipPart {
    @Id
    private UUID id;

    private UUID partnershipId;
    private int position;

    @Enumerated(EnumType.STRING)
    private @Nullable StateName fromState;

    @Enumerated(EnumType.STRING)
    private StateName toState;

    private @Nullable FuzzyDate happenedOn;

    private @Nullable String reason;
    private List<UUID> sourceIds;

    @Enumerated(EnumType.STRING)
    private @Nullable Side bySide;

    private Instant recordedAt;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected PartnershipTransition() {}

    /**
     * A step.
     *
     * @param from the state before, null for the first
     * @param bySide the side that recorded it, null for the loader and the calendar
     */
    PartnershipTransition(
            UUID id,
            UUID partnershipId,
            int position,
            @Nullable StateName from,
            PartnershipState to,
            @Nullable String reason,
            List<Urn> sources,
            @Nullable Side bySide,
            Instant at) {
        this.id = id;
        this.partnershipId = partnershipId;
        this.position = position;
        this.fromState = from;
        this.toState = to.name();
        this.happenedOn = to.since();
        this.reason = reason;
        this.sourceIds = sources.stream().map(Urn::uuid).toList();
        this.bySide = bySide;
        this.recordedAt = at;
    }

    PartnershipView.Step view() {
        return new PartnershipView.Step(
                fromState,
                toState,
                happenedOn,
                reason,
                sourceIds.stream().map(source -> new Urn(Sources.TYPE, source)).toList(),
                bySide,
                recordedAt);
    }

    @Override
    public UUID partnershipId() {
        return partnershipId;
    }
}
