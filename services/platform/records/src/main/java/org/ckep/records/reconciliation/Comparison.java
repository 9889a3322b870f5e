package org.ckep.records.reconciliation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.reconciliation.Match;
import org.ckep.kernel.reconciliation.Matching;
import org.ckep.kernel.reconciliation.TolerancePolicy;
import org.ckep.records.reconciliation.StoredMatch.Pair;
import org.jspecify.annotations.Nullable;

/** What a cycle compares, all by one policy and at one set of rates. */
record Comparison(Reconcilable register, Matching.Rates rates) {
    /**
     * What both sides state of one thing, with its comparison.
     *
     * @param members the records of a group; empty for a record of both sides
     */
    record Compared(Pair pair, List<Urn> members, Match match) {
        /** True where each side states something. */
        boolean isOfTwo() {
            return pair.cn() != null && pair.kr() != null;
        }
    }

    /** The figures of both sides on one record. */
    Stream<Compared> ofRecord(String record, String attribute, Map<Side, JsonNode> sides) {
        return policy().attributes().contains(attribute)
                ? compared(
                        record,
                        List.of(),
                        attribute,
                        parts(attribute, sides.get(Side.CN)),
                        parts(attribute, sides.get(Side.KR)))
                : Stream.empty();
    }

    /** What each side's own records of one thing state. */
    Stream<Compared> ofGroup(PairedRecords.Group group) {
        return policy().attributes().stream()
                .flatMap(attribute -> compared(
                        group.urn().toString(),
                        group.members(),
                        attribute,
                        group.stated(Side.CN, attribute),
                        group.stated(Side.KR, attribute)));
    }

    private TolerancePolicy policy() {
        return register.policy();
    }

    private Map<String, Reconcilable.Part> parts(String attribute, @Nullable JsonNode value) {
        return value == null ? Map.of() : register.parts(attribute, value);
    }

    private Stream<Compared> compared(
            String subject,
            List<Urn> members,
            String attribute,
            Map<String, Reconcilable.Part> cn,
            Map<String, Reconcilable.Part> kr) {
        SortedSet<String> names = new TreeSet<>(cn.keySet());
        names.addAll(kr.keySet());
        return names.stream().map(name -> {
            Reconcilable.Part one = cn.get(name);
            Reconcilable.Part other = kr.get(name);
            Match match = Matching.match(
                    one == null ? null : one.statement(),
                    other == null ? null : other.statement(),
                    policy().of(name),
                    rates);
            return new Compared(new Pair(subject, name, text(one), text(other)), members, match);
        });
    }

    private static @Nullable String text(Reconcilable.@Nullable Part part) {
        return part == null ? null : part.shown().toString();
    }
}
