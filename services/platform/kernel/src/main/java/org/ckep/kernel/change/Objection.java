package org.ckep.kernel.change;

import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.jspecify.annotations.Nullable;

/**
 * That one side no longer stands behind what both agreed on, as the rules see it. The agreed value stays as it is.
 *
 * @param side the objecting side
 * @param attribute the agreed value that it objects to; null where it withdraws its consent to the whole record
 * @param preparedBy subject of the maker who wrote it
 * @param raisedAt when it was put before the other side, null while that must not know of it
 */
public record Objection(
        Side side,
        @Nullable String attribute,
        ObjectionState state,
        String preparedBy,
        @Nullable Instant raisedAt) {

    /** True where this viewer may know of it: its own side always, the other side once it is raised, nobody else. */
    public boolean isVisibleTo(Viewer viewer) {
        return viewer.side() == side || (viewer.side() == side.other() && raisedAt != null);
    }

    /** True where it stands in the way of a change of these agreed values, or of anything that changes the record. */
    public boolean forbids(Collection<String> changed) {
        return state == ObjectionState.STANDING && (attribute == null || changed.contains(attribute));
    }

    /** True where both are the same side's to the same. */
    public boolean saysTheSameAs(Objection other) {
        return side == other.side && Objects.equals(attribute, other.attribute);
    }

    Objection in(ObjectionState next) {
        return new Objection(side, attribute, next, preparedBy, raisedAt);
    }

    Objection raised(Instant at) {
        return new Objection(side, attribute, ObjectionState.STANDING, preparedBy, at);
    }
}
