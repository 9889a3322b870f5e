package org.ckep.policy.instrument;

import java.util.regex.Pattern;
import org.ckep.kernel.record.Stewardship;
import org.ckep.policy.register.Faults;
import org.ckep.policy.register.Guard;
import org.ckep.records.RecordHead;
import org.jspecify.annotations.Nullable;

/** What must hold of an instrument's content by itself. */
final class InstrumentContentRules {
    private static final Pattern HS = Pattern.compile("\\d{2}|\\d{4}|\\d{6}");

    private InstrumentContentRules() {}

    static Faults check(NewInstrument content, RecordHead head, @Nullable Instrument before) {
        Faults faults = new Faults()
                .plain("/title", content.title())
                .plain("/purpose", content.purpose())
                .distinct("/parties", content.partyCodes())
                .distinct("/authenticLanguages", content.languages())
                .sectors("/sectors", content.sectorCodes())
                .each(
                        "/hs",
                        content.hsCodes(),
                        "hs-malformed",
                        HS,
                        "is not a code of the Harmonized System with 2, 4 or 6 digits.")
                .add(InstrumentRules.wrongNumberOfParties(
                        content.level(), content.partyCodes(), content.hasAllParties()))
                .guard(
                        content.hasAllParties() || head.stewardship() != Stewardship.OBSERVED,
                        Guard.PARTIES,
                        head,
                        "/parties",
                        "Not all parties are known.");
        for (int i = 0; i < content.partyCodes().size(); i++) {
            faults.country("/parties/" + i, content.partyCodes().get(i));
        }
        if (content.minParties() != null && content.level() != InstrumentLevel.PLURILATERAL) {
            faults.add("/minParties", "not-plurilateral", "Only a plurilateral instrument has a rule of that kind.");
        }
        if (content.prevailing() != null && !content.languages().contains(content.prevailing())) {
            faults.add("/prevailing", "not-authentic", "Only an authentic text can prevail.");
        }
        return stage(faults, content, head, before);
    }

    private static Faults stage(Faults faults, NewInstrument content, RecordHead head, @Nullable Instrument before) {
        InstrumentStage stage = content.stage() == null ? InstrumentStage.PROPOSED : content.stage();
        if (before != null) {
            return stage == before.declaredStage()
                    ? faults
                    : faults.add(
                            "/stage", "moved-by-transition", "A stage is reached by a transition, not by a patch.");
        }
        if (stage == InstrumentStage.EFFECTIVE && content.kind() != InstrumentKind.MOU) {
            faults.add("/stage", "not-a-memorandum", "Only a memorandum of understanding becomes EFFECTIVE.");
        }
        if (head.stewardship() != Stewardship.OBSERVED) {
            return stage == InstrumentStage.PROPOSED || stage == InstrumentStage.NEGOTIATING
                    ? faults
                    : faults.add("/stage", "not-a-beginning", "A side's own record begins as PROPOSED or NEGOTIATING.");
        }
        boolean restsOnActs =
                switch (stage) {
                    case PROPOSED, NEGOTIATING, SUBSTANTIVELY_CONCLUDED, INITIALLED, ABANDONED -> false;
                    case SIGNED, EFFECTIVE, IN_FORCE, AMENDED, SUSPENDED, TERMINATED, SUPERSEDED -> true;
                };
        return faults.guard(
                !restsOnActs, Guard.PARTY_ACTS, head, "/stage", stage + " follows from acts of the parties.");
    }
}
