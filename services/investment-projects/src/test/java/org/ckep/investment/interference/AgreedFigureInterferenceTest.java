package org.ckep.investment.interference;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.ckep.investment.Bilateral;
import org.ckep.kernel.access.Side;
import org.ckep.records.RecordTransactions;
import org.ckep.testing.Api;
import org.junit.jupiter.api.Test;

/**
 * Rules C2 and C4: what both sides agree on for themselves about a project that everybody reads, and which agency they tell
 * of it, no other agency and nobody of the public can tell from anything that they fetch or hear.
 */
@QuarkusTest
class AgreedFigureInterferenceTest {
    private static final Set<String> OTHERS = Set.of("agency", "public");

    @Inject
    RecordTransactions transactions;

    @Test
    void nobodyElseCanTellWhatBothSidesAgreeOnForThemselves() {
        Scenario scenario = new Scenario(Side.CN, new Random(20261130));
        Map<String, Runnable> acts = new LinkedHashMap<>();
        acts.put("a draft", () -> Bilateral.draft(Api.cnMaker(), scenario.announced, sum(scenario, "110")));
        acts.put("another sum", () -> agree(scenario, sum(scenario, "120")));
        acts.put("a first number", () -> agree(scenario, figure(scenario, "jobs", """
                {"planned": {"value": "400", "relation": "EQ", "countingUnit": "PERSON"}}""")));
        acts.put("a first plan", () -> agree(scenario, figure(scenario, "keyDates", """
                {"COMPLETION": {"planned": ["2031-04"]}}""")));
        acts.put(
                "a release to another agency",
                () -> agree(
                        scenario,
                        Bilateral.releasingFigure(
                                "registeredCapital", "\"level\": \"PARTNER\", \"agencies\": [\"ccpit\"]")));
        try (AudienceTopics topics = new AudienceTopics(transactions, Side.KR)) {
            Observation before = Observation.by(OTHERS, scenario, topics);
            acts.forEach((name, act) -> {
                act.run();
                assertThat(toldToOthers(before, Observation.by(OTHERS, scenario, topics)))
                        .as(name)
                        .isEmpty();
            });
            Observation told = Observation.of(scenario, topics, EnumSet.of(Channel.EVENT));
            agree(
                    scenario,
                    Bilateral.releasingFigure(
                            "registeredCapital", "\"level\": \"PARTNER\", \"agencies\": [\"ccpit\", \"kotra\"]"));
            assertThat(told.differences(Observation.of(scenario, topics, EnumSet.of(Channel.EVENT))))
                    .as("an agency that reads it already does not hear that another one does")
                    .anyMatch(difference -> difference.startsWith(Channel.EVENT + " agency-kotra"))
                    .noneMatch(difference -> difference.startsWith(Channel.EVENT + " agency-ccpit"));
            agree(scenario, Bilateral.releasingFigure("registeredCapital", "\"level\": \"PUBLIC\""));
            assertThat(toldToOthers(before, Observation.by(OTHERS, scenario, topics)))
                    .as("what everybody is let read is seen by the same look")
                    .anyMatch(difference -> difference.startsWith(Channel.BODY + " public "))
                    .anyMatch(difference -> difference.startsWith(Channel.BODY + " agency "))
                    .anyMatch(difference -> difference.startsWith(Channel.EVENT + " public"));
        }
    }

    private static String sum(Scenario scenario, String amount) {
        return figure(
                scenario,
                "registeredCapital",
                "{\"amount\": \"%s\", \"currency\": \"USD\", \"basis\": \"CONTRACTED\"}".formatted(amount));
    }

    /** By a source that is there already: a new one is seen by all who may read it. */
    private static String figure(Scenario scenario, String attribute, String value) {
        return """
                {"figure": {"attribute": "%s", "value": %s}, "evidence": ["%s"], "reason": {"en": "Both sides know it"}}""".formatted(attribute, value, scenario.publicSource);
    }

    private static void agree(Scenario scenario, String change) {
        Bilateral.agree(Bilateral.draft(Api.cnMaker(), scenario.announced, change));
    }

    /** What is otherwise, but for what those hear who may know. */
    private static List<String> toldToOthers(Observation before, Observation after) {
        return before.differences(after).stream()
                .filter(difference ->
                        difference.split("\\s+")[1].matches("agency|public|(public|partner|agency-kotra)\\.v1-\\d+"))
                .toList();
    }
}
