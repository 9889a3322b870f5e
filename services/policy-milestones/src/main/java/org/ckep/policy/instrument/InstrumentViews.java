package org.ckep.policy.instrument;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.record.Stewardship;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.records.HeadView;

/** Puts the view of an instrument together. */
final class InstrumentViews {
    private InstrumentViews() {}

    static InstrumentView of(
            Instrument instrument,
            List<StoredPartyAct> storedActs,
            List<InstrumentView.TrackNote> tracks,
            List<Urn> answers,
            LocalDate today,
            boolean withHead) {
        NewInstrument content = instrument.content(answers);
        List<PartyAct> acts = storedActs.stream().map(StoredPartyAct::toAct).toList();
        InstrumentStage stage = InstrumentRules.stageOn(instrument.facts(acts), today);
        boolean openTrack = tracks.stream().anyMatch(track -> track.state().isOpen());
        return new InstrumentView(
                instrument.urn(),
                instrument.head().displayId(),
                content.title(),
                content.kind(),
                content.level(),
                stage,
                basis(instrument, stage),
                stage.isUnderNegotiation() || openTrack,
                InForce.since(content.level(), content.partyCodes(), content.minParties(), acts)
                        .orElse(null),
                parties(content.partyCodes(), acts, today),
                content.hasAllParties(),
                content.minParties(),
                content.purpose(),
                content.languages(),
                content.prevailing(),
                content.texts(),
                content.parent(),
                content.sectorCodes(),
                content.hsCodes(),
                acts,
                tracks,
                answers,
                content.unknown(),
                instrument.head().sources(),
                instrument.head().stewardship(),
                instrument.head().classification().level(),
                HeadView.where(withHead, instrument.head()));
    }

    private static InstrumentView.StageBasis basis(Instrument instrument, InstrumentStage stage) {
        if (stage != instrument.declaredStage()) {
            return InstrumentView.StageBasis.DERIVED;
        }
        return instrument.head().stewardship() == Stewardship.OBSERVED
                ? InstrumentView.StageBasis.REPORTED
                : InstrumentView.StageBasis.DECLARED;
    }

    /** Where no act of a party is known, nothing is said about it: silence is not "not in force". */
    private static List<InstrumentView.Party> parties(List<String> codes, List<PartyAct> acts, LocalDate today) {
        Map<String, FuzzyDate> since = InForce.byParty(acts, today);
        TreeSet<String> all = new TreeSet<>(codes);
        acts.forEach(act -> all.add(act.party()));
        return all.stream()
                .map(code -> {
                    boolean known = acts.stream().anyMatch(act -> act.party().equals(code));
                    return new InstrumentView.Party(code, known ? since.containsKey(code) : null, since.get(code));
                })
                .toList();
    }
}
