package org.ckep.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** A user's token goes through the gateway to sector-partnerships and from there on to investment-projects. */
class TwoServicesJourneyTest {
    private static final String DRAFT = """
            {"title":{"en":"%s"},"type":"GREENFIELD","direction":"KR_TO_CN","modality":"PLAN",
             "sectors":[{"code":"SEMI"}],
             "participants":[{"org":{"unnamed":{"side":"KR","description":"a maker of substrates"}},"role":"INVESTOR"}],
             "sources":["%s"]}""";

    private final SystemUnderTest system = SystemUnderTest.get();

    @Test
    void theCockpitShowsAMakersOwnDraftToHisSideAndToNobodyElse() {
        String title = "Substrate plant " + UUID.randomUUID();
        HttpResponse<String> source = SystemUnderTest.send(system.request("/investment/v1/sources", "kr-maker")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"kind\":\"COMPANY_STATEMENT\",\"title\":\"Notice to investors\",\"language\":\"ko\"}"))
                .build());
        assertThat(source.statusCode()).as(source.body()).isEqualTo(201);
        String sourceUrn = SystemUnderTest.parse(source.body()).path("urn").asText();
        HttpResponse<String> created = SystemUnderTest.send(system.request("/investment/v1/projects", "kr-maker")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(HttpRequest.BodyPublishers.ofString(DRAFT.formatted(title, sourceUrn)))
                .build());
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);

        assertThat(titles(system.get("/partnerships/v1/sectors/SEMI/cockpit", "kr-checker")))
                .contains(title);
        assertThat(titles(system.get("/partnerships/v1/sectors/SEMI/cockpit", "cn-maker")))
                .doesNotContain(title);
        assertThat(titles(system.get("/partnerships/v1/sectors/SEMI/cockpit"))).doesNotContain(title);
    }

    private static List<String> titles(JsonNode cockpit) {
        assertThat(cockpit.path("parts").path("investment").path("state").asText())
                .isEqualTo("ok");
        return StreamSupport.stream(cockpit.path("investment").path("projects").spliterator(), false)
                .map(project -> project.path("title").path("en").path("text").asText())
                .toList();
    }
}
