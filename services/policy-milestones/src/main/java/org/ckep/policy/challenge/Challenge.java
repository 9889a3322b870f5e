package org.ckep.policy.challenge;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.util.List;
import java.util.UUID;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.policy.register.PolicyRecord;
import org.ckep.policy.register.Urns;
import org.ckep.records.RecordHead;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A challenge as it is stored. What each side thinks of it stands apart, since it is for that side alone. */
@Entity
@Table(name = "challenge")
class Challenge extends PolicyRecord {
    private List<String> kinds;
    private @Nullable String exertedBy;

    @Enumerated(EnumType.STRING)
    private @Nullable Side onSide;

    private List<String> sectors;
    private @Nullable UUID measureId;
    private List<String> indicators;
    private List<String> mitigations;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable LocalizedText mitigationNote;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected Challenge() {}

    @SuppressWarnings("NullAway.Init") // become() fills the rest
    Challenge(UUID id, RecordHead head, NewChallenge content) {
        super(id, head, content);
        become(content);
    }

    final void become(NewChallenge content) {
        becomeCommon(content);
        this.kinds = content.kinds().stream().map(Enum::name).toList();
        this.exertedBy = content.exertedBy();
        this.onSide = content.onSide();
        this.sectors = content.sectorCodes();
        this.measureId = content.measure() == null ? null : content.measure().uuid();
        this.indicators = Urns.texts(content.indicatorUrns());
        this.mitigations = Urns.texts(content.mitigationUrns());
        this.mitigationNote = content.mitigationNote();
    }

    NewChallenge content() {
        return new NewChallenge(
                title(),
                kinds.stream().map(ChallengeKind::valueOf).toList(),
                exertedBy,
                onSide,
                List.copyOf(sectors),
                measureId == null ? null : new Urn("measure", measureId),
                Urns.parsed(indicators),
                Urns.parsed(mitigations),
                mitigationNote,
                unknown(),
                null,
                null,
                null,
                null);
    }

    @Override
    protected String urnType() {
        return ChallengeService.KIND.urnType();
    }

    @Override
    public @Nullable String stateName() {
        return null;
    }

    /** Replaces the indicators. */
    void rests(List<Urn> on) {
        this.indicators = Urns.texts(on);
    }
}
