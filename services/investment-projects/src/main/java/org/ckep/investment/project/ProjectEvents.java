package org.ckep.investment.project;

import io.smallrye.mutiny.Uni;
import java.util.List;
import org.ckep.records.EventData;
import org.ckep.records.Register;
import org.hibernate.reactive.mutiny.Mutiny;
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

    /**
     * Tells those who may read the project of key dates that a change of it puts off; nobody where it puts off none.
     *
     * @param data what the event of the change itself carries
     */
    static Uni<Void> slipped(
            Register register,
            Mutiny.Session session,
            Project project,
            ProjectContent before,
            ProjectSnapshot after,
            EventData data) {
        List<DateSlip> slips = DateSlip.between(before, after.content());
        return slips.isEmpty()
                ? Uni.createFrom().voidItem()
                : register.tell(session, project, "project.date_slipped", sector(after), data.with("slipped", slips));
    }

    /** The code of its sector where it has exactly one. */
    static @Nullable String sector(ProjectSnapshot snapshot) {
        return snapshot.content().sectors().size() == 1
                ? snapshot.content().sectors().getFirst().code()
                : null;
    }
}
