package org.ckep.investment.interference;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.ckep.investment.Bilateral;
import org.ckep.investment.pairing.Pairs;
import org.ckep.kernel.access.Side;
import org.ckep.records.RecordTransactions;
import org.ckep.testing.Api;
import org.junit.jupiter.api.Test;

/** Events of what the two sides agree on say whose their data are, since whoever passes them on refuses those that do not. */
@QuarkusTest
class ChangeEventClassificationTest {
    private static final String VERSION = " ce_recordversion=";

    @Inject
    RecordTransactions transactions;

    @Test
    void aProposalIsBothSidesAndADraftThatIsLeftBehindItsOwnSidesAlone() {
        String project = Bilateral.joint("Plant");
        Bilateral.draft(Api.krMaker(), project, Bilateral.replacingTitle("Korean draft"));
        String offered = Bilateral.draft(Api.cnMaker(), project, Bilateral.replacingTitle("First"));
        try (AudienceTopics topics = new AudienceTopics(transactions, Side.KR)) {
            List<String> told = topics.toldBy(() -> Bilateral.agree(offered));
            assertThat(told).isNotEmpty().allMatch(event -> event.contains(" ce_dataclassification="));
            assertThat(of(told, "change.proposed")).isNotEmpty().allMatch(event -> isClassified(event, "bilateral"));
            assertThat(of(told, "change.accepted")).isNotEmpty().allMatch(event -> isClassified(event, "bilateral"));
            assertThat(of(told, "change.stale")).singleElement().matches(event -> isClassified(event, "side-kr"));
        }
    }

    @Test
    void aPairingIsBothSidesOfEachRecordThatItNames() {
        String ours = Pairs.shared(Api.cnMaker(), "");
        String theirs = Pairs.shared(Api.krMaker(), "");
        try (AudienceTopics topics = new AudienceTopics(transactions, Side.KR)) {
            List<String> told = topics.toldBy(() -> {
                String group = Pairs.paired(Pairs.member(ours), Pairs.member(theirs));
                Bilateral.agree(Pairs.draft(Api.cnMaker(), Pairs.unpairing(group)));
            });
            for (String verb : List.of("project.paired", "project.unpaired")) {
                assertThat(of(told, verb)).hasSize(2).allMatch(event -> isClassified(event, "bilateral"));
            }
            assertThat(of(told, "project.pairing_proposed"))
                    .hasSize(4)
                    .allMatch(event -> isClassified(event, "bilateral"));
        }
    }

    @Test
    void anObjectionIsBothSides() {
        String project = Bilateral.joint("Plant");
        try (AudienceTopics topics = new AudienceTopics(transactions, Side.KR)) {
            List<String> told =
                    topics.toldBy(() -> Api.krChecker().post(Bilateral.contested(project, "title") + "/drop", "{}"));
            assertThat(of(told, "record.contested")).singleElement().matches(event -> isClassified(event, "bilateral"));
            assertThat(of(told, "record.contest_settled"))
                    .singleElement()
                    .matches(event -> isClassified(event, "bilateral"));
        }
    }

    /** What both sides have agreed on is counted; how often a side changed its record before is not told. */
    @Test
    void eventsOfChangesTellTheVersionThatBothSidesCount() {
        String project = Bilateral.offered("Plant", "");
        for (String products : List.of("850760", "850761", "850762")) {
            Api.cnMaker()
                    .patch(project, "{\"products\": [\"%s\"]}".formatted(products))
                    .then()
                    .statusCode(200);
        }
        String joint = Bilateral.draft(Api.cnMaker(), project, Bilateral.makesJoint());
        try (AudienceTopics topics = new AudienceTopics(transactions, Side.KR)) {
            List<String> made = topics.toldBy(() -> Bilateral.agree(joint));
            assertThat(of(made, "change.proposed")).isNotEmpty().noneMatch(event -> event.contains(VERSION));
            assertThat(of(made, "change.accepted")).isNotEmpty().allMatch(event -> event.contains(VERSION + "1 "));

            Bilateral.draft(Api.krMaker(), project, Bilateral.replacingTitle("Korean draft"));
            String next = Bilateral.draft(Api.cnMaker(), project, Bilateral.replacingTitle("Next"));
            List<String> changed = topics.toldBy(() -> Bilateral.agree(next));
            assertThat(of(changed, "change.proposed")).isNotEmpty().allMatch(event -> event.contains(VERSION + "1 "));
            assertThat(of(changed, "change.accepted")).isNotEmpty().allMatch(event -> event.contains(VERSION + "2 "));
            assertThat(of(changed, "change.stale")).singleElement().asString().contains(VERSION + "2 ");

            String contest = Bilateral.prepared(Api.krMaker(), project, "title");
            List<String> contested = topics.toldBy(
                    () -> Api.krChecker().post(contest + "/raise", "{}").then().statusCode(200));
            assertThat(of(contested, "record.contested"))
                    .singleElement()
                    .asString()
                    .contains(VERSION + "2 ");
        }
    }

    private static List<String> of(List<String> told, String act) {
        return told.stream()
                .filter(event -> event.contains(" ce_type=org.ckep.investment." + act + ".v1 "))
                .toList();
    }

    private static boolean isClassified(String event, String classification) {
        return event.startsWith("side-kr.v1 ") && event.contains(" ce_dataclassification=" + classification + " ");
    }
}
