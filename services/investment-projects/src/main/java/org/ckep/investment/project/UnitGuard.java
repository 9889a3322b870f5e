package org.ckep.investment.project;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.ckep.kernel.reconciliation.Matching;
import org.ckep.kernel.value.Quantity;
import org.ckep.kernel.value.Relation;
import org.ckep.records.figure.Figures;
import org.jspecify.annotations.Nullable;

/**
 * Rule I14: an amount that is about 10^3, 10^4 or 10^8 times another one of the same project was perhaps given in another
 * unit. Pure, and of no memory: whoever reads the project is warned of what the values show that he reads himself, so a
 * value that is hidden from him cannot warn him (rule C5), and one that he enters is held against nothing else.
 *
 * <p>Only amounts of one currency are compared. What an amount counts does not matter here: no other basis makes of one
 * sum its ten-thousandfold. Capacities are compared of one product, planned with planned and actual with actual, and not
 * of two different dates, and with the parent's as well; those of two units of one kind are suspect from ten times on, as
 * 10 GWh are against 1 TWh.
 */
final class UnitGuard {
    private static final String PARENT = "/parentProject";
    private static final List<Long> FACTORS = List.of(1_000L, 10_000L, 100_000_000L);
    private static final BigDecimal LEAST = new BigDecimal("0.95");
    private static final BigDecimal MOST = new BigDecimal("1.05");

    private UnitGuard() {}

    private record Amount(String pointer, BigDecimal value, String currency) {
        static Amount of(String pointer, Investment investment) {
            return new Amount(pointer, investment.amount(), investment.currency());
        }
    }

    /**
     * All warnings about a project's amounts.
     *
     * @param content the project's own, as its reader sees it
     * @param commitments what its parties have bound themselves to
     * @param figures both sides' own, as far as the reader may read them
     * @param parent the parent's content, null where there is none that the reader may read
     */
    static List<Warning> warnings(
            ProjectContent content,
            List<Commitment> commitments,
            Map<String, Figures> figures,
            @Nullable ProjectContent parent) {
        Map<String, Investment> amounts = parent == null ? Map.of() : parent.amounts();
        List<Warning> warnings = new ArrayList<>();
        for (String attribute : ProjectContent.AMOUNTS) {
            List<Amount> own = own(attribute, content.amounts().get(attribute), figures.get(attribute));
            for (int i = 0; i < own.size(); i++) {
                for (Amount other : own.subList(0, i)) {
                    compare(own.get(i), other, warnings);
                }
            }
            List<Amount> others = new ArrayList<>();
            if (amounts.containsKey(attribute)) {
                others.add(Amount.of(PARENT, amounts.get(attribute)));
            }
            if (attribute.equals(ProjectContent.TOTAL_INVESTMENT)) {
                for (int i = 0; i < commitments.size(); i++) {
                    others.add(new Amount(
                            "/commitments/" + i + "/amount",
                            commitments.get(i).amount().amount(),
                            commitments.get(i).amount().currency()));
                }
            }
            own.forEach(amount -> others.forEach(other -> compare(amount, other, warnings)));
        }
        capacities(content, figures.get(ProjectContent.CAPACITY), parent, warnings);
        return warnings.stream().distinct().toList();
    }

    /** A capacity where it is stated; one list of them is held against the others, and not against itself. */
    private record Capacity(
            String list,
            String pointer,
            String product,
            String kind,
            @Nullable String asOf,
            Quantity quantity) {
        static Capacity of(String list, String pointer, CapacityEntry entry) {
            return new Capacity(
                    list,
                    pointer,
                    entry.product(),
                    entry.kind().name(),
                    entry.asOf() == null ? null : entry.asOf().toString(),
                    entry.quantity());
        }

        boolean isOfTheSame(Capacity other) {
            return !list.equals(other.list)
                    && product.equalsIgnoreCase(other.product)
                    && kind.equals(other.kind)
                    && (asOf == null || other.asOf == null || asOf.equals(other.asOf));
        }
    }

    private static void capacities(
            ProjectContent content,
            @Nullable Figures figures,
            @Nullable ProjectContent parent,
            List<Warning> warnings) {
        List<Capacity> all = new ArrayList<>();
        if (parent != null) {
            parent.capacity().forEach(entry -> all.add(Capacity.of(PARENT, PARENT, entry)));
        }
        for (int i = 0; i < content.capacity().size(); i++) {
            all.add(Capacity.of("", "/capacity/" + i, content.capacity().get(i)));
        }
        members(figures).forEach((member, figure) -> capacities(member, figure.value(), all));
        for (int i = 0; i < all.size(); i++) {
            for (Capacity other : all.subList(0, i)) {
                Capacity one = all.get(i);
                Long factor = one.isOfTheSame(other) ? Matching.suspectFactor(one.quantity(), other.quantity()) : null;
                if (factor != null) {
                    warnings.add(new Warning(Warning.Code.UNIT_SUSPECT, one.pointer(), other.pointer(), factor));
                }
            }
        }
    }

    private static void capacities(String member, JsonNode list, List<Capacity> all) {
        List<JsonNode> entries = StreamSupport.stream(list.spliterator(), false).toList();
        for (int i = 0; i < entries.size(); i++) {
            JsonNode entry = entries.get(i);
            JsonNode quantity = entry.path("quantity");
            all.add(new Capacity(
                    member,
                    "/figures/capacity/" + member + "/value/" + i,
                    entry.path("product").asText(),
                    entry.path("kind").asText(),
                    text(entry, "asOf"),
                    new Quantity(
                            new BigDecimal(quantity.path("value").asText()),
                            Relation.valueOf(quantity.path("relation").asText(Relation.EQ.name())),
                            text(quantity, "upper") == null ? null : new BigDecimal(text(quantity, "upper")),
                            text(quantity, "unit"),
                            text(quantity, "countingUnit"))));
        }
    }

    private static @Nullable String text(JsonNode object, String member) {
        JsonNode found = object.get(member);
        return found == null || found.isNull() ? null : found.isValueNode() ? found.asText() : found.toString();
    }

    /** The record's value and the figures beside it, as far as they are there. */
    private static List<Amount> own(String attribute, @Nullable Investment agreed, @Nullable Figures figures) {
        List<Amount> own = new ArrayList<>();
        if (agreed != null) {
            own.add(Amount.of("/" + attribute, agreed));
        }
        members(figures).forEach((member, figure) -> {
            if (figure.value().hasNonNull("amount") && figure.value().hasNonNull("currency")) {
                own.add(figure(attribute, member, figure.value()));
            }
        });
        return own;
    }

    /** The figures by their member in the answer: what both agreed on beside the record, and each side's. */
    private static Map<String, Figures.Figure> members(@Nullable Figures figures) {
        Map<String, Figures.Figure> members = new LinkedHashMap<>();
        if (figures != null) {
            put(members, "agreed", figures.agreed());
            put(members, "cn", figures.cn());
            put(members, "kr", figures.kr());
        }
        return members;
    }

    private static void put(Map<String, Figures.Figure> members, String member, Figures.@Nullable Figure figure) {
        if (figure != null) {
            members.put(member, figure);
        }
    }

    private static Amount figure(String attribute, String member, JsonNode value) {
        return new Amount(
                "/figures/" + attribute + "/" + member + "/value",
                new BigDecimal(value.path("amount").asText()),
                value.path("currency").asText());
    }

    private static void compare(Amount amount, Amount other, List<Warning> warnings) {
        Long factor = amount.currency().equals(other.currency()) ? factor(amount.value(), other.value()) : null;
        if (factor != null) {
            warnings.add(new Warning(Warning.Code.UNIT_SUSPECT, amount.pointer(), other.pointer(), factor));
        }
    }

    /** The factor of a unit by which two amounts differ, within five percent of it; null where there is none. */
    static @Nullable Long factor(BigDecimal one, BigDecimal other) {
        BigDecimal smaller = one.min(other);
        BigDecimal larger = one.max(other);
        if (smaller.signum() <= 0) {
            return null;
        }
        for (Long factor : FACTORS) {
            BigDecimal exactly = smaller.multiply(BigDecimal.valueOf(factor));
            if (larger.compareTo(exactly.multiply(LEAST)) >= 0 && larger.compareTo(exactly.multiply(MOST)) <= 0) {
                return factor;
            }
        }
        return null;
    }
}
