package org.ckep.trade.indicator;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ckep.trade.observation.Decimals;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The value of an indicator for one product or economy, or for what was asked for as a whole.
 *
 * @param commodity product that the value is for, null where it is for no single one
 * @param area economy that the value is for, null where it is for no single one
 * @param kind what the row is, where the formula tells kinds apart
 * @param value to 16 digits, null where it is undefined
 * @param missing why there is no value, null where there is one
 * @param grade published class of the value, which the catalogue explains; null where the formula has none for it
 * @param rank place among those with a value, the highest value being 1
 * @param parts the amounts and intermediate results that the value was computed from, by symbol
 * @param suppliers the largest suppliers, where the formula ranks them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "IndicatorRow")
record IndicatorRow(
        @Nullable String commodity,
        @Nullable String area,
        @Nullable String kind,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable BigDecimal value,
        @Nullable Reason missing,
        @Nullable String grade,
        @Nullable Integer rank,
        Map<String, BigDecimal> parts,
        @Nullable List<Supplier> suppliers) {

    private static final int DIGITS = 16;
    private static final MathContext SHOWN = MathContext.DECIMAL64;

    /**
     * A partner and its part of all trade in the product.
     *
     * @param area code of CL_AREA
     * @param value in USD
     * @param reimport true of imports where it is the reporter itself, which {@code suppliers=all} alone lists
     */
    @Schema(name = "IndicatorSupplier")
    record Supplier(String area, BigDecimal value, BigDecimal share, boolean reimport) {}

    /** A row for a product. */
    static IndicatorRow of(String commodity, Result result) {
        return row(commodity, null, null, result);
    }

    /** A row for an economy. */
    static IndicatorRow ofArea(String area, Result result) {
        return row(null, area, null, result);
    }

    /** The only row, or one of a kind. */
    static IndicatorRow of(Result result) {
        return row(null, null, null, result);
    }

    private static IndicatorRow row(
            @Nullable String commodity, @Nullable String area, @Nullable String kind, Result result) {
        BigDecimal value = result.value();
        return new IndicatorRow(
                commodity,
                area,
                kind,
                value == null ? null : shown(value),
                result.missing(),
                null,
                null,
                Map.of(),
                null);
    }

    IndicatorRow ofKind(String name) {
        return new IndicatorRow(commodity, area, name, value, missing, grade, rank, parts, suppliers);
    }

    IndicatorRow ranked(int place) {
        return new IndicatorRow(commodity, area, kind, value, missing, grade, place, parts, suppliers);
    }

    /** This row with the grade of its value. */
    IndicatorRow graded(List<Grade> grades) {
        String id = Grade.of(grades, value);
        return id == null ? this : new IndicatorRow(commodity, area, kind, value, missing, id, rank, parts, suppliers);
    }

    IndicatorRow suppliedBy(List<Supplier> largest) {
        return new IndicatorRow(commodity, area, kind, value, missing, grade, rank, parts, largest);
    }

    /** This row with an amount, where there is one. */
    IndicatorRow with(String symbol, @Nullable BigDecimal amount) {
        if (amount == null) {
            return this;
        }
        Map<String, BigDecimal> more = new LinkedHashMap<>(parts);
        more.put(symbol, shown(amount));
        return new IndicatorRow(commodity, area, kind, value, missing, grade, rank, more, suppliers);
    }

    IndicatorRow with(String symbol, Result result) {
        return with(symbol, result.value());
    }

    IndicatorRow with(String symbol, int number) {
        return with(symbol, BigDecimal.valueOf(number));
    }

    /** Sums are told exactly; what was divided is told to 16 digits. */
    static BigDecimal shown(BigDecimal number) {
        boolean exact = number.scale() <= 3 && number.precision() > DIGITS;
        return Decimals.plain(exact ? number : number.round(SHOWN));
    }
}
