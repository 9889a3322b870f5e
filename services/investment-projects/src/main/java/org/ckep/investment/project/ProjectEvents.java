package org.ckep.investment.project;

import org.ckep.records.EventData;
import org.jspecify.annotations.Nullable;

/** What events tell of a project. */
final class ProjectEvents {
    private ProjectEvents() {}

    /** What every event of a project carries. */
    static EventData data(Project project, ProjectSnapshot snapshot) {
        ProjectContent content = snapshot.content();
        return EventData.of(project, content.title())
                .with("state", snapshot.state().status())
                .with("stateSince", snapshot.stateSince())
                .with("type", content.type())
                .with("direction", content.direction())
                .with("modality", content.modality())
                .with(
                        "sectors",
                        content.sectors().stream()
                                .map(ProjectContent.SectorShare::code)
                                .toList())
                .with("sites", content.sites());
    }

    /** The code of its sector where it has exactly one. */
    static @Nullable String sector(ProjectSnapshot snapshot) {
        return snapshot.content().sectors().size() == 1
                ? snapshot.content().sectors().getFirst().code()
                : null;
    }
}
