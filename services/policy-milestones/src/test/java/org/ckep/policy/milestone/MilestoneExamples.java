package org.ckep.policy.milestone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.Decision;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.record.Stewardship;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.policy.register.Owner;

/** Milestones, people and outcomes for the tests of the rules. */
final class MilestoneExamples {
    static final LocalDate TODAY = LocalDate.of(2026, 6, 1);
    static final Urn OTHER = Urn.random("milestone");

    static final Viewer CN_MAKER = person("cn-maker", Side.CN, Role.MAKER);
    static final Viewer CN_CHECKER = person("cn-checker", Side.CN, Role.CHECKER);
    static final Viewer KR_MAKER = person("kr-maker", Side.KR, Role.MAKER);
    static final Viewer KR_CHECKER = person("kr-checker", Side.KR, Role.CHECKER);

    private MilestoneExamples() {}

    /** The decision in one word. */
    static String outcome(Decision<MilestoneOutcome> decision) {
        return switch (decision) {
            case Decision.Accepted<MilestoneOutcome> accepted ->
                accepted.next().awaiting().isEmpty()
                        ? accepted.next().state().name()
                        : accepted.next().state() + " awaiting "
                                + accepted.next().awaiting();
            case Decision.Unchanged<MilestoneOutcome> unchanged -> "unchanged";
            case Decision.Refused<MilestoneOutcome> refused -> ((KernelProblem) refused.type()).name();
        };
    }

    static void assertRefused(Decision<MilestoneOutcome> decision, KernelProblem problem, String detail) {
        assertThat(decision).isInstanceOfSatisfying(Decision.Refused.class, refused -> {
            assertThat(refused.type()).isEqualTo(problem);
            assertThat(refused.detail()).isEqualTo(detail);
        });
    }

    static Viewer person(String subject, Side side, Role role) {
        return new Viewer(subject, "portal", side, null, Set.of(role), false);
    }

    static Facts facts(MilestoneState state) {
        return new Facts(state);
    }

    /** A milestone of the Chinese side with one piece of evidence, changed where a test says so. */
    static final class Facts {
        private final MilestoneState state;
        private Owner owner = Owner.CN;
        private Stewardship stewardship = Stewardship.UNILATERAL;
        private Side keeper = Side.CN;
        private boolean shared;
        private FuzzyDate due = FuzzyDate.parse("2026-12-31");
        private FuzzyDate startsOn = FuzzyDate.parse("2026-09-01");
        private int evidence = 1;
        private Map<Side, Assessment> assessments = Map.of(Side.CN, Assessment.NOT_MET);
        private final Set<Side> consents = EnumSet.noneOf(Side.class);
        private List<Urn> unstarted = List.of();
        private List<Urn> unmet = List.of();

        Facts(MilestoneState state) {
            this.state = state;
        }

        Facts owner(Owner value) {
            owner = value;
            return this;
        }

        Facts stewardship(Stewardship value) {
            stewardship = value;
            return this;
        }

        Facts keeper(Side value) {
            keeper = value;
            return this;
        }

        Facts shared() {
            shared = true;
            return this;
        }

        Facts due(String value) {
            due = FuzzyDate.parse(value);
            return this;
        }

        Facts startsOn(String value) {
            startsOn = FuzzyDate.parse(value);
            return this;
        }

        Facts evidence(int value) {
            evidence = value;
            return this;
        }

        Facts assessments(Map<Side, Assessment> value) {
            assessments = value;
            return this;
        }

        Facts consents(Side value) {
            consents.add(value);
            return this;
        }

        Facts unstarted(Urn value) {
            unstarted = List.of(value);
            return this;
        }

        Facts unmet(Urn value) {
            unmet = List.of(value);
            return this;
        }

        MilestoneFacts build() {
            return new MilestoneFacts(
                    state,
                    owner,
                    stewardship,
                    keeper,
                    shared,
                    "cn-maker",
                    due,
                    true,
                    startsOn,
                    evidence,
                    assessments,
                    consents,
                    unstarted,
                    unmet);
        }
    }
}
