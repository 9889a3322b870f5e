package org.ckep.trade.sdmx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaWriterTest {

    /** Version 2.1 has types of their own for time series, with names that follow no rule. */
    @ParameterizedTest
    @CsvSource({
        "ML_2_1,TIME_PERIOD,TimeSeriesDataSetType TimeSeriesType TimeSeriesObsType",
        "ML_2_1,MEASURE,DataSetType SeriesType ObsType",
        "ML_2_1,AllDimensions,DataSetType ObsType",
        "ML_3_0,TIME_PERIOD,DataSetType SeriesType ObsType"
    })
    void theTypesRestrictThoseOfTheStandard(MlVersion version, String dimension, String bases) {
        String schema = write(version, dimension);
        assertThat(Pattern.compile("base=\"dsd:([A-Za-z]+)\"")
                        .matcher(schema)
                        .results()
                        .map(MatchResult::group))
                .containsExactly(Arrays.stream(bases.split(" "))
                        .map(base -> "base=\"dsd:" + base + "\"")
                        .toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource({"ML_2_1,REF_AREA,true", "ML_2_1,FREQ,false"})
    void codesAreThoseThatAreAllowed(MlVersion version, String dimension, boolean whole) {
        String type = write(version, "TIME_PERIOD")
                .split("name=\"" + dimension + "Type\"")[1]
                .split("</xs:simpleType>")[0];
        assertThat(type.contains("value=\"B\"")).isEqualTo(whole);
        assertThat(type).contains("value=\"A\"");
    }

    /** Deletions name a key alone, so nothing but the dimensions is demanded, and a series may be without observations. */
    @ParameterizedTest
    @CsvSource({
        "ML_3_0,TIME_PERIOD",
        "ML_3_1,TIME_PERIOD",
        "ML_3_0,MEASURE",
        "ML_3_0,AllDimensions",
        "ML_2_1,TIME_PERIOD"
    })
    void onlyTheKeyIsDemanded(MlVersion version, String dimension) {
        String schema = write(version, dimension);
        assertThat(Pattern.compile("name=\"([A-Z_0-9]+)\" type=\"[^\"]+\" use=\"required\"")
                        .matcher(schema)
                        .results()
                        .map(found -> found.group(1)))
                .containsExactlyInAnyOrder(
                        "FREQ",
                        "REF_AREA",
                        "TRADE_FLOW",
                        "COMMODITY_1",
                        "COUNTERPART_AREA_1",
                        "CUSTOMS_PROC",
                        "MEASURE",
                        "TIME_PERIOD");
        assertThat(schema.contains("name=\"Obs\" type=\"ObsType\" form=\"unqualified\" minOccurs=\"0\""))
                .isEqualTo(!dimension.equals("AllDimensions"));
    }

    private static String write(MlVersion version, String dimension) {
        DataTarget target = Samples.data("dataflow/CKEP/DF_A").targets().getFirst();
        SchemaContents contents = new SchemaContents(
                new SchemaQuery(target, dimension, null),
                new Catalogue(List.of(), Samples.OFFERINGS).allowed(target),
                list -> List.of("A", "B"));
        return new String(new SchemaWriter(contents, version).write(), UTF_8);
    }
}
