package org.ckep.investment.shareholding;

import java.util.List;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.Language;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.records.EventData;
import org.jspecify.annotations.Nullable;

/** What events tell of a shareholding history. */
final class ShareholdingEvents {
    /** An organisation's name may be another for each audience, so events give its URN. */
    private static final LocalizedText TITLE = LocalizedText.en("Shareholding history")
            .with(Language.ZH_HANS, "持股沿革", LocalizedText.Status.WORKING)
            .with(Language.KO, "지분 변동 내역", LocalizedText.Status.WORKING);

    private ShareholdingEvents() {}

    /** What a statement is told as, without the service's name. */
    static String event(NewStatement statement) {
        return statement.capitalIncrease() == null ? "shareholding.changed" : "capital.increased";
    }

    static EventData data(StoredShareholding stored, Statement statement) {
        return data(
                stored, statement.validFrom(), statement.holdings(), statement.capitalIncrease(), statement.project());
    }

    static EventData data(StoredShareholding stored, NewStatement statement) {
        return data(
                stored, statement.validFrom(), statement.holdings(), statement.capitalIncrease(), statement.project());
    }

    private static EventData data(
            StoredShareholding stored,
            FuzzyDate validFrom,
            List<StatedHolding> holdings,
            @Nullable CapitalIncrease capitalIncrease,
            @Nullable Urn project) {
        return EventData.of(stored, TITLE)
                .with("entity", stored.entity())
                .with("kind", stored.kind())
                .with("validFrom", validFrom)
                .with("holdings", holdings)
                .with("capitalIncrease", capitalIncrease)
                .with("project", project);
    }
}
