package org.ckep.policy.milestone;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.ckep.kernel.access.Viewer;
import org.ckep.policy.calendar.CalendarItem;
import org.ckep.policy.calendar.CalendarSource;
import org.ckep.records.RecordQuery;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Due dates in the calendar, with the links between milestones. */
@ApplicationScoped
class MilestoneCalendar implements CalendarSource {
    private final Dependencies dependencies;

    MilestoneCalendar(Dependencies dependencies) {
        this.dependencies = dependencies;
    }

    @Override
    public Uni<List<CalendarItem>> items(Mutiny.Session session, Viewer viewer, @Nullable String sector) {
        return RecordQuery.of(Milestone.class, viewer)
                .whereContains("r.sectors", "sector", sector)
                .list(session, MOST)
                .chain(milestones -> dependencies
                        .into(
                                session,
                                viewer,
                                milestones.stream().map(Milestone::id).toList())
                        .map(links -> {
                            Map<UUID, List<CalendarItem.Relation>> relations = relations(links);
                            return milestones.stream()
                                    .map(milestone ->
                                            item(milestone, relations.getOrDefault(milestone.id(), List.of())))
                                    .toList();
                        }));
    }

    /** RFC 9253 section 4: temporal links stand in the predecessor, DEPENDS-ON in the successor. */
    private static Map<UUID, List<CalendarItem.Relation>> relations(List<Dependencies.Linked> links) {
        Map<UUID, List<CalendarItem.Relation>> relations = new HashMap<>();
        for (Dependencies.Linked linked : links) {
            MilestoneDependency link = linked.link();
            boolean inSuccessor = link.type() == DependencyType.DEPENDS_ON;
            CalendarItem.Type type =
                    switch (link.type()) {
                        case FS -> CalendarItem.Type.FINISHTOSTART;
                        case SS -> CalendarItem.Type.STARTTOSTART;
                        case FF -> CalendarItem.Type.FINISHTOFINISH;
                        case SF -> CalendarItem.Type.STARTTOFINISH;
                        case DEPENDS_ON -> CalendarItem.Type.DEPENDS_ON;
                    };
            relations
                    .computeIfAbsent(inSuccessor ? link.toId() : link.fromId(), any -> new ArrayList<>())
                    .add(new CalendarItem.Relation(type, inSuccessor ? link.from() : link.to(), link.lagDays()));
        }
        return relations;
    }

    private static CalendarItem item(Milestone milestone, List<CalendarItem.Relation> relations) {
        NewMilestone content = milestone.content(null);
        return new CalendarItem(
                milestone.urn(),
                CalendarItem.Kind.MILESTONE,
                content.title(),
                content.due(),
                null,
                switch (milestone.state()) {
                    case DRAFT, PROPOSED -> CalendarItem.Certainty.TENTATIVE;
                    case AGREED, IN_PROGRESS, MET, PARTIALLY_MET, MISSED -> CalendarItem.Certainty.CONFIRMED;
                    case CANCELLED, SUPERSEDED -> CalendarItem.Certainty.CANCELLED;
                },
                content.sectorCodes(),
                null,
                milestone.head().changedAt(),
                relations);
    }
}
