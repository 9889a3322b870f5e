package org.ckep.trade.warning;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.records.RecordHead;
import org.ckep.records.RegisterRecord;
import org.ckep.trade.observation.Frequency;
import org.ckep.trade.observation.Period;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** An alert as it is stored: one for each episode of a rule. */
@Entity
@Table(name = "warning_alert")
class WarningAlert extends RegisterRecord {
    static final String TYPE = "alert";
    private static final int DECIMALS = 10;

    private UUID ruleId;

    @JdbcTypeCode(SqlTypes.JSON)
    private LocalizedText title;

    @Enumerated(EnumType.STRING)
    private Grade grade;

    @Enumerated(EnumType.STRING)
    private AlertState state;

    @Enumerated(EnumType.STRING)
    private Frequency frequency;

    private LocalDate firstPeriod;

    private LocalDate lastPeriod;

    private BigDecimal raisedValue;

    private BigDecimal latestValue;

    private @Nullable BigDecimal raisedCoverage;

    private @Nullable BigDecimal latestCoverage;

    private @Nullable Instant acknowledgedAt;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected WarningAlert() {}

    WarningAlert(UUID id, RecordHead head, WarningRule rule, Episode episode) {
        super(id, head);
        this.ruleId = rule.id();
        this.title = rule.title();
        this.grade = rule.grade();
        this.frequency = rule.frequency();
        this.state = episode.closed() ? AlertState.CLEARED : AlertState.RAISED;
        this.firstPeriod = episode.first();
        this.lastPeriod = episode.last();
        this.raisedValue = stored(episode.raised());
        this.latestValue = stored(episode.latest());
        this.raisedCoverage = storedOrNull(episode.raisedCoverage());
        this.latestCoverage = storedOrNull(episode.latestCoverage());
    }

    @Override
    protected String urnType() {
        return TYPE;
    }

    /** Takes over what the figures show now. */
    void follow(Episode episode) {
        firstPeriod = episode.first();
        lastPeriod = episode.last();
        raisedValue = stored(episode.raised());
        latestValue = stored(episode.latest());
        raisedCoverage = storedOrNull(episode.raisedCoverage());
        latestCoverage = storedOrNull(episode.latestCoverage());
    }

    /** The episode that the alert tells of. */
    Episode told() {
        return new Episode(
                firstPeriod,
                lastPeriod,
                raisedValue,
                latestValue,
                state == AlertState.CLEARED,
                raisedCoverage,
                latestCoverage);
    }

    /** True where the figures show something else than the alert says. */
    boolean differsFrom(Episode episode) {
        return !firstPeriod.equals(episode.first())
                || !lastPeriod.equals(episode.last())
                || raisedValue.compareTo(stored(episode.raised())) != 0
                || latestValue.compareTo(stored(episode.latest())) != 0
                || differ(raisedCoverage, storedOrNull(episode.raisedCoverage()))
                || differ(latestCoverage, storedOrNull(episode.latestCoverage()));
    }

    void acknowledge(Instant now) {
        state = AlertState.ACKNOWLEDGED;
        acknowledgedAt = now;
    }

    void clear() {
        state = AlertState.CLEARED;
    }

    /** Raised anew: nobody has said yet that he knows. */
    void reopen() {
        state = AlertState.RAISED;
        acknowledgedAt = null;
    }

    void retract() {
        state = AlertState.RETRACTED;
    }

    UUID ruleId() {
        return ruleId;
    }

    LocalizedText title() {
        return title;
    }

    Grade grade() {
        return grade;
    }

    AlertState state() {
        return state;
    }

    LocalDate first() {
        return firstPeriod;
    }

    LocalDate last() {
        return lastPeriod;
    }

    Period firstPeriod() {
        return new Period(frequency, firstPeriod);
    }

    Period lastPeriod() {
        return new Period(frequency, lastPeriod);
    }

    BigDecimal raisedValue() {
        return raisedValue;
    }

    BigDecimal latestValue() {
        return latestValue;
    }

    @Nullable
    BigDecimal raisedCoverage() {
        return raisedCoverage;
    }

    @Nullable
    BigDecimal latestCoverage() {
        return latestCoverage;
    }

    @Nullable
    Instant acknowledgedAt() {
        return acknowledgedAt;
    }

    private static boolean differ(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        return one == null || other == null ? (one == null) != (other == null) : one.compareTo(other) != 0;
    }

    private static @Nullable BigDecimal storedOrNull(@Nullable BigDecimal value) {
        return value == null ? null : stored(value);
    }

    private static BigDecimal stored(BigDecimal value) {
        return value.setScale(DECIMALS, RoundingMode.HALF_UP);
    }
}
