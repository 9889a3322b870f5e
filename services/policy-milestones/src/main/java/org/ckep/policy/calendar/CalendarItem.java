package org.ckep.policy.calendar;

import java.time.Instant;
import java.util.List;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.Place;
import org.jspecify.annotations.Nullable;

/**
 * Something that may stand in a calendar.
 *
 * @param start first day; what is not known to the day stays out of the feed and is counted there
 * @param end last day, null for one day
 * @param sectors codes of sectors, as categories
 * @param place where, null where not stated
 * @param changedAt when the record changed last
 * @param relations links that are to be written in this item
 */
public record CalendarItem(
        Urn urn,
        Kind kind,
        LocalizedText title,
        @Nullable FuzzyDate start,
        @Nullable FuzzyDate end,
        Certainty certainty,
        List<String> sectors,
        @Nullable Place place,
        Instant changedAt,
        List<Relation> relations) {

    public CalendarItem {
        sectors = List.copyOf(sectors);
        relations = List.copyOf(relations);
    }

    /** What an item is. */
    public enum Kind {
        ENGAGEMENT,
        MILESTONE
    }

    /** How sure it is. */
    public enum Certainty {
        TENTATIVE,
        CONFIRMED,
        CANCELLED
    }

    /**
     * A link to another item (RFC 9253). The temporal types stand in the predecessor and name the successor; DEPENDS-ON stands
     * in the successor and names the predecessor.
     *
     * @param gapDays days between the two, 0 for none
     */
    public record Relation(Type type, Urn to, int gapDays) {}

    /** The relation types of RFC 9253 that milestones use. */
    public enum Type {
        FINISHTOSTART,
        STARTTOSTART,
        FINISHTOFINISH,
        STARTTOFINISH,
        DEPENDS_ON
    }
}
