package org.ckep.policy.instrument;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.util.List;
import java.util.UUID;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.Language;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.policy.register.PolicyRecord;
import org.ckep.records.RecordHead;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** An instrument as it is stored; the acts of its parties are parts of it. */
@Entity
@Table(name = "instrument")
class Instrument extends PolicyRecord {
    @Enumerated(EnumType.STRING)
    private InstrumentKind kind;

    @Enumerated(EnumType.STRING)
    private InstrumentLevel level;

    @Enumerated(EnumType.STRING)
    private InstrumentStage stage;

    private List<String> parties;
    private boolean partiesComplete;
    private @Nullable Integer minParties;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable LocalizedText purpose;

    private List<String> authenticLanguages;
    private @Nullable String prevailing;

    @JdbcTypeCode(SqlTypes.JSON)
    private Documents documents;

    private @Nullable Urn parent;
    private List<String> sectors;
    private List<String> hs;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected Instrument() {}

    @SuppressWarnings("NullAway.Init") // become() fills the rest
    Instrument(UUID id, RecordHead head, NewInstrument content) {
        super(id, head, content);
        this.stage = content.stage() == null ? InstrumentStage.PROPOSED : content.stage();
        become(content);
    }

    /** Takes over everything but the stage, which moves by its own rules. */
    final void become(NewInstrument content) {
        becomeCommon(content);
        this.kind = content.kind();
        this.level = content.level();
        this.parties = content.partyCodes();
        this.partiesComplete = content.hasAllParties();
        this.minParties = content.minParties();
        this.purpose = content.purpose();
        this.authenticLanguages =
                content.languages().stream().map(Language::tag).toList();
        this.prevailing =
                content.prevailing() == null ? null : content.prevailing().tag();
        this.documents = new Documents(content.texts());
        this.parent = content.parent();
        this.sectors = content.sectorCodes();
        this.hs = content.hsCodes();
    }

    NewInstrument content(@Nullable List<Urn> answers) {
        return new NewInstrument(
                title(),
                kind,
                level,
                List.copyOf(parties),
                partiesComplete,
                minParties,
                purpose,
                authenticLanguages.stream().map(Language::ofTag).toList(),
                prevailing == null ? null : Language.ofTag(prevailing),
                documents.items(),
                parent,
                stage,
                List.copyOf(sectors),
                List.copyOf(hs),
                answers,
                unknown(),
                null,
                null,
                null,
                null);
    }

    InstrumentRules.Facts facts(List<PartyAct> acts) {
        return new InstrumentRules.Facts(kind, level, stage, List.copyOf(parties), minParties, acts);
    }

    void reach(InstrumentStage next) {
        this.stage = next;
    }

    InstrumentStage declaredStage() {
        return stage;
    }

    @Override
    protected String urnType() {
        return InstrumentService.KIND.urnType();
    }

    /** The stage that was declared last; being in force follows from the acts and the day of the answer. */
    @Override
    public String stateName() {
        return stage.name();
    }
}
