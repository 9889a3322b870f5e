package org.ckep.kernel.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.change.ChangeProtocol.Act;
import org.ckep.kernel.problem.Decision;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.value.Language;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.LocalizedText.Status;

/** Random histories of one record: whatever anybody tries, an agreed value exists only by a bilateral act. */
class ChangeHistoryTest {
    private static final Duration PERIOD = Duration.ofDays(30);
    private static final LocalizedText REASON =
            LocalizedText.of(Language.KO, "사유").with(Language.ZH_HANS, "理由", Status.OFFICIAL);

    /**
     * What somebody tries.
     *
     * @param actor who, as index into {@link Persons#ALL}
     * @param change on which of the change sets
     * @param choice which act
     * @param open true to choose among the acts that are open to him, so that histories get far
     * @param honest false for a hash that he has not read
     * @param hours that pass before
     */
    record Attempt(int actor, int change, int choice, boolean open, boolean honest, int hours) {}

    @Provide
    Arbitrary<List<Attempt>> histories() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, Persons.ALL.size() - 1),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(0, 1000),
                        Arbitraries.frequency(Tuple.of(4, true), Tuple.of(1, false)),
                        Arbitraries.frequency(Tuple.of(9, true), Tuple.of(1, false)),
                        Arbitraries.frequency(Tuple.of(60, 1), Tuple.of(1, 400)))
                .as(Attempt::new)
                .withoutEdgeCases()
                .list()
                .ofMinSize(50)
                .ofMaxSize(250);
    }

    /** A record with its agreed versions and all change sets that were ever drafted. */
    private static final class World {
        private final List<ChangeSet> changes = new ArrayList<>();
        private final List<Integer> bases = new ArrayList<>();
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");
        private int version;

        void attempt(Attempt attempt) {
            now = now.plus(Duration.ofHours(attempt.hours()));
            Viewer actor = Persons.ALL.get(attempt.actor());
            if (attempt.change() >= changes.size() || attempt.choice() % 25 == 0) {
                draft(actor);
                return;
            }
            // The newest ones, so that a long history goes on after the first are closed.
            int index = changes.size() - 1 - attempt.change();
            ChangeSet before = changes.get(index);
            Viewer doer = attempt.open() ? whoCanAct(before, attempt.actor()) : actor;
            ChangeAction action = choose(before, doer, attempt);
            Act act = new Act(action, attempt.honest() ? before.hash() : "0".repeat(64), REASON, now, PERIOD);
            if (ChangeProtocol.decide(before, act, doer) instanceof Decision.Accepted<ChangeSet> accepted) {
                assertThat(before.state().isOpen())
                        .as("only an open change set changes")
                        .isTrue();
                ChangeSet next = action == ChangeAction.EDIT
                        ? accepted.next().rewritten(Objects.requireNonNull(doer.subject()), hash(attempt.choice()))
                        : accepted.next();
                changes.set(index, next);
                if (next.state() == ChangeState.APPLIED) {
                    apply(index);
                }
            }
        }

        /** The first of all, beginning with that one, who can do more than withdraw it; so histories get far. */
        private Viewer whoCanAct(ChangeSet change, int first) {
            List<Viewer> all = new ArrayList<>(Persons.ALL);
            Collections.rotate(all, -first);
            return all.stream()
                    .filter(viewer -> ChangeProtocol.allowed(change, viewer, now).stream()
                            .anyMatch(code -> !code.equals(ChangeAction.WITHDRAW.code())))
                    .findFirst()
                    .orElse(all.getFirst());
        }

        private void draft(Viewer actor) {
            if (actor.side() != null && actor.hasRole(Role.MAKER)) {
                changes.add(ChangeSet.draft(
                        actor.side(),
                        Procedure.EXPLICIT,
                        Objects.requireNonNull(actor.subject()),
                        hash(changes.size())));
                bases.add(version);
            }
        }

        private ChangeAction choose(ChangeSet change, Viewer actor, Attempt attempt) {
            List<String> open = ChangeProtocol.allowed(change, actor, now);
            if (attempt.open() && !open.isEmpty()) {
                // Nearly everybody may withdraw at any time; if they did, no history would get anywhere.
                boolean resigned = open.getLast().equals(ChangeAction.WITHDRAW.code()) && open.size() > 1;
                int acts = resigned && attempt.choice() % 7 != 0 ? open.size() - 1 : open.size();
                String code = open.get(attempt.choice() % acts);
                return ChangeAction.valueOf(code.toUpperCase(Locale.ROOT));
            }
            return ChangeAction.values()[attempt.choice() % ChangeAction.values().length];
        }

        private void apply(int index) {
            assertThat(bases.get(index)).as("agreed on the present version").isEqualTo(version);
            version++;
            for (int i = 0; i < changes.size(); i++) {
                ChangeSet outdated = ChangeProtocol.outdated(changes.get(i));
                if (outdated != null) {
                    changes.set(i, outdated);
                }
            }
        }

        private static String hash(int content) {
            return ChangeHash.of("[" + content + "]");
        }
    }

    @Property(tries = 300)
    void anAgreedValueExistsOnlyByABilateralAct(@ForAll("histories") List<Attempt> history) {
        World world = new World();
        for (Attempt attempt : history) {
            world.attempt(attempt);
        }
        List<ChangeSet> applied = world.changes.stream()
                .filter(change -> change.state() == ChangeState.APPLIED)
                .toList();
        Statistics.label("agreed")
                .collect(applied.isEmpty() ? "none" : "some")
                .coverage(histories -> histories.check("some").percentage(some -> some > 10));
        assertThat(applied).as("one change set for each agreed version").hasSize(world.version);
        applied.forEach(ChangeHistoryTest::assertBilateral);
        world.changes.forEach(change -> assertHidden(change, world.now));
    }

    private static void assertBilateral(ChangeSet change) {
        List<Signature> signatures = change.signatures();
        assertThat(signatures).extracting(Signature::function).containsExactly(Signature.Function.values());
        assertThat(signatures).extracting(Signature::hash).containsOnly(change.hash());
        assertThat(signatures).extracting(Signature::subject).doesNotHaveDuplicates();
        assertThat(signatures)
                .extracting(Signature::side)
                .containsExactly(
                        change.side(),
                        change.side(),
                        change.side().other(),
                        change.side().other());
        assertThat(signatures)
                .as("no system signs")
                .extracting(Signature::subject)
                .noneMatch(subject -> subject.endsWith("-system"));
        Set<String> approvers =
                signatures.stream().skip(1).map(Signature::subject).collect(Collectors.toSet());
        assertThat(approvers).doesNotContainAnyElementsOf(change.authors());
    }

    /** Until it is proposed, nobody beside its own side learns of a change set, by no act. */
    private static void assertHidden(ChangeSet change, Instant now) {
        for (Viewer viewer : Persons.ALL) {
            boolean stranger = viewer.side() == null || (viewer.side() != change.side() && change.proposedAt() == null);
            if (stranger) {
                for (ChangeAction action : ChangeAction.values()) {
                    Decision<ChangeSet> decision =
                            ChangeProtocol.decide(change, new Act(action, change.hash(), REASON, now, PERIOD), viewer);
                    assertThat(decision)
                            .isEqualTo(Decision.refuse(KernelProblem.NOT_FOUND, "No such record.", List.of()));
                }
            }
        }
    }
}
