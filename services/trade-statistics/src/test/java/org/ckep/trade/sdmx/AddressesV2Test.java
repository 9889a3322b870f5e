package org.ckep.trade.sdmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.ckep.trade.observation.TimeRange;
import org.ckep.trade.sdmx.StructureQuery.References;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesV2Test {

    @Test
    void severalKeysAreAlternativesAndMayBeCutShort() {
        DataTarget target =
                Samples.data("dataflow/CKEP/DF_A/*/A.KR.*.*.CN,A.CN").targets().getFirst();
        assertThat(target.selection().keys())
                .containsExactly(
                        List.of(Set.of("A"), Set.of("KR"), Set.of(), Set.of(), Set.of("CN"), Set.of(), Set.of()),
                        List.of(Set.of("A"), Set.of("CN"), Set.of(), Set.of(), Set.of(), Set.of(), Set.of()));
    }

    /** Gotcha 1: a plus sign in a filter is no blank, raw or escaped. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "c[TIME_PERIOD]=ge:2010+le:2024",
                "c%5BTIME_PERIOD%5D=ge:2010%2Ble:2024",
                "c[TIME_PERIOD]=ge%3A2010+le%3A2024"
            })
    void filtersAreReadInAllTheirSpellings(String filter) {
        Filter read = Samples.data("dataflow/CKEP/DF_A/1.0.0/*?" + filter)
                .targets()
                .getFirst()
                .selection()
                .filters()
                .getFirst();
        assertThat(read.component()).isEqualTo(Component.TIME);
        assertThat(read.alternatives())
                .containsExactly(List.of(
                        new Filter.Term(
                                Operator.GE, "2010", TimeRange.parse("2010").orElseThrow()),
                        new Filter.Term(
                                Operator.LE, "2024", TimeRange.parse("2024").orElseThrow())));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "data|DF_A DF_C DF_N",
                "data/*/CKEP/*/+|DF_A DF_C DF_N",
                "data/dataflow/CKEP/DF_A,DF_N|DF_A DF_N",
                "data/datastructure/CKEP/DSD_BTS/~|DF_A DF_N",
                "data/datastructure/UNSD/*/1.~|DF_C",
                "data/provisionagreement/CKEP/*|DF_A DF_N DF_N",
                "data/*/*/*/*/A.KR.M.*.*.*.*.*.*|DF_C",
                "data/*/*/*/*/*?c[ACTIVITY]=_Z|DF_C",
                "data/all/all/all/all/all|DF_A DF_C DF_N",
                "data/dataflow/ALL/DF_A/*/all|DF_A"
            })
    void aContextMayMeanSeveralDataflows(String address, String flows) {
        assertThat(((DataQuery) Samples.v2(address)).targets())
                .extracting(target -> target.flow().id())
                .containsExactly(flows.split(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "|true|true|true|true",
                "attributes=none|true|true|false|false",
                "measures=none|true|false|true|true",
                "attributes=none&measures=none|false|false|false|false",
                "attributes=series|true|true|false|true",
                "attributes=series&measures=none|false|false|false|true",
                "attributes=obs|true|true|true|false",
                "attributes=OBS_STATUS,UNIT_MULT&measures=OBS_VALUE|true|true|true|false",
                "attributes=msd,dataset|true|true|false|false"
            })
    void attributesAndMeasuresSayHowMuchIsWanted(
            String parameters, boolean observations, boolean value, boolean status, boolean system) {
        Detail detail = Samples.data("dataflow/CKEP/DF_A?" + (parameters == null ? "" : parameters))
                .detail();
        assertThat(detail.observations()).isEqualTo(observations);
        assertThat(detail.value()).isEqualTo(value);
        assertThat(detail.includes(DataStructure.BTS.component("OBS_STATUS").orElseThrow()))
                .isEqualTo(status);
        assertThat(detail.includes(DataStructure.BTS.component("TRADE_SYSTEM").orElseThrow()))
                .isEqualTo(system);
    }

    @Test
    void rowsCanBeCountedOff() {
        DataQuery query = Samples.data("dataflow/CKEP/DF_A?offset=20&limit=10");
        assertThat(query.offset()).isEqualTo(20);
        assertThat(query.limit()).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "data/colour",
                "data/dataflow/CKEP/DF_A/1.+",
                "data/dataflow/CKEP/DF_A/*/A.KR.M.X.CN.C00.V.Z",
                "data/dataflow/CKEP/DF_A/*/A.K'R",
                "data/dataflow/CKEP/DF_A/*/A/B",
                "data/dataflow/CKEP/DF_A?c[COLOUR]=A",
                "data/dataflow/CKEP/DF_A?c[REF_AREA]=is:CN",
                "data/dataflow/CKEP/DF_A?c[REF_AREA]=CN,",
                "data/dataflow/CKEP/DF_A?c[REF_AREA]=CN&c[REF_AREA]=KR",
                "data/dataflow/CKEP/DF_A?c[OBS_VALUE]=ge:much",
                "data/dataflow/CKEP/DF_A?c[OBS_VALUE]=co:1",
                "data/dataflow/CKEP/DF_A?c[TIME_PERIOD]=ge:soon",
                "data/dataflow/CKEP/DF_A?attributes=COLOUR",
                "data/dataflow/CKEP/DF_A?measures=COLOUR",
                "data/dataflow/CKEP/DF_A?c[REF_AREA=KR",
                "data/dataflow/CKEP/DF_A?c%5BREF_AREA",
                "data/dataflow/CKEP/DF_A?c[REF_AREA=",
                "data/dataflow/CKEP/DF_A?offset=-1",
                "data/dataflow/CKEP/DF_A?offset=9223372036854775808",
                "data/dataflow/CKEP/DF_A?limit=all",
                "data/dataflow/CKEP/DF_A?reportingYearStartDay=--02-30",
                "availability/dataflow/CKEP/DF_A?reportingYearStartDay=July",
                "data/dataflow/CKEP/DF_A?sort=COLOUR",
                "data/dataflow/CKEP/DF_A?sort=TIME_PERIOD:down",
                "data/dataflow/CKEP/DF_A?sort=REF_AREA+REF_AREA:desc",
                "data/dataflow/CKEP/DF_A?sort=REF_AREA+",
                "data/dataflow/CKEP/DF_A?asOf=now",
                "structure/dataflow/CKEP/DF_A?asOf=now",
                "schema/dataflow/CKEP/DF_A?asOf=1066-10-14",
                "data/dataflow/CKEP/DF_A?includeHistory=1",
                "availability/dataflow/CKEP/DF_A/*/*/COLOUR",
                "schema/dataflow/CKEP",
                "schema/dataflow/CKEP/DF_A?deletion=some",
                "structure/dataflow/CKEP/DF_A?references=cousins",
                "structure/dataflow/CKEP/DF_A?detail=some"
            })
    void whatIsNotUnderstoodIsASyntaxError(String address) {
        assertError(address, SdmxError.SYNTAX);
    }

    /** A deletion may leave dimensions out, which no other message may. */
    @Test
    void theSchemaOfDeletionsIsAnotherThanThatOfOtherMessages() {
        SchemaQuery other = (SchemaQuery) Samples.v2("schema/dataflow/CKEP/DF_A");
        assertThat(other.deletion()).isFalse();
        assertThat(Samples.v2("schema/dataflow/CKEP/DF_A?deletion=false")).isEqualTo(other);
        assertThat(Samples.v2("schema/dataflow/CKEP/DF_A?deletion=true"))
                .isEqualTo(new SchemaQuery(other.target(), other.dimensionAtObservation(), true, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "metadata",
                "registration/x",
                "structure/reportingtaxonomy",
                "data/metadataflow/CKEP/X",
                "availability/dataflow/CKEP/DF_A?includeHistory=true"
            })
    void whatIsNotOfferedIsSaid(String address) {
        assertError(address, SdmxError.NOT_IMPLEMENTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"data/dataflow/CKEP/DF_X", "data/dataflow/ECB/DF_A", "data/dataflow/CKEP/DF_A/2.0.0"})
    void whatDoesNotExistIsNotFound(String address) {
        assertError(address, SdmxError.NO_RESULTS);
    }

    @Test
    void vintagesAreThoseOfEveryDataSet() {
        DataQuery query = Samples.data("datastructure/CKEP/DSD_BTS?asOf=2026-01-02&updatedAfter=2026-01-01"
                + "&includeHistory=true&c[TIME_PERIOD]=2020");
        assertThat(query.targets())
                .hasSize(2)
                .allMatch(target -> target.selection().vintage().equals(query.vintage()));
        assertThat(query.vintage())
                .isEqualTo(new Vintage(
                        Instant.parse("2026-01-02T00:00:00Z"), Instant.parse("2026-01-01T00:00:00Z"), true));
        assertThat(query.canonical())
                .isNotEqualTo(Samples.data("datastructure/CKEP/DSD_BTS?c[TIME_PERIOD]=2020")
                        .canonical());
        assertError(
                "data/dataflow/CKEP/DF_A?updatedAfter=2026-01-01T00:00:01Z&asOf=2026-01-01", SdmxError.UNPROCESSABLE);
    }

    /** As data of the same contexts: a dataflow that lacks what the address names is left out. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dataflow/CKEP/*|DF_A DF_C DF_N",
                "dataflow/CKEP/DF_N,DF_A|DF_A DF_N",
                "*/*/*/*|DF_A DF_C DF_N",
                "datastructure/CKEP/DSD_BTS|DF_A DF_N",
                "datastructure/UNSD/*|IMTS_COMPACT",
                "provisionagreement/CKEP/*|DF_N PA_UN",
                "provisionagreement/CKEP/PA_CN,PA_UN|PA_CN PA_UN",
                "dataflow/CKEP/*/*/A.KR.M.*.*.*.*.*.*|DF_C",
                "dataflow/CKEP/*?c[ACTIVITY]=_Z|DF_C",
                "dataflow/CKEP/*/*/*/ACTIVITY|DF_C",
                "dataflow/CKEP/*/*/*/ACTIVITY,MEASURE|DF_A DF_C DF_N",
                "dataflow/CKEP/*/*/*/TIME_PERIOD|DF_A DF_C DF_N"
            })
    void availabilityIsToldOfEachDataflow(String address, String constrained) {
        assertThat(((AvailabilityQuery) Samples.v2("availability/" + address)).targets())
                .extracting(target -> target.ref().id())
                .containsExactlyInAnyOrder(constrained.split(" "));
    }

    @Test
    void availabilityNamesDimensionsAndWhatMayBeChosen() {
        assertError("availability/dataflow/CKEP/*/*/*/COLOUR", SdmxError.SYNTAX);
        assertError("availability/dataflow/CKEP/*/*/*/MEASURE,COLOUR", SdmxError.SYNTAX);
        AvailabilityQuery query = (AvailabilityQuery)
                Samples.v2("availability/dataflow/CKEP/DF_A/%2A/A.KR/REF_AREA,MEASURE?mode=available");
        assertThat(query.dimensions()).containsExactlyInAnyOrder("REF_AREA", "MEASURE");
        assertThat(query.available()).isTrue();
    }

    @Test
    void availabilityOfSeveralAgreementsOfOneDataflowIsToldTogether() {
        AvailabilityQuery query = (AvailabilityQuery) Samples.v2("availability/provisionagreement/CKEP/PA_CN,PA_KR");
        assertThat(query.targets()).hasSize(1);
        DataTarget together = query.targets().getFirst();
        assertThat(together.ref()).isEqualTo(Samples.NATIONAL.ref());
        assertThat(together.selection().keys())
                .extracting(key -> key.get(1))
                .containsExactly(Set.of("CN"), Set.of("KR"));
    }

    /** Clients of REST 1 that moved on say "all" where REST 2 has an asterisk. */
    @Test
    void allIsTheAsteriskOfRestOne() {
        assertThat(Samples.v2("structure/codelist/all/All/+/all"))
                .hasToString(Samples.v2("structure/codelist/*/*/+/*").toString());
        assertThat(((StructureQuery) Samples.v2("structure/all/all/all/all")).versions())
                .extracting(VersionPattern::toString)
                .containsExactly("*");
        AvailabilityQuery available = (AvailabilityQuery) Samples.v2("availability/dataflow/all/DF_A/*/all/all");
        assertThat(available.dimensions()).isEmpty();
        assertThat(available.targets().getFirst().selection().isAll()).isTrue();
    }

    @Test
    void severalReferencesCanBeAskedFor() {
        StructureQuery query =
                (StructureQuery) Samples.v2("structure/dataflow/CKEP/DF_A/~?references=ancestors,codelist,children");
        assertThat(query.references()).containsExactlyInAnyOrder(References.ANCESTORS, References.CHILDREN);
        assertThat(query.referenceTypes()).containsExactly(StructureType.CODE_LIST);
        assertThat(((StructureQuery) Samples.v2("structure")).types()).hasSize(StructureType.values().length);
    }

    private static void assertError(String address, SdmxError error) {
        assertThatThrownBy(() -> Samples.v2(address))
                .isInstanceOfSatisfying(SdmxException.class, refused -> assertThat(refused.error())
                        .isEqualTo(error));
    }
}
