package org.ckep.kernel.value;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A number as its source states it, exact or not.
 *
 * @param value the number; the lower bound of a RANGE
 * @param relation how it stands to the true number; EQ where nothing is said
 * @param upper the upper bound of a RANGE, null for every other relation
 * @param unit UCUM code or agreed code (GWh, t, wafer/month, km2); null for a plain count
 * @param countingUnit what is counted (ENTERPRISE, PERSON); null where nothing is counted. Counts of different units
 *     are never compared
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Quantity(
        @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal value,
        Relation relation,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        BigDecimal upper,

        @Nullable String unit,
        @Nullable String countingUnit) {

    @SuppressWarnings("ConstantValue") // JSON may leave the relation and the value out
    public Quantity {
        if (value == null) {
            throw new IllegalArgumentException("a quantity needs a value");
        }
        relation = relation == null ? Relation.EQ : relation;
        value = Decimals.normal(value);
        if ((relation == Relation.RANGE) != (upper != null)) {
            throw new IllegalArgumentException("an upper bound belongs to the relation RANGE and to no other");
        }
        if (upper != null) {
            upper = Decimals.normal(upper);
            if (upper.compareTo(value) < 0) {
                throw new IllegalArgumentException("the upper bound " + upper + " lies below the value " + value);
            }
        }
        if (countingUnit != null && value.signum() < 0) {
            throw new IllegalArgumentException("a count is not negative");
        }
    }

    /** A count, such as "over 200 enterprises". */
    public static Quantity count(long value, Relation relation, String countingUnit) {
        return new Quantity(BigDecimal.valueOf(value), relation, null, null, countingUnit);
    }

    /** A measured amount in a unit. */
    public static Quantity of(BigDecimal value, String unit) {
        return new Quantity(value, Relation.EQ, null, unit, null);
    }
}
