package org.ckep.trade.sdmx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionTest {
    /** Answers come in the order reporter, flow, commodity, partner; the measure varies within a series. */
    @ParameterizedTest
    @CsvSource({
        "A.KR.M.HS22_854232.CN.C00.TRADE_VALUE, , false",
        "......, , false",
        "A......TRADE_VALUE, , false",
        "A.KR....., , false",
        "A.KR.M...., , false",
        "..M...., , true",
        "...HS22_854232..., , true",
        "A.KR.M..CN.., , true",
        "A.KR.M....,CN,true",
        "A.KR.M...., ne:CN, false",
        "A.KR.M....,'CN,sw:K',false"
    })
    void whatIsFixedAfterWhatIsOpenIsScattered(String key, @Nullable String partner, boolean scattered) {
        DataStructure structure = DataStructure.BTS;
        List<Set<String>> codes = new ArrayList<>();
        for (String code : key.split("\\.", -1)) {
            codes.add(code.isEmpty() ? Set.of() : Set.of(code));
        }
        List<Filter> filters = partner == null
                ? List.of()
                : List.of(Filter.of(structure.component("COUNTERPART_AREA_1").orElseThrow(), partner));
        Selection selection =
                new Selection(List.of(codes.subList(0, 7)), filters, Selection.EARLIEST, Selection.LATEST, Vintage.NOW);
        assertThat(selection.isScattered(structure)).isEqualTo(scattered);
    }
}
