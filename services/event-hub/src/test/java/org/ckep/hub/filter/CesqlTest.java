package org.ckep.hub.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CesqlTest {
    private static final FilterEvent EVENT = filtered(event());

    private static ObjectNode event() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("specversion", "1.0")
                .put("id", "0199c0de")
                .put("source", "/investment-projects/public")
                .put("type", "org.ckep.investment.project.announced.v1")
                .put("sector", "SEMI")
                .put("sequence", "00000009007199254740993")
                .put("recordversion", "7")
                .put("count", 12)
                .put("final", true)
                .put("data", "no attribute");
    }

    private static FilterEvent filtered(ObjectNode event) {
        return FilterEvent.of(event.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static Cesql.Result evaluate(String expression) {
        return Cesql.parse(expression).evaluate(EVENT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "type LIKE 'org.ckep.investment.%' AND sector = 'SEMI' | true",
                "sector IN ('BATT', 'SEMI') | true",
                "sector NOT IN ('BATT', 'SEMI') | false",
                "SECTOR = \"SEMI\" | true",
                "NOT (sector = 'SEMI') | false",
                "recordversion >= 7 and recordversion < 8 | true",
                "count % 5 = 2 | true",
                "final | true",
                "final = 1 | true",
                "final AND EXISTS sector XOR EXISTS agreement | true",
                "EXISTS agreement OR id LIKE '%c0d_' | true",
                "left(type, 8) = 'org.ckep' | true",
                "right(type, 2) = 'v1' | true",
                "LENGTH(CONCAT_WS('-', sector, count)) = 7 | true",
                "IS_INT(recordversion) AND NOT IS_INT(sector) | true",
                "IS_BOOL('FALSE') AND NOT IS_BOOL(sector) | true",
                "SUBSTRING(sector, -2) = 'MI' | true",
                "sector LIKE 'S%M_' | true",
                "sector LIKE 'S\\%M_' | false",
                "sequence LIKE '%9007199254740993' | true",
                "1 - 2 - 3 = -4 | true",
                "2 + 3 * 4 = 14 | true",
                "TRUE OR FALSE AND FALSE | true",
                "FALSE AND TRUE OR TRUE | false",
            })
    void expressionsHaveTheirValue(String expression, boolean expected) {
        assertThat(evaluate(expression)).isEqualTo(new Cesql.Result(expected, null));
        assertThat(Cesql.parse(expression).test(EVENT)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "agreement = 'agreed' | MISSING_ATTRIBUTE",
                "NOT agreement | MISSING_ATTRIBUTE",
                "data = 'no attribute' | MISSING_ATTRIBUTE",
                "sector > 3 | CAST",
                "sequence = 9 | CAST",
                "sector AND TRUE | CAST",
                "NOT sector = 'SEMI' | CAST",
                "count / (count - 12) = 0 | MATH",
                "2147483647 + 1 = 0 | MATH",
                "NOSUCH(sector) | MISSING_FUNCTION",
                "LEFT(sector, -1) = 'SEMI' | FUNCTION_EVALUATION",
            })
    void whatGoesWrongMatchesNothing(String expression, Cesql.Fault fault) {
        assertThat(evaluate(expression).error()).isEqualTo(fault);
        assertThat(Cesql.parse(expression).test(EVENT)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "sector = | 9 | the expression ends too early",
                "sector == 'SEMI' | 9 | a value is expected",
                "(sector = 'SEMI' | 17 | ')' is expected",
                "sector = 'SEMI | 10 | the text has no closing quotation mark",
                "sector LIKE type | 13 | a text is expected after LIKE",
                "sector 'SEMI' | 8 | an operator is expected",
                "sector NOT 'SEMI' | 8 | an operator is expected",
                "EXISTS 'sector' | 8 | the name of an attribute is expected",
                "record_version = 7 | 1 | the name of an attribute is expected",
                "AND sector = 'SEMI' | 1 | the name of an attribute is expected",
                "sector IN () | 12 | a value is expected",
                "count = 99999999999 | 9 | a whole number of 32 bits is expected",
                "sector = § | 10 | a value is expected",
            })
    void faultsAreNamedWithTheirPosition(String expression, int position, String reason) {
        assertThatThrownBy(() -> Cesql.parse(expression))
                .asInstanceOf(type(CesqlException.class))
                .satisfies(fault -> {
                    assertThat(fault.reason()).isEqualTo(reason);
                    assertThat(fault.position()).isEqualTo(position);
                });
    }

    @Test
    void depthIsBounded() {
        assertThat(evaluate("(".repeat(30) + "TRUE" + ")".repeat(30)).value()).isEqualTo(true);
        assertThatThrownBy(() -> Cesql.parse("(".repeat(5_000) + "TRUE" + ")".repeat(5_000)))
                .isInstanceOf(CesqlException.class)
                .hasMessage("the expression is nested too deeply");
        assertThatThrownBy(() -> Cesql.parse("NOT ".repeat(5_000) + "TRUE"))
                .isInstanceOf(CesqlException.class)
                .hasMessage("the expression is nested too deeply");
    }

    /** Filters of strangers are evaluated where requests are served. */
    @ParameterizedTest
    @CsvSource({"LIKE", "NOT LIKE"})
    void aHostilePatternEndsInAFaultAndMatchesNothing(String operator) {
        FilterEvent event = filtered(event().put("sector", "a".repeat(512)));
        Cesql expression = Cesql.parse("sector " + operator + " '%" + "a".repeat(200) + "b'");
        assertThat(expression.evaluate(event).error()).isEqualTo(Cesql.Fault.TOO_MANY_STEPS);
        assertThat(expression.test(event)).isFalse();
    }

    @Test
    void functionsThatMakeLongTextsEndInAFault() {
        FilterEvent event = filtered(event().put("sector", "a".repeat(512)));
        String many = "CONCAT(" + "sector,".repeat(20) + "sector)";
        assertThat(Cesql.parse("LENGTH(" + many + ") = 10752").evaluate(event).error())
                .isEqualTo(Cesql.Fault.TOO_MANY_STEPS);
    }

    @Test
    void anOrdinaryPatternHasStepsEnough() {
        FilterEvent event = filtered(event().put("sector", "a".repeat(512) + "b"));
        assertThat(Cesql.parse("sector LIKE '%aaaaaaaab' AND type LIKE '%.announced.v1'")
                        .test(event))
                .isTrue();
    }
}
