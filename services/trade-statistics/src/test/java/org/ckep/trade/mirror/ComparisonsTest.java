package org.ckep.trade.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ckep.trade.conversion.ConversionMethod;
import org.ckep.trade.conversion.FiguresInEdition.Asked;
import org.ckep.trade.conversion.FiguresInEdition.Shown;
import org.ckep.trade.mirror.Comparisons.Direction;
import org.ckep.trade.mirror.MirrorRepository.Slot;
import org.ckep.trade.mirror.MirrorRepository.Which;
import org.ckep.trade.mirror.MirrorView.Compared;
import org.ckep.trade.observation.Frequency;
import org.ckep.trade.observation.Period;
import org.ckep.trade.observation.Sender;
import org.junit.jupiter.api.Test;

class ComparisonsTest {
    private static final MirrorQuery QUERY =
            new MirrorQuery("JP", "US", Frequency.A, null, null, "970110", null, null, null);

    /** One conversion answers for all codes of a reporter's period, and a page asks for no more than some of these. */
    @Test
    void aPageConvertsTheFirstPeriodsAlone() {
        List<Map.Entry<Slot, Map<Which, MirrorFigure>>> slots = new ArrayList<>();
        for (int year = 1990; year < 2020; year++) {
            slots.add(slot(year, "970110"));
            slots.add(slot(year, "970120"));
        }
        List<Asked> asked = new ArrayList<>();
        Comparisons comparisons = new Comparisons((each, codes) -> {
            asked.add(each);
            assertThat(codes).containsExactlyInAnyOrder("970110", "970120");
            Shown shown = new Shown(BigDecimal.TEN, ConversionMethod.ONE_TO_ONE, BigDecimal.ZERO, 1);
            return Uni.createFrom().item(Map.of("970110", shown, "970120", shown));
        });
        Map<Direction, Compared> compared = comparisons.of(QUERY, slots).await().indefinitely();
        assertThat(asked).hasSize(Comparisons.MAX_CONVERSIONS);
        assertThat(compared).hasSize(2 * Comparisons.MAX_CONVERSIONS);
        assertThat(compared).containsKey(new Direction(slots.getFirst().getKey(), "JP"));
        assertThat(compared).doesNotContainKey(new Direction(slots.getLast().getKey(), "JP"));
    }

    private static Map.Entry<Slot, Map<Which, MirrorFigure>> slot(int year, String commodity) {
        Slot slot = new Slot(new Period(Frequency.A, LocalDate.of(year, 1, 1)), "COMTRADE_V1", commodity);
        return Map.entry(
                slot,
                Map.of(
                        new Which("JP", "X"), figure("JP", "US", "X", "HS17"),
                        new Which("US", "M"), figure("US", "JP", "M", "HS22")));
    }

    private static MirrorFigure figure(String reporter, String partner, String flow, String edition) {
        return new MirrorFigure(
                reporter,
                partner,
                flow,
                "COMTRADE_V1",
                Sender.OPERATOR,
                BigDecimal.ONE,
                "FOB",
                edition,
                false,
                Instant.EPOCH,
                null);
    }
}
