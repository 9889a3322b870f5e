package org.ckep.trade.sdmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.ckep.trade.sdmx.SdmxFormat.Resource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NegotiationTest {
    private static final String GENERIC = "application/vnd.sdmx.genericdata+xml;version=2.1";
    private static final String SPECIFIC = "application/vnd.sdmx.structurespecificdata+xml;version=2.1";
    private static final String CSV = "application/vnd.sdmx.data+csv;version=1.0.0";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "|" + GENERIC,
                "*/*|" + GENERIC,
                "application/*|" + GENERIC,
                "application/xml|" + GENERIC,
                "application/vnd.sdmx.genericdata+xml; version=2.1, application/vnd.sdmx.structurespecificdata+xml;"
                        + " version=2.1|" + GENERIC,
                "application/vnd.sdmx.structurespecificdata+xml;version=2.1|" + SPECIFIC,
                "application/vnd.sdmx.structurespecificdata+xml|" + SPECIFIC,
                "application/vnd.sdmx.genericdata+xml;q=0.2,application/vnd.sdmx.structurespecificdata+xml;q=0.9|"
                        + SPECIFIC,
                "application/vnd.sdmx.genericdata+xml;q=0,*/*;q=0.1|" + GENERIC,
                "application/vnd.sdmx.data+csv;version=1.0|" + CSV,
                "application/vnd.sdmx.data+csv;version=1.0.0;labels=id;timeFormat=normalized|" + CSV
                        + ";timeFormat=normalized",
                "application/vnd.sdmx.data+csv;labels=both|" + CSV + ";labels=both",
                "text/csv|" + CSV,
                "Application/VND.SDMX.data+csv|" + CSV,
                "application/vnd.sdmx.data+json;version=9.0.0,text/csv;q=0.5|" + CSV,
                "application/json|application/vnd.sdmx.data+json;version=1.0.0",
                "application/vnd.sdmx.data+json|application/vnd.sdmx.data+json;version=1.0.0",
                "application/vnd.sdmx.data+json; version=2.0|application/vnd.sdmx.data+json;version=2.0.0",
                "application/vnd.sdmx.data+csv;version=2.0.0;labels=name;keys=both|"
                        + "application/vnd.sdmx.data+csv;version=2.0.0;labels=name;keys=both",
                "application/vnd.sdmx.data+xml|application/vnd.sdmx.data+xml;version=3.1.0",
                "application/vnd.sdmx.data+xml;version=3.0.0+|application/vnd.sdmx.data+xml;version=3.0.0",
                "application/vnd.sdmx.data+xml;version=3.0+.0|application/vnd.sdmx.data+xml;version=3.1.0",
                "application/vnd.sdmx.data+json;version=2.0.0+|application/vnd.sdmx.data+json;version=2.0.0",
                "application/vnd.sdmx.data+json;version=2.0+.0|application/vnd.sdmx.data+json;version=2.1.0",
                "application/vnd.sdmx.data+json;version=1.0+.0|application/vnd.sdmx.data+json;version=1.0.0",
                "application/vnd.sdmx.data+json;version=1+.0.0|application/vnd.sdmx.data+json;version=2.1.0",
                "application/vnd.sdmx.data+xml;version=3.0|application/vnd.sdmx.data+xml;version=3.0.0"
            })
    void theMostWantedFormatIsChosen(String accept, String contentType) {
        assertThat(choose(Resource.DATA, SdmxRoot.V1, accept, "").contentType()).isEqualTo(contentType);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "|application/vnd.sdmx.data+json;version=2.1.0",
                "*/*|application/vnd.sdmx.data+json;version=2.1.0",
                "application/xml|application/vnd.sdmx.data+xml;version=3.1.0",
                "application/json|application/vnd.sdmx.data+json;version=2.1.0",
                "text/csv|application/vnd.sdmx.data+csv;version=2.1.0",
                "application/vnd.sdmx.data+json|application/vnd.sdmx.data+json;version=2.1.0",
                "application/vnd.sdmx.data+csv;version=1.0|" + CSV,
                "application/vnd.sdmx.structurespecificdata+xml;version=2.1|" + SPECIFIC
            })
    void theSecondRootPrefersTheNewerFamily(String accept, String contentType) {
        assertThat(choose(Resource.DATA, SdmxRoot.V2, accept, "").contentType()).isEqualTo(contentType);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "V1||application/vnd.sdmx.schema+xml;version=2.1",
                "V1|application/json|application/vnd.sdmx.schema+json;version=2.1.0",
                "V1|application/vnd.sdmx.schema+json;version=2.0.0|application/vnd.sdmx.schema+json;version=2.0.0",
                "V2||application/vnd.sdmx.schema+json;version=2.1.0",
                "V2|application/xml|application/vnd.sdmx.schema+xml;version=3.1.0",
                "V2|application/vnd.sdmx.schema+json;version=2.0|application/vnd.sdmx.schema+json;version=2.0.0",
                "V2|application/vnd.sdmx.schema+xml;version=2.1|application/vnd.sdmx.schema+xml;version=2.1",
                "V1|application/vnd.sdmx.structure+xml|application/vnd.sdmx.structure+xml;version=2.1",
                "V2|application/vnd.sdmx.structure+json;version=2.0.0|application/vnd.sdmx.structure+json;version=2.0.0"
            })
    void schemasAreXmlOnTheFirstRootAndJsonOnTheSecond(SdmxRoot root, String accept, String contentType) {
        assertThat(choose(Resource.SCHEMA, root, accept, "").contentType()).isEqualTo(contentType);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/vnd.sdmx.data+json;version=1.1.0",
                "application/vnd.sdmx.data+csv;version=3.0.0",
                "application/vnd.sdmx.data+json;version=2.0.1+",
                "application/vnd.sdmx.data+json;version=2.2+.0",
                "application/vnd.sdmx.data+json;version=2.0+",
                "application/vnd.sdmx.data+json;version=2+.0+.0",
                "application/vnd.sdmx.data+csv;version=1.0.0;labels=name",
                "application/vnd.sdmx.data+csv;version=1.0.0;keys=obs",
                "application/vnd.sdmx.data+csv;version=2.0.0;timeFormat=roman",
                "application/vnd.sdmx.structure+xml;version=2.1",
                "image/png"
            })
    void whatIsNotOfferedIsRefusedWithWhatIs(String accept) {
        assertThatThrownBy(() -> choose(Resource.DATA, SdmxRoot.V1, accept, ""))
                .isInstanceOfSatisfying(SdmxException.class, refused -> assertThat(refused.error())
                        .isEqualTo(SdmxError.NOT_ACCEPTABLE))
                .hasMessageContaining(GENERIC + ", " + SPECIFIC)
                .hasMessageContaining(CSV + ", ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "V1|DATA|format=csvfilewithlabels|application/vnd.sdmx.data+csv;version=1.0.0;labels=both",
                "V2|DATA|format=csvfilewithlabels|application/vnd.sdmx.data+csv;version=2.1.0;labels=both",
                "V1|DATA|format=csvdata&formatVersion=2.0.0|application/vnd.sdmx.data+csv;version=2.0.0",
                "V1|DATA|format=sdmx-2.1|" + GENERIC,
                "V2|DATA|format=sdmx-2.1|" + GENERIC,
                "V1|DATA|format=jsondata|application/vnd.sdmx.data+json;version=2.0.0",
                "V2|DATA|format=jsondata|application/vnd.sdmx.data+json;version=2.0.0",
                "V1|DATA|format=GenericTimeSeriesData|application/vnd.sdmx.generictimeseriesdata+xml;version=2.1",
                "V1|DATA|formatVersion=9|" + GENERIC,
                "V1|STRUCTURE|format=jsonstructure|application/vnd.sdmx.structure+json;version=1.0.0",
                "V2|STRUCTURE|format=structure&formatVersion=2.1|application/vnd.sdmx.structure+xml;version=2.1",
                "V2|STRUCTURE|format=sdmx-2.1|application/vnd.sdmx.structure+xml;version=2.1",
                "V1|SCHEMA|format=schema|application/vnd.sdmx.schema+xml;version=2.1"
            })
    void theParameterWinsOverTheHeader(SdmxRoot root, Resource resource, String parameters, String contentType) {
        String accept = parameters.startsWith("format=") ? "image/png" : "*/*";
        assertThat(choose(resource, root, accept, parameters).contentType()).isEqualTo(contentType);
    }

    @ParameterizedTest
    @ValueSource(strings = {"format=excel", "format=structure", "format=csvdata&formatVersion=7"})
    void anUnknownFormatIsNotAcceptable(String parameters) {
        assertThatThrownBy(() -> choose(Resource.DATA, SdmxRoot.V1, null, parameters))
                .isInstanceOf(SdmxException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "V1 |                  |                                    | false",
                "V2 |                  |                                    | true",
                "V1 |                  | */*                                | false",
                "V2 |                  | */*                                | true",
                "V1 | jsondata         | */*                                | true",
                "V2 | genericdata      | */*                                | false",
                "V2 | structure        | application/json                   | false",
                "V1 | csvdata          | application/json                   | true",
                "V2 | csvdata          | application/xml                    | false",
                "V1 |                  | application/json, */*;q=0.1        | true",
                "V2 |                  | application/xml, */*;q=0.1         | false",
                "V1 |                  | application/json;q=0.2, text/xml   | false",
                "V1 |                  | text/csv, application/json;q=0.5   | true",
                "V1 |                  | text/csv                           | false",
                "V2 |                  | text/csv                           | true"
            })
    void errorsAreToldInTheSyntaxAskedFor(SdmxRoot root, String format, String accept, boolean json) {
        assertThat(Negotiation.errorForm(root, format, null, accept).xml() == null)
                .isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "V1 |               |       | application/xml                                      | ML_2_1",
                "V2 |               |       | application/xml                                      | ML_3_0",
                "V2 |               |       | application/vnd.sdmx.structure+xml                   | ML_3_0",
                "V1 |               |       | application/vnd.sdmx.structure+xml                   | ML_2_1",
                "V2 |               |       | application/vnd.sdmx.genericdata+xml                 | ML_2_1",
                "V1 |               |       | application/vnd.sdmx.data+xml                        | ML_3_0",
                "V2 |               |       | application/vnd.sdmx.structure+xml;version=2.1       | ML_2_1",
                "V1 |               |       | application/vnd.sdmx.structure+xml; version=3.0.0    | ML_3_0",
                "V1 |               |       | application/vnd.sdmx.data+xml;version=3.1.0          | ML_3_1",
                "V2 |               |       | application/vnd.sdmx.data+xml;version=9              | ML_3_0",
                "V2 | sdmx-2.1      |       | application/json                                     | ML_2_1",
                "V2 | genericdata   |       |                                                      | ML_2_1",
                "V1 | structure     | 3.0.0 |                                                      | ML_3_0",
                "V2 | structure     |       |                                                      | ML_3_0",
                "V2 | structure     | 2.1   | application/json                                     | ML_2_1"
            })
    void errorsInXmlAreToldInTheVersionAskedFor(
            SdmxRoot root, String format, String formatVersion, String accept, MlVersion version) {
        assertThat(Negotiation.errorForm(root, format, formatVersion, accept).xml())
                .isEqualTo(version);
    }

    private static Negotiation.Chosen choose(
            Resource resource, SdmxRoot root, @Nullable String accept, String parameters) {
        return Negotiation.choose(resource, root, accept, RawUrl.of("/sdmx/v1/data?" + parameters, "/sdmx/v1"));
    }
}
