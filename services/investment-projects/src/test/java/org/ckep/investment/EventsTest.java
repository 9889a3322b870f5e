package org.ckep.investment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.ckep.testing.Api;
import org.ckep.testing.PublishedEvent;
import org.junit.jupiter.api.Test;

/** Each change gives exactly one event to each audience that may know of it, and none to any other. */
@QuarkusTest
class EventsTest {
    @Test
    void aHiddenProjectIsToldToItsOwnSideAlone() {
        Api kr = Api.krMaker();
        String urn = kr.create("projects", Records.project(", \"sectors\": [{\"code\": \"BATT\"}]"));
        kr.patch("projects/" + urn, "{\"products\": [\"850760\"]}").then().statusCode(200);
        kr.step(
                        "projects/" + Records.id(urn),
                        "{\"to\": \"WITHDRAWN\", \"date\": \"2024\", \"reason\": {\"en\": \"market\"}}")
                .then()
                .statusCode(200);
        List<PublishedEvent> events = PublishedEvent.about(urn, 3);
        assertThat(events).extracting(PublishedEvent::audience).containsOnly("side-kr");
        assertThat(events)
                .extracting(PublishedEvent::type)
                .containsExactly(
                        "org.ckep.investment.project.registered.v1",
                        "org.ckep.investment.project.field_changed.v1",
                        "org.ckep.investment.project.state_changed.v1");
        assertThat(events).extracting(PublishedEvent::source).containsOnly("/investment-projects/side-kr");
        JsonNode step = events.getLast().data();
        assertThat(step.path("urn").asText()).isEqualTo(urn);
        assertThat(step.path("displayId").asText()).startsWith("CK-PRJ-");
        assertThat(step.at("/title/en/text").asText()).isEqualTo("Battery plant");
        assertThat(step.path("previousState").asText()).isEqualTo("PROSPECT");
        assertThat(step.path("state").asText()).isEqualTo("WITHDRAWN");
        assertThat(events.get(1).data().path("changed").toString()).isEqualTo("[\"products\"]");
    }

    @Test
    void aPublicRecordIsToldToEveryAudienceOnce() {
        String source = Records.source("COMMENTARY");
        String site = Api.loader().create("sites/register-observed", Records.observedSite(source));
        String share = Api.loader()
                .create(
                        "capacity-shares/register-observed",
                        Records.share(site, source, ", \"unknownReasons\": {\"period\": \"NOT_STATED\"}"));
        assertThat(PublishedEvent.about(site, 5))
                .extracting(PublishedEvent::audience)
                .containsExactlyInAnyOrderElementsOf(PublishedEvent.AUDIENCES);
        List<PublishedEvent> ofShare = PublishedEvent.about(share, 5);
        assertThat(ofShare)
                .extracting(PublishedEvent::audience)
                .containsExactlyInAnyOrderElementsOf(PublishedEvent.AUDIENCES);
        assertThat(ofShare)
                .extracting(PublishedEvent::type)
                .containsOnly("org.ckep.investment.capacity.share_changed.v1");
        assertThat(ofShare.getFirst().data().at("/share/value").asText()).isEqualTo("40");
    }

    @Test
    void aRefusedWriteTellsNobody() {
        Api kr = Api.krMaker();
        String urn = kr.create("projects", Records.project(""));
        kr.patch("projects/" + urn, "{\"type\": \"SPACESHIP\"}").then().statusCode(400);
        kr.step("projects/" + Records.id(urn), "{\"to\": \"WITHDRAWN\"}").then().statusCode(409);
        kr.patch("projects/" + urn, "{}").then().statusCode(200);
        // A later event of another record has passed; nothing more came of this one.
        String later = kr.create("projects", Records.project(""));
        PublishedEvent.about(later, 1);
        assertThat(PublishedEvent.about(urn, 1)).hasSize(1);
    }
}
