package org.ckep.kernel.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.ckep.kernel.access.Side;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTypesTest {
    private final ObjectMapper json = JsonMapper.builder().build();

    @Test
    void aShortTextIsTheOriginalAndTheOthersAreWorking() throws Exception {
        LocalizedText text = json.readValue("{\"en\":\"batteries\",\"ko\":\"배터리\"}", LocalizedText.class);
        assertThat(text.original().text()).isEqualTo("batteries");
        assertThat(text.in(Language.KO)).contains(new LocalizedText.Text("배터리", LocalizedText.Status.WORKING));
        assertThat(text.best(Language.ZH_HANS)).isEqualTo("batteries");
        assertThat(json.readValue(json.writeValueAsString(text), LocalizedText.class))
                .isEqualTo(text);
    }

    @Test
    void decomposedHangulMakesNoSecondName() {
        String decomposed = java.text.Normalizer.normalize("삼성", java.text.Normalizer.Form.NFD);
        assertThat(decomposed).isNotEqualTo("삼성");
        assertThat(LocalizedText.of(Language.KO, decomposed)).isEqualTo(LocalizedText.of(Language.KO, "삼성"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u202Eb", "a\u200Bb", "\u0000", "a\u2066b", " ", ""})
    void hiddenAndTurningCharactersAreRefused(String text) {
        assertThatThrownBy(() -> LocalizedText.en(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTextWithoutOriginalIsRefused() {
        assertThatThrownBy(
                        () -> json.readValue("{\"en\":{\"text\":\"x\",\"status\":\"MACHINE\"}}", LocalizedText.class))
                .isInstanceOf(JsonMappingException.class)
                .hasMessageContaining("at least one language must have the status ORIGINAL");
    }

    @ParameterizedTest
    @CsvSource({
        "2026, YEAR, 2026-01-01, 2026-12-31",
        "2026-H2, HALF, 2026-07-01, 2026-12-31",
        "2026-Q2, QUARTER, 2026-04-01, 2026-06-30",
        "2024-02, MONTH, 2024-02-01, 2024-02-29",
        "2026-01-04, DAY, 2026-01-04, 2026-01-04",
    })
    void aFuzzyDateIsAnInterval(String text, FuzzyDate.Precision precision, String start, String end) throws Exception {
        FuzzyDate date = json.readValue("\"" + text + "\"", FuzzyDate.class);
        assertThat(date.precision()).isEqualTo(precision);
        assertThat(date.start()).hasToString(start);
        assertThat(date.end()).hasToString(end);
        assertThat(date).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2023-13-45", "2023-02-30", "1885", "February 30", "2023-Q5", "23-01-01", "2026-1-4"})
    void whatIsNoDayOfTheCalendarIsRefused(String text) {
        assertThatThrownBy(() -> FuzzyDate.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aYearIsNotAfterADayWithinIt() {
        assertThat(FuzzyDate.parse("2026").isCertainlyAfter(FuzzyDate.parse("2026-06-01")))
                .isFalse();
        assertThat(FuzzyDate.parse("2027").isCertainlyAfter(FuzzyDate.parse("2026-06-01")))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "1200000000000, KRW, ",
        "942000000.5, USD, ",
        "1.5, KRW, KRW amounts have at most 0 decimals",
        "1, RMB, the ISO 4217 code of the renminbi is CNY",
        "1, WON, the ISO 4217 code of the won is KRW",
        "1, XXZ, is not a currency of ISO 4217",
    })
    void moneyKnowsItsMinorUnits(String amount, String currency, String refusal) {
        if (refusal == null) {
            assertThat(Money.of(amount, currency).amount()).isEqualByComparingTo(amount);
        } else {
            assertThatThrownBy(() -> Money.of(amount, currency)).hasMessageContaining(refusal);
        }
    }

    @Test
    void whatCannotBeIsToldByItsOwnTypeAndMember() {
        assertRefused(() -> Money.of("1.5", "KRW"), ValueProblem.MONEY_DECIMALS, "amount");
        assertRefused(() -> Money.of("1", "RMB"), ValueProblem.CURRENCY_UNKNOWN, "currency");
        assertRefused(() -> FuzzyDate.parse("2023-13-45"), ValueProblem.DATE_INVALID, null);
        assertRefused(() -> FuzzyDate.parse("February 30"), ValueProblem.DATE_INVALID, null);
        assertRefused(() -> FuzzyDate.parse("1899"), ValueProblem.DATE_OUT_OF_RANGE, null);
        assertRefused(() -> new Place("KR-JS", null, null, null, null), ValueProblem.PLACE_UNKNOWN, "iso3166_2");
    }

    private static void assertRefused(ThrowingCallable value, ValueProblem type, @Nullable String member) {
        assertThatThrownBy(value).isInstanceOfSatisfying(ValueException.class, refused -> {
            assertThat(refused.type()).isEqualTo(type);
            assertThat(refused.member()).isEqualTo(member);
        });
    }

    @Test
    void equalNumbersAreEqualQuantities() throws Exception {
        assertThat(Quantity.of(new BigDecimal("12.50"), "GWh")).isEqualTo(Quantity.of(new BigDecimal("12.5"), "GWh"));
        assertThat(json.writeValueAsString(Quantity.count(200, Relation.GT, "ENTERPRISE")))
                .isEqualTo("{\"value\":\"200\",\"relation\":\"GT\",\"countingUnit\":\"ENTERPRISE\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"value\":\"-5\",\"countingUnit\":\"ENTERPRISE\"}",
                "{\"relation\":\"GT\"}",
                "{\"value\":\"5\",\"relation\":\"RANGE\"}",
                "{\"value\":\"5\",\"relation\":\"RANGE\",\"upper\":\"4\"}",
                "{\"value\":\"5\",\"upper\":\"6\"}",
            })
    void brokenQuantitiesAreRefused(String body) {
        assertThatThrownBy(() -> json.readValue(body, Quantity.class)).isInstanceOf(JsonMappingException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"exact\":\"101\"}",
                "{\"exact\":\"-1\"}",
                "{}",
                "{\"exact\":\"5\",\"unknownReason\":\"UNDISCLOSED\"}",
                "{\"min\":\"50\",\"max\":\"40\"}",
            })
    void brokenSharesAreRefused(String body) {
        assertThatThrownBy(() -> json.readValue(body, Share.class)).isInstanceOf(JsonMappingException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CN-XX", "KR-99", "ZZ-01", "Shaanxi", "cn-sn"})
    void unknownPlacesAreRefused(String code) {
        assertThatThrownBy(() -> new Place(code, null, null, null, null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shaanxiAndShanxiAreTwoPlaces() {
        assertThat(new Place("CN-SN", "Xi'an", null, null, null).country()).isEqualTo("CN");
        assertThat(new Place("CN-SX", "Taiyuan", null, null, null))
                .isNotEqualTo(new Place("CN-SN", "Taiyuan", null, null, null));
    }

    @Test
    void aPartyIsNamedOrUnnamedButNotBoth() throws Exception {
        OrgRef party = json.readValue("{\"unnamed\":{\"side\":\"CN\"}}", OrgRef.class);
        assertThat(party).isEqualTo(OrgRef.unnamed(Side.CN, null));
        assertThat(json.writeValueAsString(party)).isEqualTo("{\"unnamed\":{\"side\":\"CN\"}}");
        assertThatThrownBy(() -> json.readValue("{}", OrgRef.class))
                .hasMessageContaining("a party is either an organisation (orgId) or unnamed");
    }
}
