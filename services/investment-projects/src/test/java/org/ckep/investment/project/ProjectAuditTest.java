package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.ckep.investment.AuditChains;
import org.ckep.investment.Bilateral;
import org.ckep.investment.Records;
import org.ckep.investment.ledger.Commitments;
import org.ckep.investment.shareholding.Shareholdings;
import org.ckep.kernel.change.ChangeHash;
import org.ckep.kernel.id.Urn;
import org.ckep.testing.Api;
import org.junit.jupiter.api.Test;

/** The trail names what an act changed, and whoever holds a version proves by its hash that it is what was audited. */
@QuarkusTest
class ProjectAuditTest {
    private static final List<String> AS_THEY_ARE = List.of(
            "title",
            "type",
            "direction",
            "modality",
            "sectors",
            "products",
            "hostCountries",
            "parentProject",
            "relation",
            "countsTowardAggregate",
            "phasesPartial",
            "keyDates",
            "totalInvestment",
            "registeredCapital",
            "ownContribution",
            "jobs",
            "capacity",
            "unknownReasons",
            "state",
            "stateSince",
            "resumeTo",
            "stateReason",
            "commitments",
            "paid",
            "stewardship",
            "classification");

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    /** What that auditor reads of a record, once there are so many entries. */
    private static List<Map<String, Object>> trail(String auditor, String urn, int entries) {
        await().atMost(Duration.ofSeconds(30)).until(() -> read(auditor, urn).size() >= entries);
        return read(auditor, urn);
    }

    private static List<Map<String, Object>> read(String auditor, String urn) {
        return Api.user(auditor).get("audit?limit=500&record=" + urn).jsonPath().getList("data");
    }

    /** As docs/audit.md says it, from nothing but an answer. */
    private static String hashOf(Response answer) {
        answer.then().statusCode(200);
        JsonObject view = new JsonObject(answer.asString());
        JsonObject audited = new JsonObject();
        AS_THEY_ARE.stream().filter(view::containsKey).forEach(name -> audited.put(name, view.getValue(name)));
        Function<JsonObject, Object> urn = one -> one.getString("urn");
        Function<JsonObject, Object> withoutName = one -> {
            one.remove("name");
            return one;
        };
        Map.of("sites", urn, "sources", urn, "participants", withoutName, "holdings", withoutName)
                .forEach((name, form) -> {
                    if (view.containsKey(name)) {
                        audited.put(
                                name,
                                new JsonArray(view.getJsonArray(name).stream()
                                        .map(one -> form.apply((JsonObject) one))
                                        .toList()));
                    }
                });
        return ChangeHash.of(audited.encode());
    }

    @Test
    void eachActNamesWhatItChangedAndItsHashIsComputedFromThePast() {
        String source = Records.source("COMPANY_STATEMENT");
        String site = Api.cnMaker().create("sites", Records.site(", \"sources\": [\"%s\"]".formatted(source)));
        String urn = Api.cnMaker()
                .create(
                        "projects",
                        Records.project(", \"sources\": [\"%s\"], \"sites\": [\"%s\"]".formatted(source, site)));
        String project = "projects/" + Records.id(urn);
        Instant made = now();
        Api.cnMaker().patch(project, """
                        {"totalInvestment": {"amount": "942000000", "currency": "USD", "basis": "CONTRACTED"},
                         "title": {"en": "Cell plant"}}""").then().statusCode(200);
        Instant changed = now();
        Api.cnChecker()
                .step(project, "{\"to\": \"ANNOUNCED\", \"date\": \"2024-05\"}")
                .then()
                .statusCode(200);
        List<Map<String, Object>> trail = trail("cn-auditor", urn, 3);
        assertThat(names(trail.get(0)))
                .contains("title", "type", "state", "participants", "sites", "sources", "classification")
                .doesNotContain("totalInvestment", "commitments")
                .isSorted();
        assertThat(trail.get(1)).containsEntry("attributes", List.of("title", "totalInvestment"));
        assertThat(names(trail.get(2)))
                .contains("keyDates", "state", "stateSince")
                .doesNotContain("title", "sites");
        assertThat(trail)
                .allSatisfy(entry ->
                        assertThat(entry).containsEntry("network", "local").containsEntry("form", 2));
        for (Map.Entry<Integer, String> moment :
                Map.of(0, "?knownAt=" + made, 1, "?knownAt=" + changed, 2, "").entrySet()) {
            assertThat(hashOf(Api.cnMaker().get(project + moment.getValue())))
                    .as("entry %s", moment.getKey())
                    .isEqualTo(trail.get(moment.getKey()).get("contentHash"));
        }
        assertThat(trail).extracting(entry -> entry.get("contentHash")).doesNotHaveDuplicates();
    }

    @SuppressWarnings("unchecked")
    private static List<String> names(Map<String, Object> entry) {
        return (List<String>) entry.get("attributes");
    }

    /** In the trail of the side that agrees last as its person's act, in the other one's as nobody's. */
    @Test
    void aStepOfBothSidesStandsInBothTrailsAndTheirChains() throws SQLException {
        String project = Bilateral.joint("Plant");
        String change = Bilateral.draft(
                Api.cnMaker(), project, Bilateral.step("{\"to\": \"ANNOUNCED\", \"date\": \"2024-01-10\"}"));
        Bilateral.agree(change);
        Map<String, Object> acting =
                trail("kr-auditor", Records.urn(project), 2).getLast();
        Map<String, Object> other = trail("cn-auditor", Records.urn(project), 4).getLast();
        assertThat(acting).containsEntry("side", "KR").containsKey("subject");
        assertThat(other).containsEntry("side", "CN").doesNotContainKeys("subject", "client", "agency", "network");
        assertThat(other).containsEntry("action", "state-changed-project");
        for (String same : List.of("action", "urn", "versionBefore", "versionAfter", "attributes", "contentHash")) {
            assertThat(other.get(same)).as(same).isNotNull().isEqualTo(acting.get(same));
        }
        AuditChains.verify();
    }

    @Test
    void whatBothSidesAgreeOnIsNamedInBothTrails() {
        String project = Bilateral.joint("Plant");
        String change = Bilateral.draft(Api.cnMaker(), project, Bilateral.replacingTitle("Cell plant"));
        Bilateral.agree(change);
        List<Map<String, Object>> agreed = trail("kr-auditor", Records.urn(project), 2);
        assertThat(agreed)
                .extracting(entry -> entry.get("attributes"))
                .containsExactly(List.of("stewardship"), List.of("title"));
        assertThat(hashOf(Api.krMaker().get(project))).isEqualTo(agreed.get(1).get("contentHash"));
        List<Map<String, Object>> told = trail("cn-auditor", Records.urn(project), 4);
        assertThat(told.subList(told.size() - 2, told.size()))
                .extracting(entry -> entry.get("contentHash"))
                .containsExactlyElementsOf(
                        agreed.stream().map(entry -> entry.get("contentHash")).toList());
        List<Map<String, Object>> acts =
                trail("cn-auditor", "urn:ckep:change:" + change.substring(change.lastIndexOf('/') + 1), 4);
        String signed = Bilateral.hash(Api.cnMaker(), change);
        assertThat(acts)
                .extracting(act -> act.get("action"))
                .containsExactly("draft-change", "submit-change", "propose-change", "agree-change");
        // It binds both sides; who of the other one agreed is that side's own.
        assertThat(acts.getLast()).doesNotContainKey("subject").containsEntry("side", "CN");
        assertThat(acts)
                .allSatisfy(act ->
                        assertThat(act).containsEntry("contentHash", signed).doesNotContainKey("attributes"));
    }

    @Test
    void aFiguresEntryNamesItsAttributeAndHashesItsValue() {
        String project = Bilateral.joint("Plant");
        String urn = Records.urn(project);
        int before = trail("kr-auditor", urn, 1).size();
        for (String readers : List.of(
                "{\"level\": \"SIDE\", \"side\": \"KR\"}",
                "{\"level\": \"MINISTRY\", \"side\": \"KR\", \"agency\": \"motir\"}")) {
            Api.krMaker()
                    .show(project + "/figures/totalInvestment", """
                            {"value": {"amount": "825000000", "currency": "USD", "basis": "CONTRACTED"},
                             "classification": %s}""".formatted(readers))
                    .then()
                    .statusCode(200);
        }
        List<Map<String, Object>> entries = trail("kr-auditor", urn, before + 2);
        Map<String, Object> own = entries.get(before);
        JsonObject view = new JsonObject(Api.krMaker().get(project).asString());
        Object value = view.getJsonObject("figures")
                .getJsonObject("totalInvestment")
                .getJsonObject("kr")
                .getValue("value");
        assertThat(own)
                .containsEntry("action", "enter-figure")
                .containsEntry("attributes", List.of("totalInvestment"))
                .containsEntry(
                        "contentHash",
                        ChangeHash.of(
                                new JsonObject().put("totalInvestment", value).encode()));
        // Auditors of other ministries of the side read the trail too.
        assertThat(entries.get(before + 1))
                .containsEntry("attributes", List.of("totalInvestment"))
                .doesNotContainKey("contentHash");
    }

    @Test
    void whatStandsBesideAProjectIsNamedToo() {
        String urn = Api.cnMaker().create("projects", Records.project(""));
        String project = "projects/" + Records.id(urn);
        Api.cnMaker()
                .post(project + "/filings", "{\"kind\": \"foreign investment report\", \"outcome\": \"PENDING\"}")
                .then()
                .statusCode(200);
        Api.cnMaker()
                .post(project + "/rag", "{\"rating\": \"AMBER\", \"asOf\": \"2024-05\"}")
                .then()
                .statusCode(200);
        List<Map<String, Object>> trail = trail("cn-auditor", urn, 3);
        JsonObject view = new JsonObject(Api.cnMaker().get(project).asString());
        assertThat(trail.get(1))
                .containsEntry("action", "enter-filing")
                .containsEntry("attributes", List.of("filings"))
                .containsEntry(
                        "contentHash",
                        ChangeHash.of(new JsonObject()
                                .put("filings", view.getValue("filings"))
                                .encode()));
        assertThat(trail.get(2))
                .containsEntry("action", "assess-project")
                .containsEntry(
                        "contentHash",
                        ChangeHash.of(new JsonObject()
                                .put("rag", view.getValue("rag"))
                                .encode()));
    }

    /** What one ministry keeps to itself stays without a hash, which other auditors of its side could try out. */
    @Test
    void whatStandsBesideAMinistrysProjectIsNotHashed() {
        String urn = Api.cnMaker().create("projects", Records.project("""
                        , "classification": {"level": "MINISTRY", "side": "CN", "agency": "mofcom"}"""));
        Api.cnMaker()
                .post(
                        "projects/" + Records.id(urn) + "/filings",
                        "{\"kind\": \"foreign investment report\", \"outcome\": \"PENDING\"}")
                .then()
                .statusCode(200);
        assertThat(trail("cn-auditor", urn, 2).get(1))
                .containsEntry("action", "enter-filing")
                .doesNotContainKey("contentHash");
    }

    @Test
    void eachTransactionIsHashedWithItsCommitment() {
        String project = Api.cnMaker().create("projects", Records.project(""));
        String commitment = Commitments.made(Api.cnMaker(), project, "");
        Response paid = Api.cnMaker().post(commitment + "/transactions", Commitments.paid("4000000", "2024-06-01"));
        paid.then().statusCode(201);
        JsonObject view = new JsonObject(Api.cnMaker().get(commitment).asString());
        List<Map<String, Object>> trail = trail("cn-auditor", view.getString("urn"), 2);
        JsonObject said = new JsonObject();
        for (String name : List.of("party", "kind", "basis", "currency", "signedOn")) {
            said.put(name, view.getValue(name));
        }
        said.put("project", project);
        JsonObject transaction = new JsonObject(paid.asString());
        transaction.remove("commitment");
        transaction.remove("recordedAt");
        said.put("transactions", new JsonArray().add(transaction));
        assertThat(trail.get(1))
                .containsEntry("attributes", List.of("transactions"))
                .containsEntry("contentHash", ChangeHash.of(said.encode()));
    }

    /** A change set settles what one side objected to; whoever signed it last has left it so. */
    @Test
    void anObjectionIsHashedAsAChangeSetSettlesIt() {
        String project = Bilateral.joint("Plant");
        String objection = Bilateral.contested(project, "title");
        Bilateral.agree(Bilateral.draft(
                Api.cnMaker(), project, Bilateral.settling(Bilateral.replacingTitle("Settled"), objection)));
        JsonObject view = new JsonObject(Api.krMaker().get(objection).asString());
        assertThat(view.getString("state")).isEqualTo("SETTLED");
        JsonObject said = new JsonObject();
        for (String name : List.of("record", "side", "attribute", "state", "reason")) {
            said.put(name, view.getValue(name));
        }
        assertThat(trail("kr-auditor", view.getString("urn"), 3).get(2))
                .containsEntry("action", "settle-objection")
                .containsEntry("contentHash", ChangeHash.of(said.encode()));
    }

    @Test
    void eachStatementIsHashedWithItsHistory() {
        String history = Shareholdings.made(Api.cnMaker(), "");
        JsonObject view = new JsonObject(Api.cnMaker().get(history).asString());
        JsonObject statement = new JsonObject(
                        Api.cnMaker().get(history + "/statements").asString())
                .getJsonArray("data")
                .getJsonObject(0);
        statement.remove("recordedAt");
        JsonObject said = new JsonObject()
                .put("entity", view.getValue("entity"))
                .put("kind", view.getValue("kind"))
                .put("statements", new JsonArray().add(statement));
        assertThat(trail("cn-auditor", view.getString("urn"), 1).getFirst())
                .containsEntry("contentHash", ChangeHash.of(said.encode()));
    }

    /** No gateway is named here, so nobody is believed where he says he is. */
    @Test
    void aForgedAddressIsNotBelieved() {
        Response made = Api.cnMaker()
                .request()
                .header("X-Forwarded-For", "10.1.2.3")
                .header("Forwarded", "for=10.1.2.3")
                .header("Idempotency-Key", Urn.random("key").uuid().toString())
                .contentType("application/json")
                .body(Records.project(""))
                .post(Api.root() + "projects");
        made.then().statusCode(201).body("stewardship", equalTo("UNILATERAL"));
        assertThat(trail("cn-auditor", made.path("urn"), 1).getFirst()).containsEntry("network", "local");
    }
}
