package org.ckep.partnerships;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.records.RecordTransactions;
import org.ckep.testing.Answers;
import org.ckep.testing.Api;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rule C5: what one side hides changes no byte that others can fetch; and the database hides by itself (C8). */
@QuarkusTest
class NonInterferenceTest {
    private static final int MUTATIONS = 60;
    private static final List<String> KINDS = List.of("IP", "DATA", "MARKET", "CAPITAL", "TALENT");

    @Inject
    RecordTransactions transactions;

    private String shared;

    @BeforeEach
    void load() {
        Fixture.load(NonInterferenceTest.class);
        shared = Api.cnMaker()
                .create(
                        "partnerships",
                        partnership().replaceFirst("\\{", "{\"classification\": {\"level\": \"BILATERAL\"}, "));
    }

    private static String partnership() {
        return Fixture.resolve("""
                {"title": {"en": "X"}, "kind": "SUPPLY", "sectors": ["SEMI"],
                 "parties": [{"orgId": "${ORG-SKHYNIX}"}, {"orgId": "${ORG-YMTC}"}]}""");
    }

    @Test
    void whatTheChineseSideHidesChangesNoByteForOthers() {
        Map<String, Api> others = new LinkedHashMap<>();
        others.put("kr", Api.krMaker());
        others.put("secretariat", Api.secretariat());
        others.put("agency", Api.client("agency-kotra"));
        others.put("public", Api.PUBLIC);
        Map<String, String> before = everythingSeen(others);
        mutate(Api.cnMaker(), Api.cnChecker(), new Random(20260104));
        assertThat(everythingSeen(others)).isEqualTo(before);
    }

    @Test
    void whatTheKoreanSideHidesChangesNoByteForOthers() {
        Map<String, Api> others = new LinkedHashMap<>();
        others.put("cn", Api.cnMaker());
        others.put("secretariat", Api.secretariat());
        others.put("public", Api.PUBLIC);
        Map<String, String> before = everythingSeen(others);
        mutate(Api.krMaker(), Api.krChecker(), new Random(20260107));
        assertThat(everythingSeen(others)).isEqualTo(before);
    }

    /** Hidden records of every kind, hidden assessments of visible ones, hidden steps. */
    private void mutate(Api maker, Api checker, Random random) {
        String own = maker.create("partnerships", partnership());
        for (int i = 0; i < MUTATIONS; i++) {
            switch (random.nextInt(8)) {
                case 0 ->
                    maker.create(
                            "organisations",
                            "{\"name\": {\"en\": \"Hidden %d\"}, \"kind\": \"COMPANY\", \"side\": \"CN\"}"
                                    .formatted(i));
                case 1 -> own = maker.create("partnerships", partnership());
                case 2, 3 ->
                    maker.post(
                                    "partnerships/" + (random.nextBoolean() ? shared : Fixture.urn("PAR-HMC-BAIC"))
                                            + "/contributions",
                                    "{\"side\": \"KR\", \"class\": \"%s\", \"weight\": %d}"
                                            .formatted(KINDS.get(random.nextInt(KINDS.size())), random.nextInt(4)))
                            .then()
                            .statusCode(201);
                case 4 -> maker.create("sourcing-relations", Fixture.resolve("""
                                    {"buyer": "${SITE-WUXI}", "material": {"en": "resist"}, "hs": "370790",
                                     "originCountry": "CN", "adoption": "MAJOR", "sector": "SEMI",
                                     "modality": "ASSERTED"}"""));
                case 5 ->
                    maker.create(
                            "complementarities",
                            "{\"sector\": \"SEMI\", \"side\": \"CN\", \"strengths\": [{\"en\": \"hidden\"}], "
                                    + "\"modality\": \"ASSERTED\"}");
                case 6 -> maker.create("rank-claims", Fixture.resolve("""
                                    {"orgId": "${ORG-LGES}", "metric": "OUTPUT", "rank": %d, "sector": "BATT",
                                     "modality": "ASSERTED"}""".formatted(i + 1)));
                default ->
                    maker.patch("partnerships/" + own, "{\"title\": {\"en\": \"Hidden title %d\"}}".formatted(i))
                            .then()
                            .statusCode(200);
            }
        }
        checker.command("partnerships/" + own, "transitions", "{\"to\": \"DISMISSED\", \"on\": \"2025\"}")
                .then()
                .statusCode(200);
    }

    private Map<String, String> everythingSeen(Map<String, Api> readers) {
        Map<String, String> seen = new LinkedHashMap<>();
        readers.forEach((name, reader) -> {
            for (String path : List.of(
                    "organisations?limit=500",
                    "organisations?q=hidden",
                    "partnerships?limit=500",
                    "partnerships?state=EXPECTED&limit=3",
                    "partnerships?namedCounterparty=true",
                    "partnerships?party=" + Fixture.urn("ORG-YMTC") + "&modality=EXPECTATION",
                    "partnerships/" + shared + "?expand=record&expand=history",
                    "partnerships/" + Fixture.urn("PAR-HMC-BAIC"),
                    "sourcing-relations?limit=500",
                    "complementarities?limit=500&modality=OPINION&modality=ASSERTED",
                    "rank-claims?limit=500",
                    "sectors?limit=500",
                    "sources?limit=500",
                    "claims?limit=500",
                    "sectors/SEMI/cockpit?limit=100")) {
                seen.put(name + " " + path, Answers.wholeOf(reader.get(path)));
            }
        });
        return seen;
    }

    @Test
    void theDatabaseHidesEveryTableOfARecordByItself() throws Throwable {
        String partnership =
                Fixture.id(Api.krMaker().create("partnerships", partnership().replaceFirst("\\{", """
                                        {"technologyFlow": [{"from": "KR", "to": "CN", "technology": {"en": "x"}}],
                                         "evolvedFrom": ["%s"],
                                         "contributions": [{"side": "KR", "class": "IP", "weight": 1}], """.formatted(
                                Fixture.urn("PAR-HYNIX-YMTC")))));
        String statement = Fixture.source("COMPANY_STATEMENT");
        Api.krChecker()
                .command(
                        "partnerships/" + partnership,
                        "transitions",
                        "{\"to\": \"EXPLORING\", \"sources\": [\"%s\"]}".formatted(statement))
                .then()
                .statusCode(200);
        String organisation = Fixture.id(Api.krMaker().create("organisations", Fixture.resolve("""
                                {"name": {"en": "Hidden"}, "kind": "COMPANY", "side": "KR", "parentId": "${ORG-LG}"}""")));
        String relation = Fixture.id(Api.krMaker().create("sourcing-relations", Fixture.resolve("""
                                {"buyer": "${ORG-SKON}", "material": {"en": "x"}, "hs": "250410", "adoption": "FULL",
                                 "suppliers": [{"orgId": "${ORG-BAIC}"}], "sector": "BATT", "modality": "ASSERTED"}""")));
        String strength = Fixture.id(
                Api.krMaker()
                        .create(
                                "complementarities",
                                "{\"sector\": \"DIG\", \"side\": \"KR\", \"strengths\": [{\"en\": \"x\"}], \"modality\": \"PLAN\"}"));
        String rank = Fixture.id(Api.krMaker().create("rank-claims", Fixture.resolve("""
                                {"orgId": "${ORG-LGES}", "metric": "OUTPUT", "rank": 1, "sector": "BATT",
                                 "modality": "PLAN"}""")));
        for (String part : List.of("party", "contribution", "flow", "evolution", "transition")) {
            assertHidden("partnership_" + part, "partnership_id", partnership);
        }
        assertHidden("partnership", "id", partnership);
        assertHidden("organisation", "id", organisation);
        assertHidden("organisation_name", "organisation_id", organisation);
        assertHidden("organisation_parent", "organisation_id", organisation);
        assertHidden("sourcing_relation", "id", relation);
        assertHidden("sourcing_supplier", "sourcing_relation_id", relation);
        assertHidden("complementarity", "id", strength);
        assertHidden("rank_claim", "id", rank);
    }

    /** An assessment on a visible partnership is hidden by its own classification. */
    @Test
    void theDatabaseHidesAnAssessmentOfAVisiblePartnership() throws Throwable {
        Api.krMaker()
                .post(
                        "partnerships/" + shared + "/contributions",
                        "{\"side\": \"KR\", \"class\": \"IP\", \"weight\": 1}")
                .then()
                .statusCode(201);
        assertHidden("partnership_contribution", "partnership_id", Fixture.id(shared));
    }

    private void assertHidden(String table, String column, String id) throws Throwable {
        assertThat(rows(Side.KR, table, column, id)).as("KR in %s", table).isPositive();
        assertThat(rows(Side.CN, table, column, id)).as("CN in %s", table).isZero();
        assertThat(rows(null, table, column, id)).as("public in %s", table).isZero();
    }

    private long rows(Side side, String table, String column, String id) throws Throwable {
        Viewer viewer =
                side == null ? Viewer.PUBLIC : new Viewer("anyone", "test", side, null, Set.of(Role.VIEWER), false);
        return VertxContextSupport.subscribeAndAwait(
                () -> transactions.read(viewer, session -> session.createNativeQuery(
                                "select count(*) from " + table + " where " + column + " = :id", Long.class)
                        .setParameter("id", UUID.fromString(id))
                        .getSingleResult()));
    }
}
