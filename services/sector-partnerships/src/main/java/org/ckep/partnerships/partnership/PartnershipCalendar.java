package org.ckep.partnerships.partnership;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.Decision;
import org.ckep.records.Register;
import org.hibernate.LockMode;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * Lets partnerships expire and lapse. Observed records stay as their sources left them. Each step is a transaction of its
 * own under the row's lock, so several replicas may look at once and each step is taken once.
 */
@ApplicationScoped
class PartnershipCalendar {
    private static final Logger LOG = Logger.getLogger(PartnershipCalendar.class);

    /** Who acts in the audit trail. */
    private static final Viewer CALENDAR = new Viewer("calendar", "sector-partnerships", null, null, Set.of(), true);

    private final Register register;
    private final PartnershipRepository partnerships;
    private final TransitionService transitions;
    private final CalendarConfig config;

    PartnershipCalendar(
            Register register,
            PartnershipRepository partnerships,
            TransitionService transitions,
            CalendarConfig config) {
        this.register = register;
        this.partnerships = partnerships;
        this.transitions = transitions;
        this.config = config;
    }

    @Scheduled(
            every = "${ckep.partnerships.calendar.check-interval:1h}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> look() {
        return register.system(session -> partnerships.due(session, register.todayInBoth(), config.maxBatch()))
                .onItem()
                .transformToMulti(ids -> Multi.createFrom().iterable(ids))
                .onItem()
                .transformToUniAndConcatenate(this::leadOn)
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** One partnership; a failure is logged and does not stop the others. */
    private Uni<Void> leadOn(UUID id) {
        return register.system(session -> session.find(Partnership.class, id, LockMode.PESSIMISTIC_WRITE)
                        .chain(partnership ->
                                partnership == null ? Uni.createFrom().voidItem() : decide(session, partnership)))
                .onFailure()
                .invoke(failure -> LOG.errorf(failure, "partnership %s could not be led on by the calendar", id))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> decide(Mutiny.Session session, Partnership partnership) {
        PartnershipFacts facts = new PartnershipFacts(
                partnership.kind(),
                List.of(),
                partnership.start(),
                partnership.end(),
                partnership.signature(),
                partnership.ipTerms() != null,
                List.of(),
                0,
                partnership.lastReportOn());
        for (PartnershipCommand command : List.of(new PartnershipCommand.Expire(), new PartnershipCommand.Lapse())) {
            Decision<PartnershipState> decision =
                    PartnershipRules.decide(partnership.state(), command, facts, List.of(), register.todayInBoth());
            if (decision instanceof Decision.Accepted<PartnershipState> accepted) {
                return transitions.become(session, CALENDAR, partnership, accepted.next(), null, List.of());
            }
        }
        return Uni.createFrom().voidItem();
    }
}
