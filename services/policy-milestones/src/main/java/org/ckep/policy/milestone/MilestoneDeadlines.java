package org.ckep.policy.milestone;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.Decision;
import org.ckep.kernel.record.Stewardship;
import org.ckep.policy.register.ChangeOutcome;
import org.ckep.policy.register.Register;
import org.ckep.records.RuleLocks;
import org.hibernate.reactive.mutiny.Mutiny;

/** Lets agreed milestones become missed once their due date and the period of grace have passed. */
@ApplicationScoped
class MilestoneDeadlines {
    private static final int BATCH = 100;

    /** Who acts in the audit trail where the clock does. */
    private static final Viewer CLOCK = new Viewer("clock", "policy-milestones", null, null, Set.of(), true);

    private final Register register;
    private final MilestoneService milestones;
    private final Config config;

    MilestoneDeadlines(Register register, MilestoneService milestones, Config config) {
        this.register = register;
        this.milestones = milestones;
        this.config = config;
    }

    /** Deadlines of milestones. */
    @ConfigMapping(prefix = "ckep.policy.deadlines")
    interface Config {
        /** How long after its due date a milestone is missed. */
        @WithDefault("P14D")
        Period gracePeriod();

        /** How often due dates are looked at. */
        @WithDefault("1h")
        String interval();
    }

    @Scheduled(
            every = "${ckep.policy.deadlines.interval:1h}",
            delayed = "30s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> run() {
        return register.transactions().system(session -> RuleLocks.take(session, "milestone deadlines")
                .chain(() -> session.createSelectionQuery(
                                "from Milestone m where m.state in (AGREED, IN_PROGRESS) and m.dueLast < :day "
                                        + "and m.head.stewardship <> :observed order by m.dueLast, m.id",
                                Milestone.class)
                        .setParameter("day", register.todayInBoth().minus(config.gracePeriod()))
                        .setParameter("observed", Stewardship.OBSERVED)
                        .setMaxResults(BATCH)
                        .getResultList())
                .chain(due -> Multi.createFrom()
                        .iterable(due)
                        .onItem()
                        .transformToUniAndConcatenate(milestone -> miss(session, milestone))
                        .collect()
                        .last()
                        .replaceWithVoid()));
    }

    private Uni<Void> miss(Mutiny.Session session, Milestone milestone) {
        MilestoneState before = milestone.state();
        MilestoneFacts facts = new MilestoneFacts(
                before,
                milestone.owner(),
                milestone.head().stewardship(),
                milestone.head().ownerSide(),
                Classification.BILATERAL.isWithin(milestone.head().classification()),
                milestone.head().createdBy(),
                milestone.due(),
                milestone.hasCriteria(),
                milestone.startsOn(),
                0,
                Map.of(),
                Set.of(),
                List.of(),
                List.of());
        Decision<MilestoneOutcome> decision = MilestoneRules.decide(
                facts, new MilestoneCommand.Miss(config.gracePeriod()), CLOCK, register.todayInBoth());
        if (!(decision instanceof Decision.Accepted<MilestoneOutcome>)) {
            return Uni.createFrom().voidItem();
        }
        milestone.reach(MilestoneState.MISSED);
        return register.note(session, milestones, CLOCK, milestone, ChangeOutcome.done("missed", before.name()));
    }
}
