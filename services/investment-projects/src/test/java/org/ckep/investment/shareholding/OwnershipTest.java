package org.ckep.investment.shareholding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.ProblemException;
import org.junit.jupiter.api.Test;

/** How far control is followed, and that it ends. */
class OwnershipTest {
    private static final Least PART = new Least(BigDecimal.ONE, false);

    private final Ownership ownership = new Ownership(org(0));

    private static Urn org(int number) {
        return new Urn("organisation", new UUID(0x4000L, 0x8000000000000000L + number));
    }

    /** Holders of the numbers from one to another, the last one left out. */
    private static Map<Urn, Least> holders(int from, int to) {
        Map<Urn, Least> holders = new HashMap<>();
        for (int holder = from; holder < to; holder++) {
            holders.put(org(holder), PART);
        }
        return holders;
    }

    private static void refused(ThrowingCallable work, String text) {
        assertThatThrownBy(work).isInstanceOf(ProblemException.class).hasMessageContaining(text);
    }

    @Test
    void nobodyIsLookedAtTwice() {
        assertThat(ownership.next()).containsExactly(org(0));
        ownership.add(Map.of(org(0), holders(1, 3)));
        assertThat(ownership.next()).containsExactlyInAnyOrder(org(1), org(2));
        ownership.add(Map.of(org(1), Map.of(org(0), PART, org(2), PART, org(3), PART)));
        assertThat(ownership.next()).containsExactly(org(3));
        ownership.add(Map.of(org(3), Map.of(org(1), PART)));
        assertThat(ownership.next()).isEmpty();
        assertThat(ownership.holdings()).containsOnlyKeys(org(0), org(1), org(3));
    }

    @Test
    void noMoreThanFiftyLevelsAreFollowed() {
        for (int level = 0; level < 50; level++) {
            ownership.add(Map.of(org(level), holders(level + 1, level + 2)));
        }
        // One that leads to nobody new is none.
        ownership.add(Map.of(org(50), holders(0, 1)));
        refused(() -> ownership.add(Map.of(org(50), holders(51, 52))), "50 levels");
    }

    @Test
    void noMoreThanTwoThousandOrganisationsAreFollowed() {
        ownership.add(Map.of(org(0), holders(1, 2000)));
        assertThat(ownership.next()).hasSize(1999);
        refused(() -> ownership.add(Map.of(org(1), holders(2000, 2001))), "2000 organisations");
    }

    @Test
    void noMoreThanTwentyThousandHoldingsAreFollowed() {
        Map<Urn, Map<Urn, Least>> level = new HashMap<>();
        for (int entity = 1; entity <= 200; entity++) {
            level.put(org(entity), holders(1, 101));
        }
        ownership.add(level);
        refused(() -> ownership.add(Map.of(org(0), holders(1, 2))), "20000 holdings");
    }

    @Test
    void noMoreThanTenThousandStatementsAreRead() {
        ownership.read(9_999);
        assertThat(ownership.statementsLeft()).isEqualTo(1);
        ownership.read(1);
        refused(() -> ownership.read(1), "10000 statements");
    }
}
