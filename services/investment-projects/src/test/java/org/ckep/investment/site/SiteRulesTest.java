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
        "西安市, CN-SN",
        "시안시, CN-SN",
        "丽水, KR-46",
        "丽水市, CN-ZJ",
        "광주시, KR-41",
        "Enshi, CN-HB",
        "Huangshi, CN-HB",
        "시안 공장, CN-SX",
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
                "西安市; CN-SX; 西安市 lies in CN-SN, not in CN-SX.",
                "시안; CN-SX; 시안 lies in CN-SN, not in CN-SX.",
                "시안시; CN-SX; 시안시 lies in CN-SN, not in CN-SX.",
                "서안; CN-SX; 서안 lies in CN-SN, not in CN-SX.",
                "Xi'an City; CN-SX; Xi'an City lies in CN-SN, not in CN-SX.",
                "Xi an Shi; CN-SX; Xi an Shi lies in CN-SN, not in CN-SX.",
                "Xī'ān; CN-SX; Xī'ān lies in CN-SN, not in CN-SX.",
                "City of Xi’an; CN-SX; City of Xi’an lies in CN-SN, not in CN-SX.",
                "Xi'an (西安); CN-SX; Xi'an (西安) lies in CN-SN, not in CN-SX.",
                "陕西省西安市; CN-SX; 陕西省西安市 lies in CN-SN, not in CN-SX.",
                "西安市雁塔区; CN-SX; 西安市雁塔区 lies in CN-SN, not in CN-SX.",
                "산시성 시안시; CN-SX; 산시성 시안시 lies in CN-SN, not in CN-SX.",
                "烟台市; CN-SX; 烟台市 lies in CN-SD, not in CN-SX.",
                "煙臺市; CN-SX; 煙臺市 lies in CN-SD, not in CN-SX.",
                "옌타이; CN-SX; 옌타이 lies in CN-SD, not in CN-SX.",
                "부산광역시; KR-27; 부산광역시 lies in KR-26, not in KR-27.",
                "釜山; KR-27; 釜山 lies in KR-26, not in KR-27.",
                "Busan Metropolitan City; KR-27; Busan Metropolitan City lies in KR-26, not in KR-27.",
                "Gumi-si; KR-48; Gumi-si lies in KR-47, not in KR-48.",
                "경기도 수원시; KR-42; 경기도 수원시 lies in KR-41, not in KR-42.",
                "Gumi; KR-48; Gumi lies in KR-47, not in KR-48.",
                "Seoul; CN-BJ; Seoul lies in KR-11, not in CN-BJ."
            })
    void aCityInAnotherProvinceIsFound(String city, String province, String message) {
        assertThat(Cities.contradiction(city, province)).contains(message);
    }
}
