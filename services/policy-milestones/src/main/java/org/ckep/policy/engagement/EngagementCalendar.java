package org.ckep.policy.engagement;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.policy.calendar.CalendarItem;
import org.ckep.policy.calendar.CalendarSource;
import org.ckep.records.RecordQuery;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Engagements in the calendar. */
@ApplicationScoped
class EngagementCalendar implements CalendarSource {
    @Override
    public Uni<List<CalendarItem>> items(Mutiny.Session session, Viewer viewer, @Nullable String sector) {
        return RecordQuery.of(Engagement.class, viewer)
                .whereContains("r.agendaSectors", "sector", sector)
                .list(session, MOST)
                .map(engagements ->
                        engagements.stream().map(EngagementCalendar::item).toList());
    }

    private static CalendarItem item(Engagement engagement) {
        NewEngagement content = engagement.content();
        return new CalendarItem(
                engagement.urn(),
                CalendarItem.Kind.ENGAGEMENT,
                content.title(),
                content.start() == null ? onlySeen(content) : content.start(),
                content.end(),
                switch (engagement.state()) {
                    case PLANNED, POSTPONED -> CalendarItem.Certainty.TENTATIVE;
                    case CONFIRMED, HELD, MINUTES_AGREED -> CalendarItem.Certainty.CONFIRMED;
                    case CANCELLED -> CalendarItem.Certainty.CANCELLED;
                },
                content.sectorCodes(),
                content.place(),
                engagement.head().changedAt(),
                List.of());
    }

    /** A day on which it was seen is neither its start nor its end, so no more than its year is known of those. */
    private static @Nullable FuzzyDate onlySeen(NewEngagement content) {
        FuzzyDate seen = content.seenOn();
        return seen == null ? null : new FuzzyDate(seen.date(), FuzzyDate.Precision.YEAR);
    }
}
