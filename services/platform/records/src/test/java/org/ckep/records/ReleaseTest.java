package org.ckep.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.claim.ClaimValue;
import org.ckep.kernel.claim.Modality;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.problem.ProblemType;
import org.ckep.kernel.value.LocalizedText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who adds readers to a record, and to which (rules C1 to C3). */
class ReleaseTest {
    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    private static final Classification OWN = Classification.side(Side.CN);
    private static final Release TO_BOTH_SIDES = new Release(Classification.BILATERAL);

    private static Viewer person(String subject, Side side, Role... roles) {
        return new Viewer(subject, "test", side, "mofcom", Set.of(roles), false);
    }

    private static final Viewer MAKER = person("maker", Side.CN, Role.MAKER, Role.RELEASER);
    private static final Viewer RELEASER = person("releaser", Side.CN, Role.RELEASER);

    private static StoredClaim claim(RecordHead head) {
        NewClaim claim = new NewClaim(
                Urn.CN_KR_RELATION,
                "verdict",
                new ClaimValue.Statement(LocalizedText.en("Verdict")),
                null,
                null,
                List.of(),
                Modality.ASSERTED,
                null,
                null,
                null,
                null,
                null,
                null);
        return new StoredClaim(UUID.randomUUID(), head, claim, head.ownerSide());
    }

    private static StoredClaim claim(Classification classification) {
        return claim(RecordHead.unilateral(CLOCK, MAKER, "CK-TST-1", classification, List.of(), List.of()));
    }

    private static void widen(Release release, Viewer viewer, RegisterRecord record) {
        release.widen(viewer, record, Uni.createFrom()::voidItem).await().indefinitely();
    }

    private static void assertRefused(ProblemType type, Release release, Viewer viewer, RegisterRecord record) {
        Classification before = record.head().classification();
        ProblemException refusal = catchThrowableOfType(ProblemException.class, () -> widen(release, viewer, record));
        assertThat(refusal.type()).isEqualTo(type);
        assertThat(record.head().classification()).isEqualTo(before);
    }

    @Test
    void anotherPersonOfTheSideAddsReaders() {
        StoredClaim claim = claim(OWN);
        widen(TO_BOTH_SIDES, RELEASER, claim);
        assertThat(claim.head().classification()).isEqualTo(Classification.BILATERAL);
        // To release is not to change: the same person adds the next ones too.
        widen(new Release(Classification.PUBLIC), RELEASER, claim);
        assertThat(claim.head().classification()).isEqualTo(Classification.PUBLIC);
    }

    @Test
    void nobodyReleasesWhatHeEnteredOrChangedLast() {
        assertRefused(RecordsProblem.RELEASE_OF_OWN_WORK, TO_BOTH_SIDES, MAKER, claim(OWN));
        StoredClaim edited = claim(OWN);
        edited.edited(RELEASER);
        assertRefused(RecordsProblem.RELEASE_OF_OWN_WORK, TO_BOTH_SIDES, RELEASER, edited);
        assertRefused(RecordsProblem.RELEASE_OF_OWN_WORK, TO_BOTH_SIDES, MAKER, edited);
        widen(TO_BOTH_SIDES, person("third", Side.CN, Role.RELEASER), edited);
        assertThat(edited.head().classification()).isEqualTo(Classification.BILATERAL);
    }

    @Test
    void noSystemReleases() {
        Viewer system = new Viewer("system", "test", Side.CN, "mofcom", Set.of(Role.RELEASER), true);
        assertRefused(RecordsProblem.RELEASE_NEEDS_A_PERSON, TO_BOTH_SIDES, system, claim(OWN));
    }

    @ParameterizedTest
    @EnumSource(names = {"MAKER", "CHECKER", "STATISTICIAN"})
    void nobodyElseReleases(Role role) {
        assertRefused(KernelProblem.FORBIDDEN, TO_BOTH_SIDES, person("other", Side.CN, role), claim(OWN));
        assertRefused(
                KernelProblem.FORBIDDEN,
                new Release(Classification.PUBLIC),
                person("korean", Side.KR, role, Role.RELEASER),
                claim(Classification.BILATERAL));
    }

    /** Those are the records of nobody and of both. */
    @Test
    void noSideReleasesWhatItDoesNotStandBehindAlone() {
        StoredClaim observed = claim(RecordHead.observed(
                CLOCK, MAKER, "CK-TST-2", List.of(new Urn("source", UUID.randomUUID())), List.of(), List.of()));
        assertRefused(KernelProblem.FORBIDDEN, TO_BOTH_SIDES, RELEASER, observed);
        StoredClaim joint = claim(Classification.BILATERAL);
        joint.head().becomeJoint();
        assertRefused(KernelProblem.FORBIDDEN, new Release(Classification.PUBLIC), RELEASER, joint);
    }

    @Test
    void readersAreAddedAndNoneIsTakenAway() {
        for (Classification now : Viewers.classifications()) {
            for (Classification next : Viewers.classifications()) {
                if (!MAKER.mayRead(now) || !RELEASER.mayRead(next)) {
                    continue;
                }
                StoredClaim claim = claim(now);
                if (now.isWithin(next) && !now.equals(next)) {
                    widen(new Release(next), RELEASER, claim);
                    assertThat(claim.head().classification()).isEqualTo(next);
                } else {
                    assertRefused(RecordsProblem.CLASSIFICATION_NOT_WIDER, new Release(next), RELEASER, claim);
                }
            }
        }
    }

    /** What it refers to is looked at while it is as it was, so that the look writes nothing of it. */
    @Test
    void whatItRefersToComesFirst() {
        StoredClaim claim = claim(OWN);
        ProblemException refusal = catchThrowableOfType(ProblemException.class, () -> TO_BOTH_SIDES
                .widen(RELEASER, claim, () -> {
                    assertThat(claim.head().classification()).isEqualTo(OWN);
                    return Uni.createFrom().failure(ProblemException.notFound());
                })
                .await()
                .indefinitely());
        assertThat(refusal.type()).isEqualTo(KernelProblem.NOT_FOUND);
        assertThat(claim.head().classification()).isEqualTo(OWN);
    }
}
