package org.ckep.trade.warning;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.records.RecordHead;
import org.ckep.records.RegisterRecord;
import org.ckep.trade.observation.Edition;
import org.ckep.trade.observation.Frequency;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A rule as it is stored. It is not changed: another limit is another rule, so that every alert keeps its reason. */
@Entity
@Table(name = "warning_rule")
class WarningRule extends RegisterRecord {
    static final String TYPE = "warning-rule";

    @JdbcTypeCode(SqlTypes.JSON)
    private LocalizedText title;

    @Enumerated(EnumType.STRING)
    private Metric metric;

    private String source;

    @Enumerated(EnumType.STRING)
    private Frequency frequency;

    private String reporter;

    private @Nullable String partner;

    @Enumerated(EnumType.STRING)
    private Edition edition;

    private String commodity;

    private BigDecimal raiseAt;

    private BigDecimal clearAt;

    private BigDecimal floor;

    @Enumerated(EnumType.STRING)
    private Grade grade;

    private boolean retired;

    private @Nullable Instant lookedAt;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected WarningRule() {}

    WarningRule(UUID id, RecordHead head, NewWarningRule request) {
        super(id, head);
        this.title = request.title();
        this.metric = request.metric();
        this.source = request.source();
        this.frequency = request.frequency();
        this.reporter = request.reporter();
        this.partner = request.partner();
        this.edition = request.edition();
        this.commodity = request.commodity();
        this.raiseAt = request.raiseAt();
        this.clearAt = request.clearAt();
        this.floor = request.floor();
        this.grade = request.grade();
    }

    @Override
    protected String urnType() {
        return TYPE;
    }

    /** Nothing is looked at any more; what it raised stays as it is. */
    void retire() {
        retired = true;
    }

    void lookedAt(Instant revision) {
        lookedAt = revision;
    }

    LocalizedText title() {
        return title;
    }

    Metric metric() {
        return metric;
    }

    String source() {
        return source;
    }

    Frequency frequency() {
        return frequency;
    }

    String reporter() {
        return reporter;
    }

    @Nullable
    String partner() {
        return partner;
    }

    Edition edition() {
        return edition;
    }

    String commodity() {
        return commodity;
    }

    Limits limits() {
        return new Limits(raiseAt, clearAt, floor);
    }

    Grade grade() {
        return grade;
    }

    boolean retired() {
        return retired;
    }

    @Nullable
    Instant lookedAt() {
        return lookedAt;
    }
}
