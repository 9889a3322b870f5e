package org.ckep.kernel.access;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.Set;

/**
 * The readers of a value, as a set: a lattice, not a number line. {@code SIDE(CN)} and {@code SIDE(KR)} are
 * incomparable, so there is no order to compare a clearance with.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "level")
@JsonSubTypes({
    @JsonSubTypes.Type(Classification.Public.class),
    @JsonSubTypes.Type(Classification.Partner.class),
    @JsonSubTypes.Type(Classification.Bilateral.class),
    @JsonSubTypes.Type(Classification.SideOnly.class),
    @JsonSubTypes.Type(Classification.Ministry.class)
})
public sealed interface Classification {
    Classification PUBLIC = new Public();
    Classification BILATERAL = new Bilateral();

    /** Everybody, with or without a token. */
    @JsonTypeName("PUBLIC")
    record Public() implements Classification {}

    /**
     * The ministries of both sides and the agencies named.
     *
     * @param agencies ids of agencies of either side, at least one
     */
    @JsonTypeName("PARTNER")
    record Partner(Set<String> agencies) implements Classification {
        public Partner {
            // Members that a request leaves out arrive as null.
            if (agencies == null || agencies.isEmpty()) {
                throw new IllegalArgumentException("PARTNER names at least one agency in 'agencies'");
            }
            agencies = Set.copyOf(agencies);
        }
    }

    /** The ministries of both sides and, for the core of a record, the joint secretariat. */
    @JsonTypeName("BILATERAL")
    record Bilateral() implements Classification {}

    /** The ministries of one side. */
    @JsonTypeName("SIDE")
    record SideOnly(Side side) implements Classification {
        public SideOnly {
            if (side == null) {
                throw new IllegalArgumentException("SIDE names its side: CN or KR");
            }
        }
    }

    /** One ministry of one side. */
    @JsonTypeName("MINISTRY")
    record Ministry(Side side, String agency) implements Classification {
        public Ministry {
            if (side == null || agency == null || agency.isBlank()) {
                throw new IllegalArgumentException("MINISTRY names its side and its agency");
            }
        }
    }

    static Classification side(Side side) {
        return new SideOnly(side);
    }

    /** The level's name without its parameters, as stored and as shown in a plain answer. */
    @JsonIgnore
    default Level level() {
        return switch (this) {
            case Public all -> Level.PUBLIC;
            case Partner partner -> Level.PARTNER;
            case Bilateral bilateral -> Level.BILATERAL;
            case SideOnly only -> Level.SIDE;
            case Ministry ministry -> Level.MINISTRY;
        };
    }

    /**
     * True where every reader of this classification is also a reader of {@code other}: {@code other} is as wide or
     * wider. Reflexive and transitive; both directions false for incomparable levels.
     */
    default boolean isWithin(Classification other) {
        if (equals(other)) {
            return true;
        }
        return switch (other) {
            case Public all -> true;
            case Partner partner ->
                switch (this) {
                    case Public all -> false;
                    case Partner narrower -> partner.agencies().containsAll(narrower.agencies());
                    case Bilateral bilateral -> true;
                    case SideOnly only -> true;
                    case Ministry ministry -> true;
                };
            case Bilateral bilateral -> level() == Level.SIDE || level() == Level.MINISTRY;
            case SideOnly only -> this instanceof Ministry ministry && ministry.side() == only.side();
            case Ministry ministry -> false;
        };
    }

    /** The five kinds of levels. They name sets of readers and have no order. */
    enum Level {
        PUBLIC,
        PARTNER,
        BILATERAL,
        SIDE,
        MINISTRY;

        /** True where the ministries of both sides are among the readers. */
        public boolean isReadByBothSides() {
            return switch (this) {
                case PUBLIC, PARTNER, BILATERAL -> true;
                case SIDE, MINISTRY -> false;
            };
        }
    }
}
