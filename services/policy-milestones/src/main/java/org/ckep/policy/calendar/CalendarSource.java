package org.ckep.policy.calendar;

import io.smallrye.mutiny.Uni;
import java.util.List;
import org.ckep.kernel.access.Viewer;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** A feature whose records stand in the calendar. */
public interface CalendarSource {
    /** Most items of one kind in a feed. */
    int MOST = 5000;

    /**
     * The items that the viewer may see.
     *
     * @param sector only of this sector, null for all
     */
    Uni<List<CalendarItem>> items(Mutiny.Session session, Viewer viewer, @Nullable String sector);
}
