package org.ckep.policy.milestone;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.policy.register.Owner;
import org.ckep.policy.register.PolicyRecord;
import org.ckep.records.RecordHead;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A milestone as it is stored; due dates, evidence, assessments, consents and links are parts of it. */
@Entity
@Table(name = "milestone")
class Milestone extends PolicyRecord {
    @Enumerated(EnumType.STRING)
    private MilestoneType type;

    private @Nullable Urn subject;

    @Enumerated(EnumType.STRING)
    private @Nullable Owner owner;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable LocalizedText criteria;

    private List<String> sectors;
    private @Nullable FuzzyDate startsOn;

    @Enumerated(EnumType.STRING)
    private MilestoneState state;

    private @Nullable FuzzyDate due;

    /** Computed by the database, for queries. */
    @Column(insertable = false, updatable = false)
    private @Nullable LocalDate dueFirst;

    /** As {@link #dueFirst}. */
    @Column(insertable = false, updatable = false)
    private @Nullable LocalDate dueLast;

    private int slips;
    private @Nullable LocalDate metOn;
    private @Nullable String endReason;
    private @Nullable UUID supersededBy;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected Milestone() {}

    @SuppressWarnings("NullAway.Init") // become() fills the rest
    Milestone(UUID id, RecordHead head, NewMilestone content) {
        super(id, head, content);
        this.state = content.state() == null ? MilestoneState.DRAFT : content.state();
        this.metOn = content.metOn();
        become(content);
    }

    /** Takes over everything but the state and what moves with it. */
    final void become(NewMilestone content) {
        becomeCommon(content);
        this.type = content.type();
        this.subject = content.subject();
        this.owner = content.owner();
        this.criteria = content.criteria();
        this.sectors = content.sectorCodes();
        this.startsOn = content.start();
        this.due = content.due();
    }

    NewMilestone content(@Nullable List<Urn> answers) {
        return new NewMilestone(
                title(),
                type,
                subject,
                owner,
                due,
                startsOn,
                criteria,
                List.copyOf(sectors),
                null,
                answers,
                state,
                metOn,
                unknown(),
                null,
                null,
                null,
                null);
    }

    MilestoneState state() {
        return state;
    }

    @Nullable
    FuzzyDate due() {
        return due;
    }

    @Nullable
    Owner owner() {
        return owner;
    }

    @Nullable
    FuzzyDate startsOn() {
        return startsOn;
    }

    boolean hasCriteria() {
        return criteria != null;
    }

    int slips() {
        return slips;
    }

    @Nullable
    String endReason() {
        return endReason;
    }

    @Nullable
    Urn supersededBy() {
        return supersededBy == null ? null : new Urn(urnType(), supersededBy);
    }

    void reach(MilestoneState next) {
        this.state = next;
        if (next != MilestoneState.MET) {
            this.metOn = null;
        }
    }

    void met(LocalDate day) {
        this.state = MilestoneState.MET;
        this.metOn = day;
    }

    /** Moves the due date and counts the slip. */
    void defer(FuzzyDate later) {
        reach(MilestoneState.AGREED);
        this.due = later;
        this.slips++;
    }

    void end(MilestoneState terminal, String reason, @Nullable Urn successor) {
        reach(terminal);
        this.endReason = reason;
        this.supersededBy = successor == null ? null : successor.uuid();
    }

    @Override
    protected String urnType() {
        return MilestoneService.KIND.urnType();
    }

    @Override
    public String stateName() {
        return state.name();
    }
}
