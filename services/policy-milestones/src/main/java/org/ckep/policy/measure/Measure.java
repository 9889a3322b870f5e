package org.ckep.policy.measure;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.policy.register.PolicyRecord;
import org.ckep.policy.register.Urns;
import org.ckep.records.RecordHead;
import org.jspecify.annotations.Nullable;

/** A measure as it is stored. */
@Entity
@Table(name = "measure")
class Measure extends PolicyRecord {
    private String issuer;

    @Enumerated(EnumType.STRING)
    private MeasureKind kind;

    private @Nullable FuzzyDate announcedOn;
    private @Nullable FuzzyDate inForceOn;
    private @Nullable FuzzyDate removedOn;

    /** Computed by the database, for queries. */
    @Column(insertable = false, updatable = false)
    private @Nullable LocalDate inForceLast;

    /** As {@link #inForceLast}. */
    @Column(insertable = false, updatable = false)
    private @Nullable LocalDate removedLast;

    private List<String> hs;
    private List<String> sectors;
    private List<String> organisations;
    private List<String> affectedSides;

    @Enumerated(EnumType.STRING)
    private NewMeasure.@Nullable Evaluation evaluation;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected Measure() {}

    @SuppressWarnings("NullAway.Init") // become() fills the rest
    Measure(UUID id, RecordHead head, NewMeasure content) {
        super(id, head, content);
        become(content);
    }

    final void become(NewMeasure content) {
        becomeCommon(content);
        this.issuer = content.issuer();
        this.kind = content.kind();
        this.announcedOn = content.announcedOn();
        this.inForceOn = content.inForceOn();
        this.removedOn = content.removedOn();
        this.hs = content.hsCodes();
        this.sectors = content.sectorCodes();
        this.organisations = Urns.texts(content.organisationUrns());
        this.affectedSides = content.sides().stream().map(Enum::name).toList();
        this.evaluation = content.evaluation();
    }

    NewMeasure content() {
        return new NewMeasure(
                title(),
                issuer,
                kind,
                announcedOn,
                inForceOn,
                removedOn,
                List.copyOf(hs),
                List.copyOf(sectors),
                Urns.parsed(organisations),
                affectedSides.stream().map(Side::valueOf).toList(),
                evaluation,
                unknown(),
                null,
                null,
                null,
                null);
    }

    @Override
    protected String urnType() {
        return MeasureService.KIND.urnType();
    }

    @Override
    public @Nullable String stateName() {
        return null; // computed from the dates and the day of the answer, so no event could carry it truly
    }

    MeasureState stateOn(LocalDate day) {
        return MeasureRules.stateOn(announcedOn, inForceOn, removedOn, day);
    }
}
