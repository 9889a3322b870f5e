package org.ckep.trade.sdmx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaWriterTest {
    private static final List<String> KEY = List.of(
            "FREQ",
            "REF_AREA",
            "TRADE_FLOW",
            "COMMODITY_1",
            "COUNTERPART_AREA_1",
            "CUSTOMS_PROC",
            "MEASURE",
            "TIME_PERIOD");

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

    /** Nothing but the dimensions is demanded, and a series may be without observations. */
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
        assertThat(components(schema, "required")).containsExactlyInAnyOrderElementsOf(KEY);
        assertThat(schema.contains("name=\"Obs\" type=\"ObsType\" form=\"unqualified\" minOccurs=\"0\""))
                .isEqualTo(!dimension.equals("AllDimensions"));
    }

    /** What a deletion leaves out of its key stands for everything; time series of version 2.1 have no observation without time. */
    @ParameterizedTest
    @CsvSource({
        "ML_3_0,TIME_PERIOD,",
        "ML_3_1,TIME_PERIOD,",
        "ML_3_0,MEASURE,",
        "ML_3_0,AllDimensions,",
        "ML_2_1,MEASURE,",
        "ML_2_1,AllDimensions,",
        "ML_2_1,TIME_PERIOD,TIME_PERIOD"
    })
    void ofDeletionsNoDimensionIsDemanded(MlVersion version, String dimension, @Nullable String demanded) {
        String schema = write(version, dimension, true);
        assertThat(components(schema, "required")).isEqualTo(demanded == null ? List.of() : List.of(demanded));
        List<String> others = new ArrayList<>(KEY);
        others.remove(demanded);
        assertThat(components(schema, "optional")).containsAll(others);
        assertThat(schema.replace("\"optional\"", "\"required\""))
                .as("apart from that")
                .isEqualTo(write(version, dimension).replace("\"optional\"", "\"required\""));
    }

    private static List<String> components(String schema, String use) {
        return Pattern.compile("name=\"([A-Z_0-9]+)\" type=\"[^\"]+\" use=\"" + use + "\"")
                .matcher(schema)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static String write(MlVersion version, String dimension) {
        return write(version, dimension, false);
    }

    private static String write(MlVersion version, String dimension, boolean deletion) {
        DataTarget target = Samples.data("dataflow/CKEP/DF_A").targets().getFirst();
        SchemaContents contents = new SchemaContents(
                new SchemaQuery(target, dimension, deletion, null),
                new Catalogue(List.of(), Samples.OFFERINGS).allowed(target),
                list -> List.of("A", "B"));
        return new String(new SchemaWriter(contents, version).write(), UTF_8);
    }
}
