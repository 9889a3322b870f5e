package org.ckep.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.ckep.gateway.route.Route;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorFormTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v1 |                                                                          | SDMX_XML_2_1",
                "v2 |                                                                          | SDMX_JSON",
                "v1 | */*                                                                      | SDMX_XML_2_1",
                "v1 | application/vnd.sdmx.genericdata+xml; version=2.1                        | SDMX_XML_2_1",
                "v1 | application/vnd.sdmx.data+json;version=1.0.0                             | SDMX_JSON",
                "v2 | application/xml                                                          | SDMX_XML_3_0",
                "v2 | application/vnd.sdmx.structure+xml;version=3.0.0                         | SDMX_XML_3_0",
                "v1 | application/vnd.sdmx.structure+xml;version=\"3.0.0\"                     | SDMX_XML_3_0",
                "v2 | application/vnd.sdmx.structure+xml;q=0.5;version=3.1.0                   | SDMX_XML_3_1",
                "v2 | application/vnd.sdmx.genericdata+xml;version=2.1, application/xml;q=0.1  | SDMX_XML_2_1",
                "v2 | application/xml, application/vnd.sdmx.data+csv;version=2.1               | SDMX_XML_3_0"
            })
    void statisticalClientsGetTheFormAndTheVersionThatTheyAskFor(String root, String accept, ErrorForm form) {
        assertThat(ErrorForm.of(Route.TRADE_SDMX, "/trade/sdmx/" + root + "/data/F", accept))
                .isEqualTo(form);
        assertThat(ErrorForm.of(Route.TRADE, "/trade/v1/series", accept)).isEqualTo(ErrorForm.PROBLEM);
    }
}
