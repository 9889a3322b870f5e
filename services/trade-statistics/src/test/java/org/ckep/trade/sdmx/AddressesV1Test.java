package org.ckep.trade.sdmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.ckep.trade.sdmx.DataTarget.Usage;
import org.ckep.trade.sdmx.StructureQuery.References;
import org.ckep.trade.sdmx.StructureQuery.StructureDetail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesV1Test {

    @Test
    void theKeyHoldsAlternativesAndWildcards() {
        DataQuery query = (DataQuery) Samples.v1("data/CKEP%2CDF_A%2C1.0.0/.CN%2BKR.M...C00+C01./all/"
                + "?startPeriod=2010&endPeriod=2010-Q2&lastNObservations=3&detail=dataonly");
        DataTarget target = query.targets().getFirst();
        assertThat(target.usage()).isEqualTo(Usage.DATAFLOW);
        assertThat(target.selection().keys())
                .containsExactly(List.of(
                        Set.of(), Set.of("CN", "KR"), Set.of("M"), Set.of(), Set.of(), Set.of("C00", "C01"), Set.of()));
        assertThat(target.selection().first()).isEqualTo(LocalDate.of(2010, 1, 1));
        assertThat(target.selection().last()).isEqualTo(LocalDate.of(2010, 6, 30));
        assertThat(query.lastN()).isEqualTo(3);
        assertThat(query.detail()).isEqualTo(Detail.DATA_ONLY);
    }

    @ParameterizedTest
    @CsvSource({
        "data/DF_N/all/GACC,PA_CN CN",
        "data/DF_N/all/GACC+KCS,PA_CN CN PA_KR KR",
        "data/DF_N/all/CKEP%2CKCS,PA_KR KR",
        "'data/CKEP,DF_N/.CN+JP...../GACC+KCS',PA_CN CN"
    })
    void providersAreAskedByTheirAgreements(String address, String expected) {
        assertThat(((DataQuery) Samples.v1(address))
                        .targets().stream()
                                .map(target -> target.ref().id() + " "
                                        + target.selection().keys().stream()
                                                .map(key -> String.join("+", key.get(1)))
                                                .collect(Collectors.joining()))
                                .collect(Collectors.joining(" ")))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "data/DF_A,TIME_PERIOD",
        "data/DF_A?dimensionAtObservation=AllDimensions,AllDimensions",
        "data/DF_A?dimensionAtObservation=REF_AREA,REF_AREA"
    })
    void anyDimensionCanStandAtTheObservation(String address, String dimension) {
        assertThat(((DataQuery) Samples.v1(address)).dimensionAtObservation()).isEqualTo(dimension);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data",
                "data/a,b,c,d",
                "data/DF_A/A.KR",
                "data/DF_A/A.KR.M.X.CN.C00.TRADE_VALUE.2020",
                "data/DF_A/A.K'R.....",
                "data/DF_A/all/all/all",
                "data/DF_A?startPeriod=soon",
                "data/DF_A?startPeriod=2022&endPeriod=2021",
                "data/DF_A?firstNObservations=0",
                "data/DF_A?lastNObservations=99999999999",
                "data/DF_A?detail=little",
                "data/DF_A?dimensionAtObservation=COLOUR",
                "data/DF_A?includeHistory=perhaps",
                "data/DF_A?updatedAfter=yesterday",
                "data/DF_A?asOf=2020-13-01T00:00:00Z",
                "availableconstraint/DF_A?updatedAfter=10000000-01-01T00:00:00Z",
                "availableconstraint/DF_A/all/all/COLOUR",
                "availableconstraint/DF_A?mode=some",
                "availableconstraint/DF_A?references=process",
                "schema/dataflow/CKEP",
                "schema/colour/CKEP/DF_A",
                "schema/dataflow/CKEP/DF_A?explicitMeasure=true",
                "dataflow?detail=raw",
                "dataflow?references=ancestors",
                "dataflow/CKEP/DF_A/latest/X"
            })
    void whatIsNotUnderstoodIsASyntaxError(String address) {
        assertError(address, SdmxError.SYNTAX);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data/DF_X",
                "data/ECB,DF_A",
                "data/CKEP,DF_A,9.9",
                "data/DF_A/all/NOBODY",
                "schema/dataflow/CKEP/X"
            })
    void whatDoesNotExistIsNotFound(String address) {
        assertError(address, SdmxError.NO_RESULTS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"availableconstraint/DF_A?includeHistory=true", "reportingtaxonomy", "structureset/all"})
    void whatIsNotOfferedIsSaid(String address) {
        assertError(address, SdmxError.NOT_IMPLEMENTED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "updatedAfter=2026-01-02T03:04:05Z|2026-01-02T03:04:05Z",
                "update_after=2026-01-02T03:04:05|2026-01-02T03:04:05Z",
                "updatedAfter=2026-01-02T11:04:05.123456789%2B08:00|2026-01-02T03:04:05.123456Z",
                "updatedAfter=2026-01-02T12:04:05+09:00|2026-01-02T03:04:05Z",
                "updatedAfter=2026-01-02T12:04:05%2009:00|2026-01-02T03:04:05Z",
                "updatedAfter=2026-01-02|2026-01-02T00:00:00Z"
            })
    void anInstantIsReadToTheMicrosecondAndIsOfUtcWhereItNamesNoOffset(String parameter, String instant) {
        DataQuery query = (DataQuery) Samples.v1("data/DF_A?" + parameter);
        assertThat(query.vintage()).isEqualTo(new Vintage(null, Instant.parse(instant), false));
    }

    @Test
    void whatMeansNothingTogetherIsASemanticError() {
        assertError("data/DF_A?updatedAfter=2026-01-02&asOf=2026-01-01", SdmxError.UNPROCESSABLE);
        assertError("data/DF_A?includeHistory=true&detail=serieskeysonly", SdmxError.UNPROCESSABLE);
    }

    @Test
    void availabilityNamesDimensionsAndWhatIsWantedBesideIt() {
        AvailabilityQuery query = (AvailabilityQuery)
                Samples.v1("availableconstraint/DF_A/A....../all/REF_AREA+MEASURE/?mode=available&references=all");
        assertThat(query.dimensions()).containsExactlyInAnyOrder("REF_AREA", "MEASURE");
        assertThat(query.available()).isTrue();
        assertThat(query.references()).hasSize(5);
    }

    /** What several providers deliver together is the dataflow's, narrowed to what they report. */
    @Test
    void availabilityOfSeveralProvidersIsToldTogether() {
        AvailabilityQuery query =
                (AvailabilityQuery) Samples.v1("availableconstraint/DF_N/A......TRADE_VALUE/GACC+KCS");
        assertThat(query.targets()).hasSize(1);
        DataTarget together = query.targets().getFirst();
        assertThat(together.ref()).isEqualTo(Samples.NATIONAL.ref());
        assertThat(together.selection().keys())
                .extracting(key -> key.get(1))
                .containsExactly(Set.of("CN"), Set.of("KR"));
        AvailabilityQuery one = (AvailabilityQuery) Samples.v1("availableconstraint/DF_N/all/KCS");
        assertThat(one.targets()).extracting(target -> target.ref().id()).containsExactly("PA_KR");
    }

    /** Whatever stands at the observation, observations are counted along time. */
    @Test
    void countsGoWithAnyDimensionAtTheObservation() {
        DataQuery query = (DataQuery) Samples.v1("data/DF_A?dimensionAtObservation=MEASURE&lastNObservations=1");
        assertThat(query.lastN()).isEqualTo(1);
        assertThat(query.dimensionAtObservation()).isEqualTo("MEASURE");
    }

    @ParameterizedTest
    @CsvSource({
        "lastNObservations=2147483648,a whole number from 1 to 2147483647",
        "firstNObservations=0,a whole number from 1 to 2147483647"
    })
    void theLargestNumberIsNamed(String parameter, String expected) {
        assertThatThrownBy(() -> Samples.v1("data/DF_A?" + parameter)).hasMessageContaining("must be " + expected);
    }

    @Test
    void structuresAreAskedByTypeAgencyIdAndItem() {
        StructureQuery query = (StructureQuery)
                Samples.v1("codelist/SDMX+CKEP/CL_FREQ/latest/A+M?detail=allstubs&references=parentsandsiblings");
        assertThat(query.types()).containsExactly(StructureType.CODE_LIST);
        assertThat(query.agencies()).containsExactlyInAnyOrder("SDMX", "CKEP");
        assertThat(query.items()).containsExactlyInAnyOrder("A", "M");
        assertThat(query.detail()).isEqualTo(StructureDetail.ALLSTUBS);
        assertThat(query.references()).containsExactly(References.PARENTSANDSIBLINGS);
        assertThat(((StructureQuery) Samples.v1("contentconstraint")).types()).hasSize(2);
    }

    private static void assertError(String address, SdmxError error) {
        assertThatThrownBy(() -> Samples.v1(address))
                .isInstanceOfSatisfying(SdmxException.class, refused -> assertThat(refused.error())
                        .isEqualTo(error));
    }
}
