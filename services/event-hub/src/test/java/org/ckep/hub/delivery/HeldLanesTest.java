package org.ckep.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HeldLanesTest {
    private final UUID one = UUID.randomUUID();
    private final UUID other = UUID.randomUUID();

    private static List<LaneClaim> claims(UUID sub, int amount) {
        List<LaneClaim> claims = new ArrayList<>();
        for (int i = 0; i < amount; i++) {
            claims.add(new LaneClaim(sub, "lane " + i, i + 1, 0, 0, List.of(), LaneClaim.Kind.LIVE, 0, 0));
        }
        return claims;
    }

    @Test
    void oneSubscriptionTakesNoMoreThanItsShare() {
        HeldLanes held = new HeldLanes(100, 40);
        assertThat(held.room(one)).isEqualTo(40);
        held.add(claims(one, 30));
        assertThat(held.room(one)).isEqualTo(10);
        assertThat(held.room(other)).isEqualTo(40);
        held.add(claims(one, 20));
        assertThat(held.room(one)).isZero();
        assertThat(held.room()).isEqualTo(50);
    }

    @Test
    void allTogetherTakeNoMoreThanTheProcessHas() {
        HeldLanes held = new HeldLanes(50, 40);
        held.add(claims(one, 35));
        assertThat(held.room(other)).isEqualTo(15);
        held.add(claims(other, 20));
        assertThat(held.room()).isZero();
        assertThat(held.room(other)).isZero();
        assertThat(held.all()).isEqualTo(55);
    }

    /** Whoever may have been kept from more is looked after at once. */
    @Test
    void givingBackTellsWhereThereWasNoRoomLeft() {
        HeldLanes held = new HeldLanes(100, 40);
        held.add(claims(one, 15));
        held.add(claims(other, 16));
        assertThat(held.remove(claims(one, 15))).isFalse();
        assertThat(held.remove(claims(other, 1))).isTrue();
        assertThat(held.remove(claims(other, 15))).isFalse();
        assertThat(held.all()).isZero();
        assertThat(held.room(other)).isEqualTo(40);

        // Between those of an endpoint that fails and its share there is room, so nothing waits for what is given back.
        held.add(claims(one, 30));
        assertThat(held.remove(claims(one, 10))).isFalse();
        held.add(claims(one, 20));
        assertThat(held.remove(claims(one, 5))).isTrue();
        assertThat(held.room(one)).isEqualTo(5);

        HeldLanes full = new HeldLanes(5, 40);
        full.add(claims(one, 5));
        assertThat(full.remove(claims(one, 5))).isTrue();
    }
}
