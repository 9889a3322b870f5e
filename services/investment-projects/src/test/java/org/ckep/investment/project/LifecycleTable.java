package org.ckep.investment.project;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Both state machines of projects, written a second time by hand: what they do not name is no step. */
final class LifecycleTable {
    /** state: target=authority, … */
    private static final String PHYSICAL = """
            PROSPECT: ANNOUNCED=CHECKER WITHDRAWN=MAKER CANCELLED=BILATERAL
            ANNOUNCED: FILED=HOST APPROVED=HOST COMMITTED=BILATERAL CANCELLED=BILATERAL
            FILED: APPROVED=HOST CANCELLED=BILATERAL
            APPROVED: COMMITTED=BILATERAL SUSPENDED=MAKER CANCELLED=BILATERAL
            COMMITTED: UNDER_CONSTRUCTION=HOST SUSPENDED=MAKER CANCELLED=BILATERAL
            UNDER_CONSTRUCTION: COMMISSIONING=HOST SUSPENDED=MAKER CANCELLED=BILATERAL
            COMMISSIONING: OPERATIONAL=BILATERAL SUSPENDED=MAKER CANCELLED=BILATERAL
            OPERATIONAL: WINDING_DOWN=BILATERAL SUSPENDED=MAKER
            WINDING_DOWN: CLOSED=BILATERAL
            CLOSED:
            WITHDRAWN:
            CANCELLED:
            SUSPENDED/APPROVED: APPROVED=MAKER
            SUSPENDED/COMMITTED: COMMITTED=MAKER
            SUSPENDED/UNDER_CONSTRUCTION: UNDER_CONSTRUCTION=MAKER
            SUSPENDED/COMMISSIONING: COMMISSIONING=MAKER
            SUSPENDED/OPERATIONAL: OPERATIONAL=MAKER
            """;

    private static final String TRANSACTION = """
            PROSPECT: ANNOUNCED=CHECKER WITHDRAWN=MAKER CANCELLED=BILATERAL
            ANNOUNCED: FILED=HOST APPROVED=HOST COMMITTED=BILATERAL CANCELLED=BILATERAL
            FILED: APPROVED=HOST CANCELLED=BILATERAL
            APPROVED: COMMITTED=BILATERAL SUSPENDED=MAKER CANCELLED=BILATERAL
            COMMITTED: PARTIALLY_CLOSED=BILATERAL COMPLETED=BILATERAL SUSPENDED=MAKER CANCELLED=BILATERAL
            PARTIALLY_CLOSED: COMPLETED=BILATERAL SUSPENDED=MAKER CANCELLED=BILATERAL
            COMPLETED:
            WITHDRAWN:
            CANCELLED:
            SUSPENDED/APPROVED: APPROVED=MAKER
            SUSPENDED/COMMITTED: COMMITTED=MAKER
            SUSPENDED/PARTIALLY_CLOSED: PARTIALLY_CLOSED=MAKER
            """;

    private static final Map<Profile, Map<ProjectState, Map<ProjectStatus, Authority>>> READ =
            Map.of(Profile.PHYSICAL, read(PHYSICAL), Profile.TRANSACTION, read(TRANSACTION));

    private LifecycleTable() {}

    /** The steps that lead out of each state, with whose act each is. */
    static Map<ProjectState, Map<ProjectStatus, Authority>> of(Profile profile) {
        return READ.get(profile);
    }

    private static Map<ProjectState, Map<ProjectStatus, Authority>> read(String text) {
        return text.lines()
                .map(line -> line.split(":", 2))
                .collect(Collectors.toMap(parts -> state(parts[0]), parts -> steps(parts[1].strip())));
    }

    private static ProjectState state(String text) {
        String[] parts = text.split("/");
        return ProjectState.of(
                ProjectStatus.valueOf(parts[0]), parts.length == 1 ? null : ProjectStatus.valueOf(parts[1]));
    }

    private static Map<ProjectStatus, Authority> steps(String text) {
        Map<ProjectStatus, Authority> steps = new EnumMap<>(ProjectStatus.class);
        if (!text.isEmpty()) {
            Arrays.stream(text.split(" "))
                    .map(step -> step.split("="))
                    .forEach(step -> steps.put(ProjectStatus.valueOf(step[0]), Authority.valueOf(step[1])));
        }
        return steps;
    }
}
