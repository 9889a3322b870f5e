package org.ckep.investment.shareholding;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.ckep.kernel.id.Urn;
import org.junit.jupiter.api.Test;

/** Rule I17, on holdings in lines and in circles. */
class ControlRulesTest {
    private final Map<Urn, Map<Urn, Least>> holdings = new HashMap<>();

    private static Urn org(int number) {
        return new Urn("organisation", new UUID(0x4000L, 0x8000000000000000L + number));
    }

    private void holds(int holder, int entity, String percent) {
        holds(holder, entity, new Least(new BigDecimal(percent), false));
    }

    private void holds(int holder, int entity, Least part) {
        holdings.computeIfAbsent(org(entity), none -> new HashMap<>()).put(org(holder), part);
    }

    private List<String> parts(int entity) {
        return ControlRules.parts(org(entity), holdings).stream()
                .map(part -> (part.holder().uuid().getLeastSignificantBits() & 0xff) + ": " + part.direct() + " -> "
                        + part.total()
                        + part.through().stream()
                                .map(urn -> " via " + (urn.uuid().getLeastSignificantBits() & 0xff))
                                .reduce("", String::concat))
                .toList();
    }

    /** CNGR holds 51 percent, and 29 more through Fino. */
    @Test
    void i17_whatIsHeldThroughAControlledOneCounts() {
        holds(1, 9, "51");
        holds(2, 9, "29");
        holds(3, 9, "20");
        holds(1, 2, "60");
        assertThat(parts(9)).containsExactly("1: 51 -> 80 via 2", "2: 29 -> 29", "3: 20 -> 20");
    }

    @Test
    void i17_halfIsNoControl() {
        holds(1, 2, "50");
        holds(2, 9, "100");
        assertThat(parts(9)).containsExactly("2: 100 -> 100");
        holds(1, 2, "50.01");
        assertThat(parts(9)).containsExactly("1: 0 -> 100 via 2", "2: 100 -> 100");
    }

    @Test
    void i17_moreThanHalfIsControlWhereItIsSaidSo() {
        holds(1, 2, new Least(new BigDecimal("50"), true));
        holds(2, 9, "100");
        assertThat(parts(9)).containsExactly("1: 0 -> 100 via 2", "2: 100 -> 100");
        // One part of two that is exceeded lets the sum be exceeded.
        holds(1, 2, new Least(new BigDecimal("20"), true));
        holds(1, 3, "100");
        holds(3, 2, "30");
        assertThat(parts(9)).containsExactly("1: 0 -> 100 via 2", "2: 100 -> 100");
        holds(1, 2, "20");
        assertThat(parts(9)).containsExactly("2: 100 -> 100");
    }

    @Test
    void i17_severalControlledOnesControlTogether() {
        holds(1, 2, "60");
        holds(1, 3, "60");
        holds(2, 4, "30");
        holds(3, 4, "30");
        holds(4, 9, "70");
        assertThat(parts(9)).containsExactly("1: 0 -> 70 via 4", "4: 70 -> 70");
    }

    @Test
    void i17_endsOnHoldingsInACircle() {
        holds(1, 2, "60");
        holds(2, 3, "60");
        holds(3, 1, "60");
        holds(3, 9, "40");
        holds(9, 9, "5");
        holds(9, 1, "30");
        assertThat(parts(9)).containsExactly("1: 0 -> 40 via 3", "2: 0 -> 40 via 3", "3: 40 -> 40");
        assertThat(ControlRules.parts(org(7), holdings)).isEmpty();
    }

    /** Each of a thousand controls the next one: whoever stands above the last one controls what that holds. */
    @Test
    void i17_followsALongLine() {
        int last = 1000;
        for (int holder = 1; holder < last; holder++) {
            holds(holder, holder + 1, "60");
        }
        assertThat(ControlRules.parts(org(last), holdings))
                .hasSize(last - 1)
                .allSatisfy(part -> assertThat(part.total()).isEqualByComparingTo("60"));
    }

    /** Any graph: it ends, nobody controls less than he holds or more than there is. */
    @Property
    void i17_nobodyControlsLessThanHeHoldsOrMoreThanThereIs(
            @ForAll @Size(64) List<@IntRange(min = 0, max = 100) Integer> percents) {
        holdings.clear();
        for (int entity = 0; entity < 8; entity++) {
            int left = 100;
            for (int holder = 0; holder < 8; holder++) {
                int percent = Math.min(left, percents.get(8 * entity + holder) / 2);
                left -= percent;
                if (percent > 0) {
                    holds(holder, entity, Integer.toString(percent));
                }
            }
        }
        for (int entity = 0; entity < 8; entity++) {
            for (ControlRules.Part part : ControlRules.parts(org(entity), holdings)) {
                assertThat(part.total()).isBetween(part.direct(), BigDecimal.valueOf(100));
                assertThat(part.through()).doesNotContain(part.holder());
            }
        }
    }
}
