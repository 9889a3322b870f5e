package org.ckep.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LaneClaimTest {
    /**
     * Rule P16: what is signed is the database's time and what has passed since, by a clock that nobody sets. Whatever this
     * machine believes the time to be, ten minutes off or twenty years as here, stands in no signature.
     */
    @Test
    void p16_theTimeThatIsSignedIsNotThisMachines() {
        long twentyYearsAgo = 1_167_609_600_000L;
        long heldNanos = 2_000_000_000L;
        LaneClaim claim = new LaneClaim(
                UUID.randomUUID(),
                "lane",
                1,
                0,
                0,
                List.of(),
                LaneClaim.Kind.LIVE,
                twentyYearsAgo,
                System.nanoTime() - heldNanos);
        assertThat(claim.timestamp()).isBetween(1_167_609_602L, 1_167_609_662L);
    }
}
