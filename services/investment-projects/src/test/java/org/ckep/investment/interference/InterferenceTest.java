package org.ckep.investment.interference;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.ckep.investment.Bilateral;
import org.ckep.investment.Records;
import org.ckep.investment.project.ProjectAttributes;
import org.ckep.kernel.access.Side;
import org.ckep.records.RecordTransactions;
import org.ckep.testing.Api;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

    private static final List<String> PARTS = List.of(
            "project_sector",
            "project_site",
            "project_participant",
            "project_key_date",
            "project_capacity",
            "project_commitment",
            "project_holding",
            "project_filing",
            "project_step");

    @Inject
    RecordTransactions transactions;

    @ParameterizedTest
    @EnumSource(Side.class)
    void whatOneSideHidesChangesNoByteForAnybodyElse(Side hider) {
        Random random = new Random(SEED + hider.ordinal());
        Scenario scenario = new Scenario(hider, random);
        HiddenMutations mutations = new HiddenMutations(scenario, new InDatabase());
        mutations.prepare();
        try (AudienceTopics topics = new AudienceTopics(transactions, scenario.other())) {
            List<String> told = topics.toldBy(scenario::actOpenly);
            assertThat(told).anyMatch(event -> event.contains("break_opened"));
            Observation before = Observation.of(scenario, topics);
            assertThat(before.size()).isGreaterThan(500);
            // Each kind at least once, in the order of the list, and then any.
            List<String> first = new ArrayList<>(mutations.changed());
            int mutated = Math.max(MUTATIONS / 2, first.size());
            int done = 0;
            while (done < mutated) {
                List<String> batch = new ArrayList<>();
                while (batch.size() < BATCH && done < mutated) {
                    if (done < first.size()) {
                        mutations.one(first.get(done));
                        batch.add(first.get(done));
                    } else {
                        batch.add(mutations.any());
                    }
                    done++;
                }
                assertThat(before.differences(Observation.of(scenario, topics)))
                        .as("seed %d, after %d mutations, the last of them %s", SEED, done, batch)
                        .isEmpty();
            }
            assertThat(topics.toldBy(scenario::actOpenly))
                    .as("seed %d, what the same act tells after all of that", SEED)
                    .isEqualTo(told);
        }
    }

    /** An attribute that is added to a project and not to the mutations fails here. */
    @Test
    void everyAttributeOfAProjectIsMutated() {
        HiddenMutations mutations = new HiddenMutations(new Scenario(Side.CN, new Random(SEED)), new InDatabase());
        assertThat(mutations.changed()).containsAll(ProjectAttributes.all());
        assertThat(mutations.changed())
                .contains(
                        "create",
                        "delete",
                        "transition",
                        "reclassify",
                        "commitment",
                        "transaction",
                        "blindCommitment",
                        "reversal",
                        "shareholding",
                        "statement",
                        "exposure",
                        "twin",
                        "pairing",
                        "grievance",
                        "objections");
    }

    /** What a side shows by mistake is found, in the channel that shows it. */
    @Test
    void aLeakIsFoundInEveryChannel() {
        Scenario scenario = new Scenario(Side.KR, new Random(SEED));
        Map<Channel, Runnable> leaks = new EnumMap<>(Channel.class);
        leaks.put(Channel.BODY, () -> scenario.maker()
                .post(
                        scenario.joint + "/figures/capacity",
                        "{\"value\": [], \"classification\": {\"level\": \"BILATERAL\"}}")
                .then()
                .statusCode(200));
        leaks.put(Channel.HEADER, PlantedHeader.HIDDEN::incrementAndGet);
        leaks.put(Channel.LIST, () -> show("site", scenario.hiddenSite));
        leaks.put(Channel.COUNT, () -> show("project", scenario.newHidden("")));
        leaks.put(Channel.SEARCH, () -> assertThat(run(
                        "update project set search_key = search_key || ' hidden' where id = :id", scenario.bilateral))
                .isEqualTo(1));
        leaks.put(Channel.EXPORT, () -> show("project", scenario.newHidden("")));
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
                .post(scenario.broken + "/assign", "{\"assigned\": [\"CN\"]}")
                .then()
                .statusCode(200));
        leaks.put(Channel.CYCLE, () -> {
            scenario.maker()
                    .post(scenario.joint + "/figures/keyDates", """
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
        leaks.put(Channel.AUDIT, () -> assertThat(run(
                        "insert into audit_entry (id, at, side, action, urn) values (:id, now(), '%s', 'register', '%s')"
                                .formatted(scenario.other(), Records.urn(scenario.hiddenSite)),
                        scenario.hiddenSite))
                .isEqualTo(1));
        leaks.put(Channel.ERROR, () -> show("source", scenario.hiddenSource));
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

    /** Classifies one side's row as if both might read it. */
    private void show(String table, String path) {
        assertThat(run(
                        "update " + table + " set classification_level = 'BILATERAL', classification_side = null"
                                + " where id = :id",
                        path))
                .isEqualTo(1);
    }

    private final class InDatabase implements HiddenMutations.Database {
        @Override
        public void delete(String project) {
            PARTS.forEach(part -> run("delete from " + part + " where project_id = :id", project));
            assertThat(run("delete from project where id = :id", project)).isEqualTo(1);
        }

        @Override
        public void reclassify(String project, Side side) {
            assertThat(run(
                            "update project set classification_level = 'MINISTRY', classification_agencies = '{mofcom}'"
                                    + " where id = :id",
                            project))
                    .isEqualTo(1);
        }
    }

    private int run(String sql, String project) {
        UUID id = UUID.fromString(project.substring(project.lastIndexOf('/') + 1));
        try {
            return VertxContextSupport.subscribeAndAwait(() -> transactions.system(session ->
                    session.createNativeQuery(sql).setParameter("id", id).executeUpdate()));
        } catch (Throwable unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }
}
