package org.ckep.investment.project;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.ckep.investment.register.Coverage;
import org.ckep.kernel.value.FuzzyDate;
import org.jspecify.annotations.Nullable;

/**
 * Tallies how far projects came, one by one. Pure but for what it has counted; not for several threads.
 *
 * <p>Who is in a state came through those before it, except through filing and approval, which some projects do not need:
 * these two count only for projects of which they are on record.
 */
final class FunnelTally {
    private static final List<ProjectStatus> PHYSICAL = List.of(
            ProjectStatus.PROSPECT,
            ProjectStatus.ANNOUNCED,
            ProjectStatus.FILED,
            ProjectStatus.APPROVED,
            ProjectStatus.COMMITTED,
            ProjectStatus.UNDER_CONSTRUCTION,
            ProjectStatus.COMMISSIONING,
            ProjectStatus.OPERATIONAL);
    private static final List<ProjectStatus> TRANSACTION = List.of(
            ProjectStatus.PROSPECT,
            ProjectStatus.ANNOUNCED,
            ProjectStatus.FILED,
            ProjectStatus.APPROVED,
            ProjectStatus.COMMITTED,
            ProjectStatus.PARTIALLY_CLOSED,
            ProjectStatus.COMPLETED);
    private static final BigDecimal PERCENT = BigDecimal.valueOf(100);

    private final Map<Profile, Map<ProjectStatus, Count>> counts = new EnumMap<>(Profile.class);
    private long total;

    /**
     * A project's way.
     *
     * @param entered the states that are on record, each with the day on which the project came to it, as far as known
     * @param left the state in which it was given up, null where it was not, or where nobody recorded it
     * @param leftOn when it was given up
     */
    record Way(
            Profile profile,
            ProjectStatus state,
            Map<ProjectStatus, @Nullable FuzzyDate> entered,
            @Nullable ProjectStatus left,
            @Nullable FuzzyDate leftOn) {}

    private static final class Count {
        private int reached;
        private int now;
        private int advanced;
        private int lost;
        private final List<Integer> days = new ArrayList<>();
    }

    void add(Way way) {
        total++;
        List<ProjectStatus> line = line(way.profile());
        int furthest = furthest(line, way);
        for (int i = 0; i <= furthest; i++) {
            ProjectStatus state = line.get(i);
            if (!isSkippable(state)
                    || way.entered().containsKey(state)
                    || state == way.state()
                    || state == way.left()) {
                Count count = counts.computeIfAbsent(way.profile(), none -> new EnumMap<>(ProjectStatus.class))
                        .computeIfAbsent(state, none -> new Count());
                count.reached++;
                count.now += state == way.state() ? 1 : 0;
                count.advanced += i < furthest ? 1 : 0;
                count.lost += state == way.left() ? 1 : 0;
                stay(line, i, furthest, way, count);
            }
        }
    }

    private static void stay(List<ProjectStatus> line, int from, int furthest, Way way, Count count) {
        FuzzyDate came = way.entered().get(line.get(from));
        FuzzyDate went = line.get(from) == way.left() ? way.leftOn() : null;
        for (int i = from + 1; i <= furthest; i++) {
            if (way.entered().containsKey(line.get(i))) {
                went = way.entered().get(line.get(i));
                break;
            }
            // Nobody knows when it came to the state between them.
            if (!isSkippable(line.get(i))) {
                break;
            }
        }
        if (came != null && went != null && !went.end().isBefore(came.end())) {
            count.days.add(Math.toIntExact(ChronoUnit.DAYS.between(came.end(), went.end())));
        }
    }

    private static boolean isSkippable(ProjectStatus state) {
        return state == ProjectStatus.FILED
                || state == ProjectStatus.APPROVED
                || state == ProjectStatus.PARTIALLY_CLOSED;
    }

    private static int furthest(List<ProjectStatus> line, Way way) {
        int furthest = 0;
        for (int i = 0; i < line.size(); i++) {
            ProjectStatus state = line.get(i);
            if (state == way.state() || state == way.left() || way.entered().containsKey(state)) {
                furthest = i;
            }
        }
        return way.state() == ProjectStatus.WINDING_DOWN || way.state() == ProjectStatus.CLOSED
                ? line.size() - 1
                : furthest;
    }

    private static List<ProjectStatus> line(Profile profile) {
        return switch (profile) {
            case PHYSICAL -> PHYSICAL;
            case TRANSACTION -> TRANSACTION;
        };
    }

    Funnel result() {
        List<Funnel.Stage> stages = new ArrayList<>();
        counts.forEach((profile, byState) -> line(profile).forEach(state -> {
            Count count = byState.get(state);
            if (count != null) {
                stages.add(stage(profile, state, count));
            }
        }));
        return new Funnel(total, Coverage.VISIBLE_ONLY, stages);
    }

    private static Funnel.Stage stage(Profile profile, ProjectStatus state, Count count) {
        return new Funnel.Stage(
                profile,
                state,
                count.reached,
                count.now,
                count.advanced,
                count.lost,
                BigDecimal.valueOf(count.advanced)
                        .multiply(PERCENT)
                        .divide(BigDecimal.valueOf(count.reached), 1, RoundingMode.HALF_UP),
                count.days.size(),
                SlippageTally.median(count.days),
                count.days.isEmpty() ? null : Collections.max(count.days));
    }
}
