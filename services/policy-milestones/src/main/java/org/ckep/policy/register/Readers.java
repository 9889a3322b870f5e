package org.ckep.policy.register;

import java.util.HashSet;
import java.util.Set;
import org.ckep.kernel.access.Classification;

/** Who may read what joins two things, such as a link of two records or one side's word about a record. */
public final class Readers {
    private Readers() {}

    /**
     * The classification whose readers are exactly those of both.
     *
     * @throws IllegalArgumentException where nobody reads both, so that nobody can have joined them
     */
    public static Classification ofBoth(Classification one, Classification other) {
        if (one.isWithin(other)) {
            return one;
        }
        if (other.isWithin(one)) {
            return other;
        }
        if (one instanceof Classification.Partner some && other instanceof Classification.Partner others) {
            Set<String> common = new HashSet<>(some.agencies());
            common.retainAll(others.agencies());
            return common.isEmpty() ? Classification.BILATERAL : new Classification.Partner(common);
        }
        throw new IllegalArgumentException("nobody reads both " + one + " and " + other);
    }
}
