package org.ckep.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.util.Map;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.claim.ClaimValue;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.value.Quantity;
import org.ckep.kernel.value.Share;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonRulesTest {
    private final ObjectMapper json =
            JsonRules.apply(JsonMapper.builder().findAndAddModules().build());

    record Numbers(int count, boolean flag) {}

    @Test
    void aFlagThatIsNotGivenIsNotSetAndANumberThatIsNotGivenIsMissing() throws Exception {
        assertThat(json.readValue("{\"count\":1}", Numbers.class)).isEqualTo(new Numbers(1, false));
        assertThat(json.readValue("{\"count\":1,\"flag\":true}", Numbers.class)).isEqualTo(new Numbers(1, true));
        assertThat(json.readValue("{\"exact\":\"49\"}", Share.class)).isEqualTo(Share.exactly(new BigDecimal("49")));
        assertThatThrownBy(() -> json.readValue("{\"flag\":true}", Numbers.class))
                .isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void valuesOfTheKernelSurviveTheWayThroughJson() throws Exception {
        for (Classification classification : new Classification[] {
            Classification.PUBLIC, Classification.side(Side.KR), new Classification.Ministry(Side.CN, "mofcom")
        }) {
            assertThat(json.readValue(json.writeValueAsString(classification), Classification.class))
                    .isEqualTo(classification);
        }
        ClaimValue value = json.readValue(
                "{\"type\":\"quantity\",\"quantity\":{\"value\":\"328.080\",\"relation\":\"GT\"}}", ClaimValue.class);
        assertThat(((ClaimValue.Quantity) value).quantity().value()).isEqualByComparingTo("328.08");
        assertThat(json.readValue(json.writeValueAsString(value), ClaimValue.class))
                .isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"BILATERAL\"", "{}", "{\"level\":\"SECRET\"}"})
    void aValueOfSeveralKindsSaysHowItNamesItsKind(String given) {
        assertThatThrownBy(() -> json.readValue(given, Classification.class))
                .isInstanceOfSatisfying(
                        JsonProcessingException.class, failure -> assertThat(JacksonProblems.toProblem(failure)
                                        .errors()
                                        .getFirst()
                                        .message())
                                .endsWith("xpected an object whose member 'level' is one of PUBLIC, PARTNER, BILATERAL,"
                                        + " SIDE, MINISTRY."));
    }

    record Reasons(Map<String, String> unknown) {}

    @Test
    void aNameThatNothingCouldStoreIsRefusedWhereTheRequestChoosesNames() throws Exception {
        assertThat(json.readValue("{\"unknown\":{\"capacity\":\"r\"}}", Reasons.class)
                        .unknown())
                .containsOnlyKeys("capacity");
        assertThatThrownBy(() -> json.readValue("{\"unknown\":{\"capa\\u0000city\":\"r\"}}", Reasons.class))
                .isInstanceOfSatisfying(
                        JsonProcessingException.class, failure -> assertThat(JacksonProblems.toProblem(failure)
                                        .errors()
                                        .getFirst()
                                        .message())
                                .isEqualTo(TextRules.MESSAGE));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\0',
            delimiter = ';',
            value = {
                "40; decimal-as-number",
                "40.5; decimal-as-number",
                "-1; decimal-as-number",
                "1e3; decimal-as-number",
                "true; invalid-value",
                "[\"40\"]; invalid-value",
                "\"1e3\"; decimal-invalid",
                "\"\"; decimal-invalid",
                "\"４０\"; decimal-invalid"
            })
    void aDecimalIsAPlainString(String given, String type) {
        assertThatThrownBy(() -> json.readValue("{\"exact\":" + given + "}", Share.class))
                .isInstanceOfSatisfying(JsonProcessingException.class, failure -> {
                    ProblemException problem = JacksonProblems.toProblem(failure);
                    assertThat(problem.type().slug()).isEqualTo(type);
                    assertThat(problem.errors()).singleElement().satisfies(error -> {
                        assertThat(error.pointer()).isEqualTo("/exact");
                        assertThat(error.message()).contains("plain notation");
                    });
                });
    }

    @Test
    void whatADatabaseMadeANumberOfIsRead() throws Exception {
        assertThat(JsonRules.stored(json).forType(Share.class).<Share>readValue("{\"exact\":40.5}"))
                .isEqualTo(Share.exactly(new BigDecimal("40.5")));
    }

    @Test
    void aDecimalKeepsItsDigitsThroughATree() throws Exception {
        assertThat(json.treeToValue(json.readTree("{\"value\":\"1000.0\"}"), Quantity.class)
                        .value())
                .isEqualByComparingTo("1000");
    }

    @Test
    void decimalsLeaveAsPlainStringsAndAbsentValuesNotAtAll() throws Exception {
        Map<String, Object> values = new java.util.TreeMap<>();
        values.put("large", new BigDecimal("1E+12"));
        values.put("small", new BigDecimal("1E-7"));
        assertThat(json.writeValueAsString(values)).isEqualTo("{\"large\":\"1000000000000\",\"small\":\"0.0000001\"}");
        assertThat(json.writeValueAsString(Share.exactly(new BigDecimal("49")))).isEqualTo("{\"exact\":\"49\"}");
    }
}
