package org.ckep.partnerships.partnership;

import java.util.List;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.record.Stewardship;
import org.jspecify.annotations.Nullable;

/** Who may lead a partnership from one state to another. */
final class Actors {
    private Actors() {}

    /**
     * Whose record it is.
     *
     * @param owner the side whose record it is; null for an observed or joint record
     * @param madeBy subject of the person or system that last wrote the content
     */
    record Ownership(
            Stewardship stewardship,
            @Nullable Side owner,
            @Nullable String madeBy) {}

    /** The kinds of actors of the table of transitions. */
    enum Who {
        /** A maker or a checker of a side that stands behind the record; of either side for an observed one. */
        EITHER_SIDE,
        /** A person with the role of checker who did not write the content (four eyes). */
        CHECKER,
        /** The platform alone, by the calendar. */
        SYSTEM
    }

    /** Who leads from one state to the next; meaningful only for a way that exists. */
    static Who who(StateName from, StateName to) {
        return switch (to) {
            case EXPIRED, LAPSED -> Who.SYSTEM;
            case EXPLORING, COMPLETED -> Who.CHECKER;
            case SIGNED -> from == StateName.LAPSED ? Who.EITHER_SIDE : Who.CHECKER;
            case ACTIVE -> from == StateName.ON_HOLD ? Who.EITHER_SIDE : Who.CHECKER;
            case DISMISSED, NEGOTIATING, ON_HOLD, TERMINATED -> Who.EITHER_SIDE;
            case EXPECTED -> Who.SYSTEM;
        };
    }

    static boolean mayMove(StateName from, StateName to, Viewer viewer, Ownership ownership) {
        return mayTouch(viewer, ownership)
                && switch (who(from, to)) {
                    case EITHER_SIDE -> viewer.hasRole(Role.MAKER) || viewer.hasRole(Role.CHECKER);
                    case CHECKER ->
                        viewer.hasRole(Role.CHECKER)
                                && !viewer.serviceAccount()
                                && viewer.subject() != null
                                && !viewer.subject().equals(ownership.madeBy());
                    case SYSTEM -> false;
                };
    }

    /**
     * True where the viewer acts for a side that may change the record: its own side's, or an observed one, behind which
     * nobody stands. A joint record is changed by both sides together and never by one.
     */
    static boolean mayTouch(Viewer viewer, Ownership ownership) {
        return viewer.side() != null
                && switch (ownership.stewardship()) {
                    case OBSERVED -> true;
                    case UNILATERAL, SHARED -> viewer.side() == ownership.owner();
                    case JOINT -> false;
                };
    }

    /** The next states that this viewer could ask for. */
    static List<StateName> open(StateName from, Viewer viewer, Ownership ownership) {
        return from.successors().stream()
                .filter(to -> mayMove(from, to, viewer, ownership))
                .toList();
    }
}
