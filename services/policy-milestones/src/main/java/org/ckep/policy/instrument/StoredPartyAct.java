package org.ckep.policy.instrument;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.policy.register.RecordPart;
import org.ckep.policy.register.Urns;
import org.jspecify.annotations.Nullable;

/** An act of a party as it is stored. Acts are only added: a wrong one is followed by a right one and a correction. */
@Entity
@Table(name = "party_act")
class StoredPartyAct extends RecordPart {
    private String party;

    @Enumerated(EnumType.STRING)
    private PartyActKind act;

    private @Nullable FuzzyDate depositedOn;
    private @Nullable FuzzyDate effectiveOn;
    private List<String> sources;
    private Instant recordedAt;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected StoredPartyAct() {}

    StoredPartyAct(UUID instrument, int position, PartyAct act, Instant now) {
        super(instrument, position);
        this.party = act.party();
        this.act = act.act();
        this.depositedOn = act.depositedOn();
        this.effectiveOn = act.effectiveOn();
        this.sources = Urns.texts(act.sources());
        this.recordedAt = now;
    }

    PartyAct toAct() {
        return new PartyAct(party, act, depositedOn, effectiveOn, sources.isEmpty() ? null : Urns.parsed(sources));
    }
}
