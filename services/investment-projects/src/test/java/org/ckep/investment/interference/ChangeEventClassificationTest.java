package org.ckep.investment.interference;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.ckep.investment.Bilateral;
import org.ckep.kernel.access.Side;
import org.ckep.records.RecordTransactions;
import org.ckep.testing.Api;
import org.junit.jupiter.api.Test;

/** Events of change sets say whose their data are, so that whoever passes them on can refuse. */
@QuarkusTest
class ChangeEventClassificationTest {
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
            assertThat(of(told, "proposed")).isNotEmpty().allMatch(event -> isClassified(event, "bilateral"));
            assertThat(of(told, "accepted")).isNotEmpty().allMatch(event -> isClassified(event, "bilateral"));
            assertThat(of(told, "stale")).singleElement().matches(event -> isClassified(event, "side-kr"));
        }
    }

    private static List<String> of(List<String> told, String verb) {
        return told.stream()
                .filter(event -> event.contains(" ce_type=org.ckep.investment.change." + verb + ".v1 "))
                .toList();
    }

    private static boolean isClassified(String event, String classification) {
        return event.startsWith("side-kr.v1 ") && event.contains(" ce_dataclassification=" + classification + " ");
    }
}
