package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.ckep.testing.Problems.problem;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.ckep.investment.Bilateral;
import org.ckep.investment.Records;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.testing.Api;
import org.ckep.testing.PublishedEvent;
import org.junit.jupiter.api.Test;

/** Dates that are put off are told to whoever may read the project, once for each change, and to nobody else. */
@QuarkusTest
class DateSlipTest {
    private static final String SLIPPED = "org.ckep.investment.project.date_slipped.v1";

    private static String planned(String... dates) {
        return "{\"keyDates\": {\"GROUNDBREAKING\": {\"planned\": [\"%s\"]}}}".formatted(String.join("\", \"", dates));
    }

    private static List<PublishedEvent> slips(String urn, int events) {
        return PublishedEvent.about(urn, events).stream()
                .filter(event -> event.type().equals(SLIPPED))
                .toList();
    }

    @Test
    void aLaterPlanOfAHiddenProjectIsToldToItsOwnSideAlone() {
        Api kr = Api.krMaker();
        String urn = kr.create("projects", Records.project(""));
        String project = "projects/" + Records.id(urn);
        // A first plan, one that is more exact, and an earlier one put nothing off.
        for (String[] plans : new String[][] {{"2027"}, {"2027", "2027-05"}, {"2027", "2027-05", "2027-03"}}) {
            kr.patch(project, planned(plans)).then().statusCode(200);
        }
        kr.patch(project, planned("2027", "2027-05", "2027-03", "2027-09"))
                .then()
                .statusCode(200);
        Api.cnMaker().get(project).then().spec(problem(KernelProblem.NOT_FOUND));
        List<PublishedEvent> events = PublishedEvent.about(urn, 6);
        assertThat(events).extracting(PublishedEvent::audience).containsOnly("side-kr");
        assertThat(events.getLast().type()).isEqualTo(SLIPPED);
        assertThat(slips(urn, 6)).singleElement().satisfies(event -> {
            assertThat(event.data().path("urn").asText()).isEqualTo(urn);
            JsonNode slip = event.data().path("slipped");
            assertThat(slip).hasSize(1);
            assertThat(slip.at("/0/keyDate").asText()).isEqualTo("GROUNDBREAKING");
            assertThat(slip.at("/0/planned/date").asText()).startsWith("2027-03");
            assertThat(slip.at("/0/replanned/date").asText()).startsWith("2027-09");
            assertThat(slip.path(0).has("actual")).isFalse();
        });
    }

    @Test
    void aStepThatComesLaterThanPlannedIsToldToEveryAudienceOnce() {
        String source = Records.source("PRESS");
        String urn = Api.loader()
                .create(
                        "projects/register-observed",
                        Records.observed(source, ", \"keyDates\": {\"ANNOUNCED\": {\"planned\": [\"2024-02\"]}}"));
        Api.krChecker()
                .step("projects/" + Records.id(urn), """
                        {"to": "ANNOUNCED", "date": "2024-06-03", "sources": ["%s"]}""".formatted(Records.source("COMPANY_STATEMENT")))
                .then()
                .statusCode(200);
        List<PublishedEvent> events = PublishedEvent.about(urn, 15);
        assertThat(events).hasSize(15);
        List<PublishedEvent> slips = slips(urn, 15);
        assertThat(slips)
                .extracting(PublishedEvent::audience)
                .containsExactlyInAnyOrderElementsOf(PublishedEvent.AUDIENCES);
        assertThat(slips).allSatisfy(event -> {
            assertThat(event.source()).isEqualTo("/investment-projects/" + event.audience());
            assertThat(event.data().at("/slipped/0/actual/date").asText()).isEqualTo("2024-06-03");
            assertThat(event.data().at("/slipped/0").has("replanned")).isFalse();
        });
    }

    @Test
    void bothSidesAreToldOfAnAgreedPlanAndByWhichChangeSetItCame() {
        String project = Bilateral.joint("Plant");
        String first = plan(project, "[\"2027-03\"]");
        Bilateral.agree(first);
        String later = plan(project, "[\"2027-03\", \"2027-08\"]");
        Bilateral.propose(later);
        String urn = Records.urn(project);
        assertThat(slips(urn, 1)).isEmpty();
        Bilateral.act(Api.krMaker(), later, "review").then().statusCode(200);
        Bilateral.act(Api.krChecker(), later, "agree").then().statusCode(200);
        await().until(() -> !slips(urn, 1).isEmpty());
        List<PublishedEvent> slips = slips(urn, 1);
        assertThat(slips)
                .extracting(PublishedEvent::audience)
                .doesNotHaveDuplicates()
                .contains("side-cn", "side-kr")
                .doesNotContain("public", "partner");
        assertThat(slips).allSatisfy(event -> {
            assertThat(event.data().path("changeSet").asText()).endsWith(later.substring(later.lastIndexOf('/') + 1));
            assertThat(event.data().path("agreement").asText()).isEqualTo("AGREED");
            assertThat(event.data().path("slipped")).hasSize(1);
        });
    }

    private static String plan(String project, String dates) {
        return Bilateral.draft(Api.cnMaker(), project, """
                {"patch": [{"op": "add", "path": "/keyDates", "value": {"GROUNDBREAKING": {"planned": %s}}}],
                 "reason": {"en": "The plan"}}""".formatted(dates));
    }

    @Test
    void aRefusedChangeTellsNothing() {
        Api kr = Api.krMaker();
        String urn =
                kr.create("projects", Records.project(", " + planned("2027").replaceAll("^\\{|}$", "")));
        kr.patch("projects/" + Records.id(urn), planned("2028")).then().statusCode(422);
        String later = kr.create("projects", Records.project(""));
        PublishedEvent.about(later, 1);
        assertThat(PublishedEvent.about(urn, 1)).hasSize(1);
    }
}
