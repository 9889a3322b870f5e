package org.ckep.kernel.reconciliation;

import java.util.EnumMap;
import java.util.Map;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.Money;
import org.ckep.kernel.value.Quantity;
import org.ckep.kernel.value.Share;

/**
 * What one side states of a thing, as it is compared.
 *
 * @param facets what it is a figure of, as far as it is said
 */
public record Statement(Value value, Map<Facet, String> facets) {
    public Statement {
        facets = facets.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(facets));
    }

    public static Statement of(Value value) {
        return new Statement(value, Map.of());
    }

    /** The same with another facet. */
    public Statement with(Facet facet, String name) {
        Map<Facet, String> more = new EnumMap<>(Facet.class);
        more.putAll(facets);
        more.put(facet, name);
        return new Statement(value, more);
    }

    /** The kinds of values that are compared, and those that are not. */
    public sealed interface Value {
        /** An amount of money. */
        record Sum(Money money) implements Value {}

        /** A number, exact or not, of a unit or of something that is counted. */
        record Number(Quantity quantity) implements Value {}

        /** A date. */
        record Day(FuzzyDate date) implements Value {}

        /** A share in percent. */
        record Part(Share share) implements Value {}

        /** A code of an agreed list, by the row of the mapping that both sides agreed on. */
        record Code(String row) implements Value {}

        /** Names and other wording, which nobody compares. */
        record Words() implements Value {}

        /** What a side states in parts that do not make one figure, and why they do not. */
        record Apart(BreakReason reason) implements Value {}
    }
}
