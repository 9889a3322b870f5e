package org.ckep.trade.sdmx;

import java.util.Set;
import java.util.TreeSet;

/**
 * How much of each observation is wanted.
 *
 * @param observations false where only the keys of the series are
 * @param value true with the observed value
 * @param attributes ids of attributes and names of levels ({@link #OBSERVATION}, {@link #SERIES}); all of them for
 *     {@link #ALL}
 */
record Detail(boolean observations, boolean value, Set<String> attributes) {
    static final String ALL = "*all*";
    static final String OBSERVATION = "*obs*";
    static final String SERIES = "*series*";

    static final Detail FULL = new Detail(true, true, Set.of(ALL));
    static final Detail DATA_ONLY = new Detail(true, true, Set.of());
    static final Detail KEYS_ONLY = new Detail(false, false, Set.of());
    /** No observations, but the attributes of series. */
    static final Detail NO_DATA = new Detail(false, false, Set.of(SERIES));

    Detail {
        attributes = Set.copyOf(attributes);
    }

    boolean isFull() {
        return observations && value && attributes.contains(ALL);
    }

    boolean includes(Component attribute) {
        return attributes.contains(ALL)
                || attributes.contains(attribute.id())
                || attributes.contains(attribute.attachedTo().isEmpty() ? OBSERVATION : SERIES);
    }

    /**
     * Whether an attribute stands in a message.
     *
     * @param withSeries true where it would stand with the series
     */
    boolean tells(Component attribute, boolean withSeries) {
        return (observations || withSeries) && includes(attribute);
    }

    /** Whether any attribute of an observation can be wanted. */
    boolean hasObservationAttributes() {
        return attributes.stream().anyMatch(word -> !word.equals(SERIES));
    }

    String canonical() {
        return observations + "|" + value + "|" + new TreeSet<>(attributes);
    }
}
