package org.ckep.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.record.Stewardship;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one side keeps to itself becomes readable by both, and nothing else does so. */
class RecordHeadTest {
    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    private static final Viewer MAKER =
            new Viewer("maker", "test", Side.CN, "mofcom", Set.of(Role.MAKER, Role.RELEASER), false);

    private static RecordHead head(Classification classification) {
        return RecordHead.unilateral(CLOCK, MAKER, "CK-TST-1", classification, List.of(), List.of());
    }

    /** Rules C2 and C4: what is its side's own word that side alone reads at first, whatever the one who enters it may do. */
    @Test
    void nobodyAloneEntersTheWordOfHisSideForOthers() {
        for (Classification wider :
                List.of(Classification.BILATERAL, Classification.PUBLIC, new Classification.Partner(Set.of("kotra")))) {
            ProblemException refusal = catchThrowableOfType(ProblemException.class, () -> forOwnSide(wider));
            assertThat(refusal.type()).isEqualTo(RecordsProblem.WIDER_THAN_OWN_SIDE);
            assertThat(refusal.getMessage()).contains("release");
        }
        for (Classification own :
                List.of(Classification.side(Side.CN), new Classification.Ministry(Side.CN, "mofcom"))) {
            assertThat(forOwnSide(own).classification()).isEqualTo(own);
        }
        assertThat(forOwnSide(null).classification()).isEqualTo(Classification.side(Side.CN));
        assertThat(catchThrowableOfType(ProblemException.class, () -> forOwnSide(Classification.side(Side.KR)))
                        .type())
                .isEqualTo(KernelProblem.FORBIDDEN);
    }

    private static RecordHead forOwnSide(@Nullable Classification classification) {
        return RecordHead.forOwnSide(CLOCK, MAKER, "CK-TST-1", classification, List.of(), List.of());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatOneSideKeepsToItselfIsShared(boolean ofAMinistry) {
        RecordHead head =
                head(ofAMinistry ? new Classification.Ministry(Side.CN, "mofcom") : Classification.side(Side.CN));
        head.share();
        assertThat(head.classification()).isEqualTo(Classification.BILATERAL);
        assertThat(head.stewardship()).isEqualTo(Stewardship.SHARED);
        assertThat(head.ownerSide()).isEqualTo(Side.CN);
        assertThatThrownBy(head::share).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatOthersReadAlreadyIsNotShared() {
        for (Classification wider :
                List.of(Classification.BILATERAL, Classification.PUBLIC, new Classification.Partner(Set.of("kotra")))) {
            RecordHead head = head(wider);
            assertThatThrownBy(head::share).isInstanceOf(IllegalStateException.class);
            assertThat(head.classification()).isEqualTo(wider);
        }
    }
}
