package org.ckep.portal.project;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Locale;
import org.ckep.kernel.value.Language;
import org.ckep.portal.wording.Wording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the record says is called agreed where both sides keep it, and nowhere else. */
class HeldTest {
    @ParameterizedTest
    @CsvSource({"JOINT, 'agreed,cn,kr'", "UNILATERAL, 'record,cn'", "SHARED, 'record,cn'"})
    void theValueOfOneSidesRecordIsNotCalledAgreed(String stewardship, String held) throws JsonProcessingException {
        JsonNode project = new ObjectMapper().readTree("""
                        {"stewardship": "%s", "figures": {"totalInvestment": {"cn": {
                          "value": {"amount": "7", "currency": "USD", "basis": "CONTRACTED"},
                          "classification": "PUBLIC", "recordedAt": "2026-11-01T08:30:00Z"}}}}""".formatted(stewardship));
        Wording words = new Wording(Language.EN, Locale.ENGLISH);
        AgreedValues values = new AgreedValues(Names.of(project, words), words);
        List<Held> rows = Held.of(project, ProjectForm.agreed(project), "totalInvestment", values);
        assertThat(rows).extracting(Held::code).containsExactly(held.split(","));
        assertThat(rows).allSatisfy(row -> assertThat(row.who()).doesNotContain("held."));
        assertThat(rows.get(1).lines().getFirst().value()).contains("7");
        assertThat(rows.get(1).note()).contains(words.label("classification", "PUBLIC"));
    }

    /** What both sides agreed on beside the record stands beside what the record says. */
    @Test
    void whatBothSidesAgreedOnForThemselvesIsToldApart() throws JsonProcessingException {
        JsonNode project = new ObjectMapper().readTree("""
                {"stewardship": "JOINT",
                 "totalInvestment": {"amount": "5", "currency": "USD", "basis": "CONTRACTED"},
                 "figures": {"totalInvestment": {"agreed": {
                   "value": {"amount": "7", "currency": "USD", "basis": "CONTRACTED"},
                   "classification": "BILATERAL", "recordedAt": "2026-11-01T08:30:00Z"}}}}""");
        for (Language language : Language.values()) {
            Wording words = new Wording(language, Locale.forLanguageTag(language.tag()));
            AgreedValues values = new AgreedValues(Names.of(project, words), words);
            List<Held> rows = Held.of(project, ProjectForm.agreed(project), "totalInvestment", values);
            assertThat(rows).extracting(Held::code).containsExactly("agreed", "both", "cn", "kr");
            assertThat(rows.getFirst().lines().getFirst().value()).contains("5");
            assertThat(rows.get(1).lines().getFirst().value()).contains("7");
            assertThat(rows.get(1).note()).contains(words.label("classification", "BILATERAL"));
            assertThat(rows.get(1).who())
                    .doesNotContain("held.")
                    .isNotEqualTo(rows.getFirst().who());
        }
    }
}
