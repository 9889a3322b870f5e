package org.ckep.trade.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.ckep.kernel.access.Side;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class UploadPlacesTest {
    @ParameterizedTest
    @EnumSource(Side.class)
    void oneSideNeverTakesTheLastPlace(Side side) {
        UploadPlaces places = new UploadPlaces(4);
        Side other = side == Side.CN ? Side.KR : Side.CN;
        assertThat(taken(places, side)).isEqualTo(3);
        assertThat(places.take(null)).isFalse();
        assertThat(places.take(other)).isTrue();
        assertThat(places.take(other)).isFalse();
        places.leave(other);
        assertThat(places.take(side)).isFalse();
        places.leave(side);
        assertThat(places.take(null)).isTrue();
        assertThat(places.take(other)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"3, 1", "4, 2", "8, 6"})
    void theLoaderLeavesOnePlaceToEachSide(int all, int share) {
        UploadPlaces places = new UploadPlaces(all);
        assertThat(taken(places, null)).isEqualTo(share);
        for (Side side : Side.values()) {
            assertThat(taken(places, side)).isEqualTo(1);
        }
    }

    @Test
    void placesForEveryoneAreDemanded() {
        assertThatThrownBy(() -> new UploadPlaces(2)).hasMessageContaining("max-parallel");
    }

    private static int taken(UploadPlaces places, @org.jspecify.annotations.Nullable Side side) {
        int taken = 0;
        while (places.take(side)) {
            taken++;
        }
        return taken;
    }
}
