package org.ckep.policy.engagement;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.Decision;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.record.Stewardship;
import org.ckep.policy.register.ChangeOutcome;
import org.ckep.policy.register.FourEyes;
import org.ckep.policy.register.Refusals;
import org.ckep.policy.register.Register;
import org.hibernate.reactive.mutiny.Mutiny;

/** Minutes are agreed when a checker of each side has said so of the same minutes. */
@ApplicationScoped
class Minutes {
    private final Register register;

    Minutes(Register register) {
        this.register = register;
    }

    Uni<ChangeOutcome> agree(Mutiny.Session session, Viewer viewer, Engagement engagement) {
        FourEyes.requireChecker(viewer, engagement);
        Side side = viewer.side();
        if (side == null) {
            throw new ProblemException(KernelProblem.FORBIDDEN, "Minutes are agreed by the two sides.");
        }
        EngagementState before = engagement.state();
        switch (EngagementRules.decide(
                before,
                EngagementState.MINUTES_AGREED,
                new EngagementRules.Dates(null, null, null),
                register.today())) {
            case Decision.Refused<EngagementState> refused ->
                throw Refusals.of(refused, EngagementState.MINUTES_AGREED);
            case Decision.Unchanged<EngagementState> unchanged -> {
                return Uni.createFrom().item(ChangeOutcome.NOTHING);
            }
            case Decision.Accepted<EngagementState> accepted -> {}
        }
        boolean shared = Classification.BILATERAL.isWithin(engagement.head().classification());
        if (engagement.head().stewardship() == Stewardship.OBSERVED || !shared) {
            throw new ProblemException(
                            KernelProblem.STATE_FORBIDS,
                            "Minutes are agreed of a side's own record that the other side can see.")
                    .withMember("allowed", List.of());
        }
        String digest = engagement.content().minutesSha256();
        return session.createSelectionQuery("from EngagementConsent c where c.recordId = :id", EngagementConsent.class)
                .setParameter("id", engagement.id())
                .getResultList()
                .chain(consents -> {
                    Set<Side> agreed = EnumSet.of(side);
                    consents.stream()
                            .filter(consent -> consent.isFor(digest))
                            .forEach(consent -> agreed.add(consent.side()));
                    return agreed.size() < 2
                            ? give(session, viewer, side, engagement, consents)
                            : Uni.createFrom().item(conclude(session, engagement, before));
                });
    }

    private Uni<ChangeOutcome> give(
            Mutiny.Session session, Viewer viewer, Side side, Engagement engagement, List<EngagementConsent> consents) {
        String digest = engagement.content().minutesSha256();
        String subject = String.valueOf(viewer.subject());
        for (EngagementConsent consent : consents) {
            if (consent.side() == side) {
                consent.renew(subject, digest, register.clock().instant());
                return audited(session, viewer, engagement);
            }
        }
        return session.persist(new EngagementConsent(
                        engagement.id(), side, subject, digest, register.clock().instant()))
                .chain(() -> audited(session, viewer, engagement));
    }

    /** A consent alone moves nothing, so it makes no event and leaves the record's version as it is. */
    private Uni<ChangeOutcome> audited(Mutiny.Session session, Viewer viewer, Engagement engagement) {
        return register.audit()
                .record(session, viewer, "consent-to-minutes", engagement.urn(), null, null)
                .chain(session::flush)
                .replaceWith(ChangeOutcome.NOTHING);
    }

    private static ChangeOutcome conclude(Mutiny.Session session, Engagement engagement, EngagementState before) {
        return ChangeOutcome.forBoth("minutes_agreed", before.name(), () -> session.createMutationQuery(
                        "delete from EngagementConsent c where c.recordId = :id")
                .setParameter("id", engagement.id())
                .executeUpdate()
                .invoke(() -> engagement.reach(
                        EngagementState.MINUTES_AGREED,
                        new EngagementRules.Dates(engagement.startsOn(), engagement.endsOn(), null)))
                .replaceWithVoid());
    }
}
