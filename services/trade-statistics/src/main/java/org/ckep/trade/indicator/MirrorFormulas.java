package org.ckep.trade.indicator;

import static org.ckep.trade.indicator.Option.COMMODITY;
import static org.ckep.trade.indicator.Option.PARTNER;
import static org.ckep.trade.indicator.Option.REPORTER;
import static org.ckep.trade.indicator.Plan.EXPORTS;
import static org.ckep.trade.indicator.Plan.IMPORTS;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The discrepancy between an exporter's and an importer's figure as an indicator: formula 18. */
final class MirrorFormulas {
    private static final BigDecimal TWO_HUNDRED = BigDecimal.valueOf(200);

    private MirrorFormulas() {}

    static List<Formula> all() {
        return List.of(Formula.named("mirror-asymmetry")
                .needs(REPORTER, PARTNER)
                .takes(COMMODITY)
                .mixedSides()
                .of(MirrorFormulas::bothEnds, MirrorFormulas::asymmetry));
    }

    /** 200·(M−X)/(M+X) in percent. */
    static Result percent(@Nullable BigDecimal exports, @Nullable BigDecimal imports) {
        if (exports == null || imports == null) {
            return exports == null && imports == null ? Result.NOT_REPORTED : Result.INPUT_MISSING;
        }
        return Result.ratio(imports.subtract(exports).multiply(TWO_HUNDRED), imports.add(exports));
    }

    private static void bothEnds(Plan plan) {
        IndicatorQuery query = plan.query();
        plan.amount("X", query.reporter(), query.partner(), EXPORTS, query.period())
                .amount("M", query.partner(), query.reporter(), IMPORTS, query.period());
    }

    private static List<IndicatorRow> asymmetry(IndicatorQuery query, Figures figures) {
        BigDecimal exports = figures.amountOfAll("X");
        BigDecimal imports = figures.amountOfAll("M");
        IndicatorRow row = IndicatorRow.of(percent(exports, imports).unless(figures.withheldIn("X", "M")))
                .with("X", exports)
                .with("M", imports)
                .with("M/X", Result.ratio(imports, exports));
        return List.of(exports == null || imports == null ? row : row.with("M−X", imports.subtract(exports)));
    }
}
