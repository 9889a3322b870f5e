package org.ckep.records.reconciliation;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;
import java.util.UUID;
import org.ckep.kernel.reconciliation.BreakReason;
import org.ckep.kernel.reconciliation.Match;
import org.ckep.kernel.reconciliation.MatchStatus;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** What a cycle found of one pair. */
@Entity
@Immutable
@Table(name = "reconciliation_match")
class StoredMatch {
    @Id
    private UUID id;

    private UUID cycleId;
    private String recordUrn;
    private String pair;

    @Enumerated(EnumType.STRING)
    private MatchStatus status;

    private List<String> reasons;
    private @Nullable String delta;
    private @Nullable String cn;
    private @Nullable String kr;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected StoredMatch() {}

    StoredMatch(UUID cycle, Pair pair, MatchStatus status, Match match) {
        this.id = UUID.randomUUID();
        this.cycleId = cycle;
        this.recordUrn = pair.record();
        this.pair = pair.name();
        this.status = status;
        this.reasons = match.reasons().stream().map(BreakReason::name).toList();
        this.delta = match.delta();
        this.cn = pair.cn();
        this.kr = pair.kr();
    }

    /**
     * Both sides' parts of one name.
     *
     * @param record of both sides, or a group of paired records
     * @param cn what the Chinese side states, as JSON; null where nothing that both may read
     * @param kr likewise
     */
    record Pair(
            String record,
            String name,
            @Nullable String cn,
            @Nullable String kr) {}

    Pair pair() {
        return new Pair(recordUrn, pair, cn, kr);
    }

    MatchStatus status() {
        return status;
    }

    List<BreakReason> reasons() {
        return reasons.stream().map(BreakReason::valueOf).toList();
    }

    @Nullable
    String delta() {
        return delta;
    }
}
