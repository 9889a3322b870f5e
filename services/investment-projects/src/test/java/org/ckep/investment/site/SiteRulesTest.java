package org.ckep.investment.site;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteRulesTest {

    @ParameterizedTest(name = "{0} in {1}")
    @CsvSource({
        "Xi'an, CN-SN",
        "Xi’an, CN-SN",
        "XIAN, CN-SN",
        "西安, CN-SN",
        "Wuxi, CN-JS",
        "Suzhou, CN-JS",
        "Suzhou, CN-AH",
        "Gwangju, KR-29",
        "Gwangju, KR-41",
        "Xi'an, CN",
        "Nowhere, CN-SX",
    })
    void aCityInItsProvinceIsBelieved(String city, String province) {
        assertThat(Cities.contradiction(city, province)).isEmpty();
    }

    @ParameterizedTest(name = "{0} not in {1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "Xi'an; CN-SX; Xi'an lies in CN-SN, not in CN-SX.",
                "太原; CN-SN; 太原 lies in CN-SX, not in CN-SN.",
                "Suzhou; CN-ZJ; Suzhou lies in CN-AH or CN-JS, not in CN-ZJ.",
                "Gumi; KR-48; Gumi lies in KR-47, not in KR-48.",
                "Seoul; CN-BJ; Seoul lies in KR-11, not in CN-BJ."
            })
    void aCityInAnotherProvinceIsFound(String city, String province, String message) {
        assertThat(Cities.contradiction(city, province)).contains(message);
    }
}
