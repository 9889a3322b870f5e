package org.ckep.trade.conversion;

import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.ckep.trade.observation.Edition;
import org.ckep.trade.observation.Period;
import org.jspecify.annotations.Nullable;

/** Gives single figures in an older edition of the Harmonized System than they were reported in, to be compared there. */
public interface FiguresInEdition {
    /**
     * What one reporter says of its trade with one partner in one period.
     *
     * @param source code of CL_SOURCE
     * @param flow X or M
     * @param from edition in which it reported
     * @param to edition that is wanted
     * @param knownAt instant of knowledge, null for now; tables are those of today
     */
    record Asked(
            String source,
            Period period,
            String reporter,
            String partner,
            String flow,
            Edition from,
            Edition to,
            @Nullable Instant knownAt) {}

    /**
     * A converted figure.
     *
     * @param value in USD and exact
     * @param conversionMethod the least exact of what went into it
     * @param manyToManyShare share of the value that came from codes with several targets, 0 to 1; null where it is zero
     * @param reportedCodes how many reported codes went into it
     */
    record Shown(
            BigDecimal value,
            ConversionMethod conversionMethod,
            @Nullable BigDecimal manyToManyShare,
            long reportedCodes) {}

    /**
     * The figures of six-digit codes of the wanted edition. A code is left out where no table leads there, where nothing
     * reported goes into it, and where something may go into it that cannot be converted or has no value: a part is no
     * figure.
     */
    Uni<Map<String, Shown>> find(Asked asked, Set<String> codes);
}
