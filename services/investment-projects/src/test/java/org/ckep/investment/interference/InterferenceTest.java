package org.ckep.investment.interference;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.ckep.investment.Bilateral;
import org.ckep.investment.Records;
import org.ckep.kernel.access.Side;
import org.ckep.records.RecordTransactions;
import org.ckep.testing.Api;
import org.ckep.testing.ApiDescription;
import org.junit.jupiter.api.Test;

/**
 * Rule C5 as a whole: whatever one side does with what it hides, nobody else gets another byte. The build makes a few of
 * the mutations; all of the acceptance test are made with {@code -Dckep.test.mutations=1000}, others with
 * {@code -Dckep.test.seed}.
 */
@QuarkusTest
class InterferenceTest {
    private static final int MUTATIONS = Integer.getInteger("ckep.test.mutations", 100);
    private static final long SEED = Long.getLong("ckep.test.seed", 20261126);
    /** After so many mutations everything is fetched again; they are of one side, so that none can undo another's trace. */
    private static final int BATCH = 25;

    /** Whose whole point is that others learn of it. */
    private static final Set<String> OPEN = Set.of(
            "post sites/register-observed",
            "post capacity-shares/register-observed",
            "post projects/register-observed",
            "post commitments/register-observed",
            "post exposures/register-observed",
            "post shareholdings/register-observed",
            "post grievances/{id}/share",
            "post projects/{id}/adopt/confirm",
            "post projects/{id}/revision/confirm",
            "post pending-acts/{id}/confirm",
            "post projects/{id}/changes/{change}/propose",
            "post projects/{id}/changes/{change}/review",
            "post projects/{id}/changes/{change}/agree",
            "post projects/{id}/changes/{change}/reject",
            "post projects/{id}/changes/{change}/counter",
            "post projects/{id}/objections/{objection}/raise",
            "put projects/{id}/blind-comparisons/{attribute}",
            "delete projects/{id}/blind-comparisons/{attribute}",
            "post breaks/{id}/assign",
            "post breaks/{id}/explain",
            "post breaks/{id}/agree",
            "post breaks/{id}/close",
            "post reconciliation-rates/{month}/agree");

    @Inject
    RecordTransactions transactions;

    /** Each kind of change is made by one of the sides at least, and where mutations suffice by both. */
    @Test
    void whatOneSideHidesChangesNoByteForAnybodyElse() {
        ApiDescription description = ApiDescription.served();
        Set<String> performed = new TreeSet<>();
        Set<String> changed = new TreeSet<>();
        for (Side hider : Side.values()) {
            mutate(hider, description, performed, changed);
        }
        assertThat(performed)
                .as("a command that is added to the service is among what a side does unseen, or is open to all")
                .doesNotContainAnyElementsOf(OPEN);
        Set<String> known = new TreeSet<>(performed);
        known.addAll(OPEN);
        assertThat(known).containsExactlyElementsOf(Performed.all(description));
        assertThat(changed).containsAll(RecordAttributes.all());
    }

    private void mutate(Side hider, ApiDescription description, Set<String> performed, Set<String> changed) {
        Random random = new Random(SEED + hider.ordinal());
        Scenario scenario = new Scenario(hider, random);
        HiddenMutations mutations = new HiddenMutations(scenario, new HiddenRows(transactions));
        mutations.prepare();
        try (AudienceTopics topics = new AudienceTopics(transactions, scenario.other())) {
            List<String> told = topics.toldBy(scenario::actOpenly);
            assertThat(told).anyMatch(event -> event.contains("break_opened"));
            scenario.explainOpenly();
            Observation before = Observation.of(scenario, topics);
            assertThat(before.size()).isGreaterThan(500);
            Iterator<HiddenMutations.Kind> first =
                    first(mutations.kinds(), hider).iterator();
            int mutated = 0;
            while (mutated < MUTATIONS / 2 || first.hasNext()) {
                List<Set<String>> batch = new ArrayList<>();
                try (Performed done = new Performed(description)) {
                    while (batch.size() < BATCH && (mutated < MUTATIONS / 2 || first.hasNext())) {
                        HiddenMutations.Kind kind = first.hasNext() ? first.next() : mutations.any();
                        kind.change().run();
                        batch.add(kind.changes());
                        mutated++;
                    }
                    performed.addAll(done.commands());
                }
                batch.forEach(changed::addAll);
                assertThat(before.differences(Observation.of(scenario, topics)))
                        .as("seed %d, after %d mutations, the last of them %s", SEED, mutated, batch)
                        .isEmpty();
            }
            assertThat(topics.toldBy(scenario::actOpenly))
                    .as("seed %d, what the same act tells after all of that", SEED)
                    .isEqualTo(told);
        }
    }

    /** All kinds where there are mutations enough for both sides, else every second one. */
    private static List<HiddenMutations.Kind> first(List<HiddenMutations.Kind> kinds, Side hider) {
        if (MUTATIONS >= 2 * kinds.size()) {
            return kinds;
        }
        return IntStream.range(0, kinds.size())
                .filter(i -> i % 2 == hider.ordinal())
                .mapToObj(kinds::get)
                .toList();
    }

    /** What a side shows by mistake is found, in the channel that shows it. */
    @Test
    void aLeakIsFoundInEveryChannel() {
        Scenario scenario = new Scenario(Side.KR, new Random(SEED));
        HiddenRows rows = new HiddenRows(transactions);
        Map<Channel, Runnable> leaks = new EnumMap<>(Channel.class);
        leaks.put(Channel.BODY, () -> scenario.maker()
                .show(
                        scenario.joint + "/figures/capacity",
                        "{\"value\": [], \"classification\": {\"level\": \"BILATERAL\"}}")
                .then()
                .statusCode(200));
        leaks.put(Channel.HEADER, PlantedHeader.HIDDEN::incrementAndGet);
        leaks.put(Channel.LIST, () -> rows.show(scenario.hiddenSite));
        leaks.put(Channel.COUNT, () -> rows.show(scenario.newHidden("")));
        leaks.put(
                Channel.SEARCH,
                () -> rows.one(
                        "update project set search_key = search_key || ' hidden' where id = :id", scenario.bilateral));
        leaks.put(Channel.EXPORT, () -> rows.show(scenario.newHidden("")));
        leaks.put(Channel.CLAIM, () -> scenario.maker()
                .create(
                        "claims",
                        scenario.claim(scenario.joint)
                                .replace(Records.urn(scenario.hiddenSource), scenario.publicSource)
                                .replaceFirst("\\{", "{\"classification\": {\"level\": \"BILATERAL\"}, ")));
        leaks.put(Channel.CHANGE, () -> {
            Bilateral.act(scenario.maker(), scenario.hiddenDraft, "submit")
                    .then()
                    .statusCode(200);
            Bilateral.act(scenario.checker(), scenario.hiddenDraft, "propose")
                    .then()
                    .statusCode(200);
        });
        leaks.put(Channel.OBJECTION, () -> {
            for (String act : List.of("/raise", "/drop")) {
                scenario.checker()
                        .post(scenario.hiddenObjection + act, "{}")
                        .then()
                        .statusCode(200);
            }
        });
        leaks.put(Channel.BREAK, () -> scenario.maker()
                .post(scenario.broken + "/explain", "{\"reason\": \"SCOPE\"}")
                .then()
                .statusCode(200));
        leaks.put(Channel.CYCLE, () -> {
            scenario.maker()
                    .show(scenario.joint + "/figures/keyDates", """
                            {"value": {"MOU_SIGNED": {"actual": "2017-03"}}, "classification": {"level": "BILATERAL"}}""")
                    .then()
                    .statusCode(200);
            scenario.closeCycle();
        });
        leaks.put(Channel.BLIND, () -> scenario.checker()
                .request()
                .delete(Api.root() + scenario.blind("capacity"))
                .then()
                .statusCode(200));
        leaks.put(
                Channel.AUDIT,
                () -> rows.one(
                        "insert into audit_entry (id, at, side, action, urn) values (:id, now(), '%s', 'register', '%s')"
                                .formatted(scenario.other(), Records.urn(scenario.hiddenSite)),
                        scenario.hiddenSite));
        leaks.put(Channel.ERROR, () -> rows.show(scenario.hiddenSource));
        leaks.put(Channel.EVENT, () -> scenario.checker()
                .step(scenario.bilateral, "{\"to\": \"ANNOUNCED\", \"date\": \"2024\"}")
                .then()
                .statusCode(200));
        assertThat(leaks).containsOnlyKeys(Channel.values());
        try (AudienceTopics topics = new AudienceTopics(transactions, scenario.other())) {
            for (Map.Entry<Channel, Runnable> leak : leaks.entrySet()) {
                // Headers come with bodies.
                Set<Channel> channels = EnumSet.of(leak.getKey() == Channel.HEADER ? Channel.CLAIM : leak.getKey());
                Observation before = Observation.of(scenario, topics, channels);
                leak.getValue().run();
                assertThat(before.differences(Observation.of(scenario, topics, channels)))
                        .as("a leak planted in %s", leak.getKey())
                        .anyMatch(difference -> difference.startsWith(leak.getKey() + " "));
            }
        } finally {
            PlantedHeader.HIDDEN.set(0);
        }
    }

    /** Once a figure is shown by mistake, an open act of the other side tells that both agree. */
    @Test
    void aLeakIsFoundInWhatAnOpenActTells() {
        Scenario scenario = new Scenario(Side.CN, new Random(SEED));
        try (AudienceTopics topics = new AudienceTopics(transactions, scenario.other())) {
            List<String> told = topics.toldBy(scenario::actOpenly);
            assertThat(topics.toldBy(scenario::actOpenly)).isEqualTo(told).noneMatch(event -> event.contains("closed"));
            scenario.figure(scenario.maker(), "9");
            assertThat(topics.toldBy(scenario::actOpenly)).anyMatch(event -> event.contains("break_closed"));
        }
    }
}
