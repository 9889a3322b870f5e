package org.ckep.hub.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterReaderTest {
    private static final FilterEvent EVENT = FilterEvent.of("""
            {"data":{"amount":{"value":"1200.50"},"title":"西安","state":"ANNOUNCED","parties":[{"side":"KR"}],"open":true},
             "id":"1","sector":"SEMI","source":"/investment-projects/public","specversion":"1.0",
             "type":"org.ckep.investment.project.announced.v1"}""".getBytes(StandardCharsets.UTF_8));

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | true",
                "[{'exact':{'sector':'SEMI'}}] | true",
                "[{'exact':{'sector':'SEMI','type':'other'}}] | false",
                "[{'exact':{'agreement':'agreed'}}] | false",
                "[{'prefix':{'type':'org.ckep.investment.'}},{'suffix':{'type':'.v1'}}] | true",
                "[{'prefix':{'type':'org.ckep.investment.'}},{'suffix':{'type':'.v2'}}] | false",
                "[{'all':[{'exact':{'sector':'SEMI'}},{'sql':'EXISTS id'}]}] | true",
                "[{'any':[{'exact':{'sector':'BATT'}},{'exact':{'sector':'SEMI'}}]}] | true",
                "[{'not':{'exact':{'sector':'SEMI'}}}] | false",
                "[{'not':{'sql':'agreement = 1'}}] | true",
                "[{'data':{'pointer':'/state','op':'eq','value':'ANNOUNCED'}}] | true",
                "[{'data':{'pointer':'/state','op':'ne','value':'ANNOUNCED'}}] | false",
                "[{'data':{'pointer':'/absent','op':'ne','value':'ANNOUNCED'}}] | false",
                "[{'data':{'pointer':'/amount/value','op':'gt','value':1000}}] | true",
                "[{'data':{'pointer':'/amount/value','op':'le','value':1200.5}}] | true",
                "[{'data':{'pointer':'/amount/value','op':'lt','value':1200.5}}] | false",
                "[{'data':{'pointer':'/amount','op':'lt','value':5}}] | false",
                "[{'data':{'pointer':'/parties/0/side','value':'KR'}}] | true",
                "[{'data':{'pointer':'/title','op':'exists'}}] | true",
                "[{'data':{'pointer':'/titel','op':'exists'}}] | false",
                "[{'data':{'pointer':'/open','value':true}}] | true",
            })
    void dialectsDecide(String filters, boolean expected) {
        assertThat(FilterReader.read(json(filters)).matches(EVENT)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | `` | invalid",
                "['type'] | /0 | invalid",
                "[{'exact':{'a':'b'},'prefix':{'a':'b'}}] | /0 | invalid",
                "[{'regex':{'type':'.*'}}] | /0/regex | unknown-dialect",
                "[{'exact':{}}] | /0/exact | invalid",
                "[{'exact':{'Type':'x'}}] | /0/exact/Type | not-an-attribute",
                "[{'exact':{'data':'x'}}] | /0/exact/data | not-an-attribute",
                "[{'exact':{'type':5}}] | /0/exact/type | invalid",
                "[{'prefix':{'type':''}}] | /0/prefix/type | invalid",
                "[{'all':[]}] | /0/all | empty",
                "[{'any':[{'exact':{'type':'x'}},{'sql':'type ='}]}] | /0/any/1/sql | cesql-syntax",
                "[{'data':{'pointer':'state','value':1}}] | /0/data/pointer | invalid",
                "[{'data':{'pointer':'/state','op':'like','value':'x'}}] | /0/data/op | invalid",
                "[{'data':{'pointer':'/state','value':{}}}] | /0/data/value | invalid",
                "[{'data':{'pointer':'/state','code':'1'}}] | /0/data | invalid",
                "[{'exact':{'type':'a\\u0000b'}}] | /0/exact/type | invalid",
                "[{'sql':'type = \\ud800'}] | /0/sql | invalid",
                "[{'data':{'pointer':'/state','value':'\\u0000'}}] | /0/data/value | invalid",
                "[{'data':{'pointer':'/a\\u0000','value':'x'}}] | /0/data/pointer | invalid",
                "[{'data':{'pointer':'/state','value':1e999}}] | /0/data/value | invalid",
            })
    void faultsAreNamedWithTheirPlace(String filters, String pointer, String code) {
        assertThatThrownBy(() -> FilterReader.read(json(filters)))
                .asInstanceOf(type(FilterException.class))
                .satisfies(fault -> {
                    assertThat(fault.pointer()).isEqualTo(pointer);
                    assertThat(fault.code()).isEqualTo(code);
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[{'exact':{'sector':'SEMI','type':'registered'}}] | /0/exact/type",
                "[{'prefix':{'type':'registered'}},{'any':[{'exact':{'type':'known'}},{'not':{'exact':{'type':'registered'}}}]}]"
                        + " | /1/any/1/not/exact/type",
            })
    void aTypeThatNoEventHasIsNamedWithItsPlace(String filters, String pointer) {
        assertThatThrownBy(() -> FilterReader.read(json(filters), "known"::equals))
                .asInstanceOf(type(FilterException.class))
                .satisfies(fault -> {
                    assertThat(fault.pointer()).isEqualTo(pointer);
                    assertThat(fault.code()).isEqualTo("unknown-type");
                });
        assertThat(FilterReader.read(json(filters)).matches(EVENT)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "type = 'registered' | 8",
                "'registered' <> TYPE | 1",
                "sector = 'SEMI' AND NOT (type IN ('known', \"registered\")) | 44",
                "EXISTS type OR type NOT IN ('registered') | 29",
            })
    void aTypeThatNoEventHasIsNamedWithItsPlaceInAnExpression(String expression, int position) {
        assertThatThrownBy(() -> FilterReader.sql(expression, "known"::equals))
                .asInstanceOf(type(FilterException.class))
                .satisfies(fault -> {
                    assertThat(fault.code()).isEqualTo("unknown-type");
                    assertThat(fault.position()).isEqualTo(position);
                    assertThat(fault.reason()).contains("character " + position + " ");
                });
    }

    /** Parts of names, and other attributes, may be compared with anything. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "type = 'known'",
                "type LIKE 'org.%'",
                "LEFT(type, 3) = 'org'",
                "subject = 'registered'",
                "'registered' IN ('registered', type)",
            })
    void whatIsNoNameOfATypeIsNotLookedUp(String expression) {
        assertThatCode(() -> FilterReader.sql(expression, "known"::equals)).doesNotThrowAnyException();
    }

    @Test
    void depthNumberAndLengthAreBounded() {
        assertThatThrownBy(() ->
                        FilterReader.read(json("[" + "{'not':".repeat(10) + "{'sql':'TRUE'}" + "}".repeat(10) + "]")))
                .asInstanceOf(type(FilterException.class))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("too-complex"));
        String exact = "{'exact':{'source':'/a'}}";
        assertThatThrownBy(() -> FilterReader.read(json("[" + (exact + ",").repeat(200) + exact + "]")))
                .asInstanceOf(type(FilterException.class))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("too-complex"));
        assertThatThrownBy(() -> FilterReader.sql("TRUE OR ".repeat(600) + "TRUE", type -> true))
                .asInstanceOf(type(FilterException.class))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("too-long"));
    }

    /** However they are nested: what a filter may cost at most is that of its expressions together. */
    @Test
    void theNumberOfExpressionsIsBounded() {
        String ten = "{'sql':'TRUE'}" + ",{'not':{'sql':'FALSE'}}".repeat(9);
        assertThat(FilterReader.read(json("[" + ten + "]")).matches(EVENT)).isTrue();
        assertThatThrownBy(() -> FilterReader.read(json("[" + ten + ",{'any':[{'sql':'TRUE'}]}]")))
                .asInstanceOf(type(FilterException.class))
                .satisfies(fault -> {
                    assertThat(fault.code()).isEqualTo("too-complex");
                    assertThat(fault.pointer()).isEqualTo("/10/any/0/sql");
                });
    }
}
