package org.ckep.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class UnnamedMembersTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SCHEMA = """
            {"type": "object", "properties": {
              "open": {"type": "object"},
              "texts": {"type": "object", "additionalProperties": {"properties": {"text": {}}}},
              "parts": {"type": "array", "items": {"properties": {"share": {"properties": {"exact": {}}}}}}}}""";

    @Test
    void whatIsNamedOrNotDescribedAtAllIsNotFound() throws JsonProcessingException {
        assertThat(UnnamedMembers.of(JSON.readTree(SCHEMA), JSON.readTree("""
                        {"open": {"any": {"thing": 1}}, "texts": {"ko": {"text": "가"}}, "parts": [{"share": {"exact": "6"}}]}"""))).isEmpty();
    }

    @Test
    void whatIsNotNamedIsFoundAtEveryDepth() throws JsonProcessingException {
        assertThat(UnnamedMembers.of(JSON.readTree(SCHEMA), JSON.readTree("""
                        {"more": 1, "texts": {"ko": {"status": "ORIGINAL"}}, "parts": [{}, {"share": {"min": "6"}, "via": null}]}""")))
                .containsExactly("/more", "/texts/ko/status", "/parts/1/share/min", "/parts/1/via");
    }
}
