package org.ckep.investment.exposure;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.util.List;
import java.util.UUID;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.records.EditedRecord;
import org.ckep.records.RecordHead;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** An exposure as it is stored. */
@Entity
@Table(name = "exposure")
class Exposure extends EditedRecord {
    static final String TYPE = "exposure";

    private String subjectUrn;
    private String measureUrn;

    @JdbcTypeCode(SqlTypes.JSON)
    private LocalizedText effect;

    @Enumerated(EnumType.STRING)
    private ExposureState state;

    private FuzzyDate since;
    private @Nullable FuzzyDate clearedOn;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable LocalizedText reason;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected Exposure() {}

    Exposure(UUID id, RecordHead head, ExposureContent content) {
        super(id, head);
        this.subjectUrn = content.subject().toString();
        this.measureUrn = content.measure().toString();
        this.effect = content.effect();
        this.state = ExposureState.RAISED;
        this.since = content.since();
    }

    /**
     * Ends it.
     *
     * @param by subject of whoever says so
     */
    void clear(Clearing clearing, @Nullable String by) {
        edited(by);
        this.state = ExposureState.CLEARED;
        this.clearedOn = clearing.date();
        this.reason = clearing.reason();
    }

    @Override
    protected String urnType() {
        return TYPE;
    }

    @Override
    protected Object audited() {
        return new Said(subject(), measure(), effect, state, since, clearedOn, reason, head().sources());
    }

    /** What it says: the members that its view has too, but for its sources, whose URNs alone are part of it. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private record Said(
            Urn subject,
            Urn measure,
            LocalizedText effect,
            ExposureState state,
            FuzzyDate since,
            @Nullable FuzzyDate clearedOn,
            @Nullable LocalizedText reason,
            List<Urn> sources) {}

    Urn subject() {
        return Urn.parse(subjectUrn);
    }

    Urn measure() {
        return Urn.parse(measureUrn);
    }

    LocalizedText effect() {
        return effect;
    }

    ExposureState state() {
        return state;
    }

    FuzzyDate since() {
        return since;
    }

    @Nullable
    FuzzyDate clearedOn() {
        return clearedOn;
    }

    @Nullable
    LocalizedText reason() {
        return reason;
    }
}
