package org.ckep.investment.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 4180, and nothing that a spreadsheet would run. */
class CsvTest {
    private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());

    private static String csv(List<String> columns, String... entries) throws Exception {
        Csv<JsonNode> csv = new Csv<>(JSON, columns);
        StringBuilder text = new StringBuilder(csv.next(List.of()));
        for (String entry : entries) {
            text.append(csv.next(List.of(JSON.readTree(entry))));
        }
        return text.append(csv.end()).toString();
    }

    private static String cell(String value) throws Exception {
        String text = csv(List.of("a"), JSON.createObjectNode().put("a", value).toString());
        return text.substring("a\r\n".length(), text.length() - 2);
    }

    @Test
    void anEmptyListIsItsHeader() throws Exception {
        assertThat(csv(List.of("urn", "title.en"))).isEqualTo("urn,title.en\r\n");
    }

    @Test
    void aColumnShowsTheMemberOfItsName() throws Exception {
        assertThat(csv(
                        List.of("urn", "title.en", "title.ko", "amount.value", "since", "count", "counted", "reasons"),
                        """
                        {"urn": "urn:x", "title": {"en": {"text": "Plant", "status": "ORIGINAL"}},
                         "amount": {"value": "12.50"}, "since": {"date": "2024-01-01", "precision": "QUARTER"},
                         "count": 3, "counted": true, "reasons": {"paid": "NOT_STATED"}, "other": 1}"""))
                .isEqualTo("""
                        urn,title.en,title.ko,amount.value,since,count,counted,reasons\r
                        urn:x,Plant,,12.50,2024-Q1,3,true,"{""paid"":""NOT_STATED""}"\r
                        """);
    }

    @Test
    void severalValuesStandInTheOrderOfTheOtherColumns() throws Exception {
        assertThat(csv(List.of("p.role", "p.org.id", "p.name", "codes", "none"), """
                {"p": [{"role": "INVESTOR", "org": {"id": "1"}}, {"role": "PARK"}, {"role": "PARTNER", "org": {"id": "3"}}],
                 "codes": ["8507", "8542"], "none": []}"""))
                .isEqualTo("""
                p.role,p.org.id,p.name,codes,none\r
                INVESTOR; PARK; PARTNER,1; ; 3,,8507; 8542,\r
                """);
    }

    /** So that a cell says which values it joins; what is no list says what it is. */
    @Test
    void whatDividesTheValuesOfAListIsMarkedInsideThem() throws Exception {
        assertThat(csv(List.of("p.name", "title"), """
                {"p": [{"name": "Kim; Lee"}, {"name": "C:\\\\plant;"}, {"name": "Wu"}], "title": "One; two \\\\ three"}""", """
                {"p": [{"name": "Kim; Lee"}], "title": ";"}""")).isEqualTo("""
                        p.name,title\r
                        Kim\\; Lee; C:\\\\plant\\;; Wu,One; two \\ three\r
                        Kim\\; Lee,;\r
                        """);
    }

    @Test
    void whatDividesCellsAndLinesIsQuoted() throws Exception {
        assertThat(cell("a,b")).isEqualTo("\"a,b\"");
        assertThat(cell("say \"no\"")).isEqualTo("\"say \"\"no\"\"\"");
        assertThat(cell("one\r\ntwo")).isEqualTo("\"one\r\ntwo\"");
        assertThat(cell("전지 공장 电池")).isEqualTo("전지 공장 电池");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=HYPERLINK(\"http://x\")",
                "+1+cmd|' /C calc'!A0",
                "-2+3",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                "\n=1",
                "＝1+1",
                "＋1",
                "－1",
                "＠x"
            })
    void noTextBeginsAFormula(String text) throws Exception {
        assertThat(cell(text).replaceFirst("^\"", "")).startsWith("'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "-12.50", "0", "7"})
    void aNumberStaysANumber(String number) throws Exception {
        assertThat(cell(number)).isEqualTo(number);
    }
}
