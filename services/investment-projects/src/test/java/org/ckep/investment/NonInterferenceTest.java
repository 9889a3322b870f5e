package org.ckep.investment;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.ckep.investment.exposure.Exposures;
import org.ckep.investment.grievance.Grievances;
import org.ckep.investment.ledger.Commitments;
import org.ckep.investment.shareholding.Shareholdings;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.records.RecordTransactions;
import org.ckep.testing.Answers;
import org.ckep.testing.Api;
import org.junit.jupiter.api.Test;

/** Rule C5: what one side hides changes no byte that others can fetch; and each of the two locks hides alone. */
@QuarkusTest
class NonInterferenceTest {
    @Inject
    RecordTransactions transactions;

    @Test
    void whatOneSideHidesChangesNoByteForTheOthers() {
        String source = Records.source("COMPANY_STATEMENT");
        String publicSite = Api.loader()
                .create(
                        "sites/register-observed",
                        Records.site(", \"unknownReasons\": {\"since\": \"NOT_STATED\"}, \"sources\": [\"%s\"]"
                                .formatted(source)));
        String observed = Api.loader().create("projects/register-observed", Records.observed(source, ""));
        String shared = Api.cnMaker()
                .create(
                        "projects",
                        Records.project(", \"classification\": {\"level\": \"BILATERAL\"}, \"sources\": [\"%s\"]"
                                .formatted(source)));
        Map<String, String> before = everythingOthersSee(observed, shared, publicSite);

        // A hidden project under the shared one, at the public site, with a hidden source, claim and filing.
        Api cn = Api.cnMaker();
        String secret = Records.sideSource(cn, "OFFICIAL_ACT");
        String hidden =
                Records.id(cn.create("projects", Records.project("""
                        , "parentProject": "%s", "relation": "PHASE_OF", "sites": ["%s"], "sources": ["%s", "%s"],
                        "sectors": [{"code": "BATT"}]""".formatted(shared, publicSite, secret, source))));
        cn.patch("projects/" + hidden, "{\"products\": [\"850760\"]}").then().statusCode(200);
        Api.cnChecker()
                .step("projects/" + hidden, "{\"to\": \"ANNOUNCED\", \"date\": \"2024\"}")
                .then()
                .statusCode(200);
        cn.step("projects/" + hidden, """
                        {"to": "FILED", "date": "2024",
                         "filings": [{"kind": "report", "number": "2024-1", "outcome": "PENDING"}]}""").then().statusCode(200);
        cn.create("capacity-shares", Records.share(publicSite, secret, ""));
        cn.create("sites", Records.site(""));

        assertThat(everythingOthersSee(observed, shared, publicSite)).isEqualTo(before);
    }

    /** Bodies and validators of everything that the Korean side, the secretariat, an agency and the public can fetch. */
    private static Map<String, String> everythingOthersSee(String observed, String shared, String site) {
        Map<String, Api> readers = new LinkedHashMap<>();
        readers.put("kr", Api.krMaker());
        readers.put("secretariat", Api.user("secretariat"));
        readers.put("agency", Api.client("agency-kotra"));
        readers.put("public", Api.PUBLIC);
        Map<String, String> seen = new LinkedHashMap<>();
        readers.forEach((name, reader) -> {
            for (String path : List.of(
                    "projects?limit=500",
                    "projects?site=" + site,
                    "projects?parent=" + shared,
                    "projects?sector=BATT&limit=500",
                    "projects/" + observed + "?expand=record",
                    "projects/" + shared,
                    "projects/" + shared + "/transitions",
                    "sites?limit=500",
                    "capacity-shares?limit=500",
                    "sources?limit=500",
                    "claims?limit=500",
                    "pipeline")) {
                seen.put(name + " " + path, Answers.wholeOf(reader.get(path)));
            }
        });
        return seen;
    }

    /** A filing stands in the annex of one side, even on a record that both sides read. */
    @Test
    void filingsAreShownToTheirOwnSideAlone() {
        String source = Records.source("COMPANY_STATEMENT");
        String project = Records.id(Api.cnMaker()
                .create(
                        "projects",
                        Records.project(", \"classification\": {\"level\": \"BILATERAL\"}, \"sources\": [\"%s\"]"
                                .formatted(source))));
        Api.cnChecker()
                .step("projects/" + project, "{\"to\": \"ANNOUNCED\", \"date\": \"2024\"}")
                .then()
                .statusCode(200);
        Api.cnMaker().step("projects/" + project, """
                        {"to": "FILED", "date": "2024-02",
                         "filings": [{"kind": "report", "number": "2024-77", "outcome": "PENDING"}]}""").then().statusCode(200);
        assertThat(Api.cnChecker().get("projects/" + project).asString()).contains("2024-77");
        assertThat(Api.krMaker().get("projects/" + project).asString())
                .contains("\"state\":\"FILED\"")
                .doesNotContain("2024-77");
    }

    @Test
    void theDatabaseHidesEveryTableOfARecordByItself() throws Throwable {
        String source = Records.source("COMPANY_STATEMENT");
        Api kr = Api.krMaker();
        String site =
                kr.create("sites", Records.site("").replace("CN-JS", "KR-47").replace("Yancheng", "Gumi"));
        String project = Records.id(kr.create(
                "projects",
                Records.project("""
                                , "sites": ["%s"], "sectors": [{"code": "BATT"}], "sources": ["%s"],
                                "localIds": [{"scheme": "hidden", "value": "%s"}],
                                "keyDates": {"GROUNDBREAKING": {"planned": ["2026"]}},
                                "capacity": [{"product": "x", "quantity": {"value": "1", "unit": "t"},
                                              "kind": "PLANNED"}]""".formatted(site, source, UUID.randomUUID())).replace("KR_TO_CN", "CN_TO_KR")));
        Api.krChecker()
                .step("projects/" + project, "{\"to\": \"ANNOUNCED\", \"date\": \"2024\"}")
                .then()
                .statusCode(200);
        Api.krChecker()
                .step("projects/" + project, """
                        {"to": "COMMITTED", "filings": [{"kind": "report", "outcome": "NOT_REQUIRED"}],
                         "commitments": [{"party": {"orgId": "%s"}, "amount": {"amount": "5", "currency": "USD"},
                                          "kind": "EQUITY", "signedOn": "2022"}],
                         "holdings": [{"share": {"unknownReason": "UNDISCLOSED"}}]}""".formatted(Records.organisation()))
                .then()
                .statusCode(200);
        String share = Records.id(kr.create("capacity-shares", Records.share(site, source, "")));
        Viewer ofKr = new Viewer("anyone", "test", Side.KR, null, Set.of(Role.VIEWER), false);
        Viewer ofCn = new Viewer("anyone", "test", Side.CN, null, Set.of(Role.VIEWER), false);
        for (String table : List.of(
                "project_sector",
                "project_site",
                "project_participant",
                "project_key_date",
                "project_capacity",
                "project_commitment",
                "project_holding",
                "project_filing",
                "project_step",
                "project_local_id")) {
            assertRows(ofKr, table, "project_id", project, true);
            assertRows(ofCn, table, "project_id", project, false);
            assertRows(Viewer.PUBLIC, table, "project_id", project, false);
        }
        for (Map.Entry<String, String> row : Map.of(
                        "project", project, "site", Records.id(site), "capacity_share", share)
                .entrySet()) {
            assertRows(ofKr, row.getKey(), "id", row.getValue(), true);
            assertRows(ofCn, row.getKey(), "id", row.getValue(), false);
            assertRows(Viewer.PUBLIC, row.getKey(), "id", row.getValue(), false);
        }
    }

    @Test
    void theDatabaseHidesWhatStandsBesideAProjectByItself() throws Throwable {
        Api kr = Api.krMaker();
        String project = kr.create("projects", Records.project(""));
        Map<String, String> made = new LinkedHashMap<>();
        made.put("commitment", Commitments.made(kr, project, ""));
        made.put("grievance", Grievances.made(kr, project));
        kr.step(made.get("grievance"), Grievances.REVIEW).then().statusCode(200);
        made.put("exposure", Exposures.made(kr, project, ""));
        made.put("shareholding", Shareholdings.made(kr, ""));
        Map<String, String> parts = Map.of(
                "commitment", "commitment_transaction",
                "grievance", "grievance_step",
                "shareholding", "shareholding_statement");
        Viewer ofKr = new Viewer("anyone", "test", Side.KR, null, Set.of(Role.VIEWER), false);
        Viewer ofCn = new Viewer("anyone", "test", Side.CN, null, Set.of(Role.VIEWER), false);
        for (Map.Entry<String, String> record : made.entrySet()) {
            String id = record.getValue().substring(record.getValue().indexOf('/') + 1);
            for (Viewer viewer : List.of(ofKr, ofCn, Viewer.PUBLIC)) {
                assertRows(viewer, record.getKey(), "id", id, viewer == ofKr);
                if (parts.containsKey(record.getKey())) {
                    assertRows(viewer, parts.get(record.getKey()), record.getKey() + "_id", id, viewer == ofKr);
                }
            }
        }
    }

    private void assertRows(Viewer viewer, String table, String column, String id, boolean visible) throws Throwable {
        Long count = VertxContextSupport.subscribeAndAwait(
                () -> transactions.read(viewer, session -> session.createNativeQuery(
                                "select count(*) from " + table + " where " + column + " = :id", Long.class)
                        .setParameter("id", UUID.fromString(id))
                        .getSingleResult()));
        assertThat(count > 0).as("%s sees %s", viewer.side(), table).isEqualTo(visible);
    }
}
