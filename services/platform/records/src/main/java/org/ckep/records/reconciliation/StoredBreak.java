package org.ckep.records.reconciliation;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.reconciliation.Break;
import org.ckep.kernel.reconciliation.BreakReason;
import org.ckep.kernel.reconciliation.BreakState;
import org.ckep.kernel.reconciliation.Match;
import org.ckep.kernel.value.LocalizedText;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A pair of figures that differ, or did. */
@Entity
@Table(name = "reconciliation_break")
class StoredBreak {
    static final String TYPE = "break";

    @Id
    private UUID id;

    @Version
    private int version;

    @Column(updatable = false)
    private String recordUrn;

    @Column(updatable = false)
    private String pair;

    private List<String> members;
    private String cn;
    private String kr;
    private @Nullable String delta;
    private List<String> suggested;

    @Enumerated(EnumType.STRING)
    private BreakState state;

    private List<String> assigned;

    @Enumerated(EnumType.STRING)
    private @Nullable BreakReason reason;

    @Enumerated(EnumType.STRING)
    private @Nullable Side explainedBy;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable LocalizedText words;

    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, String> agreed;

    private @Nullable Instant explainedAt;
    private Instant openedAt;
    private LocalDate dueOn;
    private @Nullable Instant settledAt;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected StoredBreak() {}

    @SuppressWarnings("NullAway.Init") // open() fills the rest
    StoredBreak(Comparison.Compared compared, Instant now, LocalDate dueOn) {
        this.id = UUID.randomUUID();
        this.recordUrn = compared.pair().record();
        this.pair = compared.pair().name();
        isAbout(compared.members());
        open(compared.pair(), compared.match(), now, dueOn);
    }

    /** Notes which records of a group state the figures now; who has agreed while it was others has agreed to something else. */
    final void isAbout(List<Urn> records) {
        List<String> names = records.stream().map(Urn::toString).toList();
        if (state == BreakState.EXPLAINED && !names.equals(members)) {
            this.agreed = Map.of();
        }
        this.members = names;
    }

    /** Opens it, with the figures as they are now. */
    final void open(StoredMatch.Pair figures, Match match, Instant now, LocalDate due) {
        this.cn = Objects.requireNonNull(figures.cn(), "what differs has two figures");
        this.kr = Objects.requireNonNull(figures.kr(), "what differs has two figures");
        this.delta = match.delta();
        this.suggested = match.reasons().stream().map(BreakReason::name).toList();
        this.words = null;
        this.explainedAt = null;
        this.openedAt = now;
        this.dueOn = due;
        become(Break.FOUND, now);
    }

    /** Takes over what the rules have decided. */
    final void become(Break next, Instant now) {
        this.state = next.state();
        this.assigned = new TreeSet<>(next.assigned()).stream().map(Side::name).toList();
        this.reason = next.reason();
        this.explainedBy = next.explainedBy();
        Map<String, String> persons = new HashMap<>();
        next.agreed().forEach((side, person) -> persons.put(side.name(), person));
        this.agreed = persons;
        this.settledAt = !next.state().isSettled() ? null : settledAt == null ? now : settledAt;
    }

    void explained(@Nullable LocalizedText explanation, Instant now) {
        this.words = explanation;
        this.explainedAt = now;
    }

    /** As the rules see it who need not know how far an agreement is. */
    Break toBreak() {
        return toBreak(null, Map.of());
    }

    /**
     * As the rules see it.
     *
     * @param hash of what those sign who leave it at that
     * @param prepared who has prepared that, as far as who asks may know
     */
    Break toBreak(@Nullable String hash, Map<Side, String> prepared) {
        Set<Side> sides = new TreeSet<>();
        assigned.forEach(side -> sides.add(Side.valueOf(side)));
        Map<Side, String> persons = new EnumMap<>(Side.class);
        agreed.forEach((side, person) -> persons.put(Side.valueOf(side), person));
        return new Break(state, sides, reason, explainedBy, hash, prepared, persons);
    }

    /** True where it is about exactly these two figures. */
    boolean isOf(StoredMatch.Pair figures) {
        return cn.equals(figures.cn()) && kr.equals(figures.kr());
    }

    StoredMatch.Pair pair() {
        return new StoredMatch.Pair(recordUrn, pair, cn, kr);
    }

    UUID id() {
        return id;
    }

    int version() {
        return version;
    }

    Urn urn() {
        return new Urn(TYPE, id);
    }

    Urn record() {
        return Urn.parse(recordUrn);
    }

    /** The records of a group; empty for a record of both sides. */
    List<Urn> members() {
        return members.stream().map(Urn::parse).toList();
    }

    @Nullable
    String delta() {
        return delta;
    }

    List<BreakReason> suggested() {
        return suggested.stream().map(BreakReason::valueOf).toList();
    }

    @Nullable
    LocalizedText words() {
        return words;
    }

    @Nullable
    Instant explainedAt() {
        return explainedAt;
    }

    Instant openedAt() {
        return openedAt;
    }

    LocalDate dueOn() {
        return dueOn;
    }

    @Nullable
    Instant settledAt() {
        return settledAt;
    }
}
