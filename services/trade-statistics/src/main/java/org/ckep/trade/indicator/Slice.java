package org.ckep.trade.indicator;

import java.util.Objects;
import org.ckep.trade.observation.Period;
import org.jspecify.annotations.Nullable;

/**
 * Figures that a formula needs, summed in the database.
 *
 * @param role the symbol that the formula calls them by
 * @param reporter area that reports, null for all that report
 * @param partners areas that are reported about
 * @param flow X or M
 * @param goods which products
 * @param by what the sums are taken by
 * @param top how many of the largest partners are told with each sum
 */
record Slice(
        String role,
        @Nullable String reporter,
        Partners partners,
        String flow,
        Period period,
        Goods goods,
        By by,
        int top) {

    /** The same of other goods. */
    Slice of(Goods others) {
        return new Slice(role, reporter, partners, flow, period, others, by, top);
    }

    /** True of one that holds the same figures, whatever it is called and summed by. */
    boolean sameFiguresAs(Slice other) {
        return Objects.equals(reporter, other.reporter)
                && partners.equals(other.partners)
                && flow.equals(other.flow)
                && period.equals(other.period)
                && goods.equals(other.goods);
    }

    /** The area under which reporters state their trade with everybody. */
    static final String WORLD = "W0";

    /** What the sums of a slice are taken by. */
    enum By {
        NOTHING,
        COMMODITY,
        COMMODITY_AND_PARTNER
    }

    /** Areas that are reported about: the world alone, or areas without the world, never both. */
    sealed interface Partners {
        /** The world or one area. */
        record One(String area) implements Partners {}

        /** Every area but groups of areas, the reporter itself and unspecified areas included. */
        record Every() implements Partners {}

        /** Every economy but the reporter itself, those that are no more included. */
        record OtherEconomies() implements Partners {}

        /** Areas that are no economies, such as "areas not elsewhere specified". */
        record Unspecified() implements Partners {}
    }

    /** Products of one level of the nomenclature, which alone may be summed. */
    sealed interface Goods {
        /** All products with so many digits, without the code for what is not specified. */
        record Level(int digits) implements Goods {}

        /** One product. */
        record Code(String commodity) implements Goods {}

        /** All goods, as the reporter totals them. */
        record Total() implements Goods {}
    }
}
