package org.ckep.investment.project;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.records.Register;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Follows projects from one state to the next, no more of them than the viewer may see. */
@ApplicationScoped
class FunnelService {
    private static final String STEPS = "select project_id, from_state, cast(from_since as text), to_state, "
            + "cast(date as text) from project_step where project_id in (:projects) order by project_id, recorded_at, id";

    private final Register register;

    FunnelService(Register register) {
        this.register = register;
    }

    Uni<Funnel> follow(Viewer viewer, Counting counting) {
        return register.read(viewer, counting.knownAt(), session -> {
            FunnelTally tally = new FunnelTally();
            return ReportRows.each(
                            session,
                            viewer,
                            counting,
                            "p.type, p.state, p.resumeTo, p.stateSince",
                            null,
                            rows -> tally(session, rows, tally))
                    .map(done -> tally.result());
        });
    }

    private static Uni<Void> tally(Mutiny.Session session, List<Object[]> projects, FunnelTally tally) {
        Map<UUID, Trace> traces = new HashMap<>();
        projects.forEach(row -> traces.put((UUID) row[0], new Trace()));
        return ReportRows.parts(session, projects, "key_date, date", "project_key_date", "kind = 'ACTUAL'")
                .invoke(rows -> rows.forEach(row -> at(traces, row).happened(row)))
                .chain(() -> session.createNativeQuery(STEPS, Object[].class)
                        .setParameter("projects", List.copyOf(traces.keySet()))
                        .getResultList())
                .invoke(rows -> {
                    rows.forEach(row -> at(traces, row).stepped(row));
                    projects.forEach(project -> tally.add(at(traces, project).way(project)));
                })
                .replaceWithVoid();
    }

    private static Trace at(Map<UUID, Trace> traces, Object[] row) {
        return traces.computeIfAbsent((UUID) row[0], none -> new Trace());
    }

    /** What is on record of one project's way. */
    static final class Trace {
        private final Map<ProjectStatus, @Nullable FuzzyDate> entered = new EnumMap<>(ProjectStatus.class);
        private final Set<ProjectStatus> resumed = EnumSet.noneOf(ProjectStatus.class);
        private @Nullable ProjectStatus left;

        /** A state that a key date implies was entered on that day. */
        void happened(Object[] row) {
            for (ProjectStatus status : ProjectStatus.values()) {
                KeyDate implied = status.impliedDate();
                if (implied != null && implied.name().equals(row[1])) {
                    entered.put(status, date(row[2]));
                }
            }
        }

        void stepped(Object[] row) {
            ProjectStatus from = ProjectStatus.valueOf((String) row[1]);
            ProjectStatus to = ProjectStatus.valueOf((String) row[3]);
            if (from == ProjectStatus.SUSPENDED) {
                resumed.add(to);
            }
            enter(from, date(row[2]));
            if (to == ProjectStatus.SUSPENDED) {
                return;
            }
            if (to.isGivenUp()) {
                left = from;
            }
            enter(to, date(row[4]));
        }

        /** The first day counts: who resumes had been there before, and where that day is unknown it stays so. */
        private void enter(ProjectStatus state, @Nullable FuzzyDate on) {
            FuzzyDate known = entered.get(state);
            entered.put(state, known != null || resumed.contains(state) ? known : on);
        }

        FunnelTally.Way way(Object[] project) {
            ProjectStatus state = (ProjectStatus) project[2];
            ProjectStatus resumeTo = (ProjectStatus) project[3];
            FuzzyDate since = (FuzzyDate) project[4];
            boolean gone = state.isGivenUp();
            if (resumeTo == null) {
                enter(state, since);
            }
            return new FunnelTally.Way(
                    ((ProjectType) project[1]).profile(),
                    resumeTo == null ? state : resumeTo,
                    entered,
                    gone ? left : null,
                    gone ? since : null);
        }

        private static @Nullable FuzzyDate date(@Nullable Object text) {
            return text == null ? null : FuzzyDate.parse((String) text);
        }
    }
}
