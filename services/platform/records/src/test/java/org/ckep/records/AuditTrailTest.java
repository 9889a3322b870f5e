package org.ckep.records;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.ckep.testing.Problems.problem;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.smallrye.mutiny.Multi;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.change.ChangeHash;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.testing.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The auditor of a side reads that side's trail, all of it and nothing else; nobody else reads it. */
@QuarkusTest
class AuditTrailTest {
    private static final String AUDIT = "/investment/v1/audit";

    @Inject
    RecordTransactions transactions;

    @Inject
    Audit audit;

    private static Response read(String user, String query) {
        return Api.as(user).get(AUDIT + query);
    }

    /** What is linked of a record, once it is. */
    private static JsonPath of(String user, String record) {
        await().atMost(Duration.ofSeconds(30)).until(() -> !read(user, "?record=" + record)
                .jsonPath()
                .getList("data")
                .isEmpty());
        return read(user, "?record=" + record).jsonPath();
    }

    @Test
    void theOwnSidesAuditorReadsWhoDidWhat() {
        String made = Api.created(Api.facility("cn-maker", "{\"level\": \"BILATERAL\"}"));
        JsonPath trail = of("cn-auditor", made);
        assertThat(trail.getList("data")).hasSize(1);
        assertThat(trail.getString("data[0].urn")).isEqualTo(made);
        assertThat(trail.getString("data[0].action")).isEqualTo("register-facility");
        assertThat(trail.getString("data[0].side")).isEqualTo("CN");
        assertThat(trail.getString("data[0].agency")).isEqualTo("mofcom");
        assertThat(trail.getString("data[0].subject"))
                .isEqualTo(Tokens.claims(Tokens.user("cn-maker")).path("sub").asText());
        assertThat(trail.getMap("data[0]")).doesNotContainKey("versionBefore").containsEntry("versionAfter", 0);
        assertThat(trail.getList("data[0].attributes")).containsExactly("city", "title");
        assertThat(trail.getString("data[0].contentHash")).isEqualTo(hash(made, "cn-maker"));
        assertThat(trail.getString("data[0].network")).isEqualTo("local");
        assertThat(trail.getInt("data[0].form")).isEqualTo(2);
    }

    /** Of what the record says by its view. */
    private static String hash(String facility, String reader) {
        Map<String, Object> view = new HashMap<>(Api.as(reader)
                .get(Api.FACILITIES + "/" + Urn.parse(facility).uuid())
                .jsonPath()
                .getMap(""));
        view.keySet().retainAll(Set.of("title", "city", "sector", "capacity"));
        return ChangeHash.of(new JsonObject(view).encode());
    }

    @Test
    void aChangeNamesWhatItChangedAndHashesWhatItLeft() {
        Response made = Api.facility("cn-maker", "");
        String urn = Api.created(made);
        String tag = made.header("ETag");
        for (String patch : List.of("{\"sector\": \"SEMI\", \"city\": \"Xi'an\"}", "{\"sector\": null}")) {
            tag = Api.as("cn-maker")
                    .contentType("application/merge-patch+json")
                    .header("If-Match", tag)
                    .body(patch)
                    .patch(made.header("Location"))
                    .header("ETag");
        }
        await().atMost(Duration.ofSeconds(30))
                .until(() -> read("cn-auditor", "?record=" + urn)
                                .jsonPath()
                                .getList("data")
                                .size()
                        == 3);
        JsonPath trail = read("cn-auditor", "?record=" + urn).jsonPath();
        assertThat(trail.getList("data.attributes"))
                .isEqualTo(List.of(List.of("city", "title"), List.of("city", "sector"), List.of("sector")));
        assertThat(trail.getList("data.contentHash", String.class)).doesNotHaveDuplicates();
        assertThat(trail.getString("data[2].contentHash")).isEqualTo(hash(urn, "cn-maker"));
    }

    /** Auditors of other ministries of the side read the trail too, and would find out by trying what the hash is of. */
    @Test
    void whatOneMinistryKeepsToItselfIsNotHashed() {
        String made = Api.created(
                Api.facility("cn-maker", "{\"level\": \"MINISTRY\", \"side\": \"CN\", \"agency\": \"mofcom\"}"));
        Map<String, Object> entry = of("cn-auditor", made).getMap("data[0]");
        assertThat(entry).doesNotContainKey("contentHash").containsKey("attributes");
    }

    /** Not even of a record that both sides read, and no number is missing from what one reads. */
    @Test
    void theOtherSidesAuditorFindsNoneOfIt() {
        String cn = Api.created(Api.facility("cn-maker", "{\"level\": \"BILATERAL\"}"));
        String kr = Api.created(Api.facility("kr-maker", "{\"level\": \"BILATERAL\"}"));
        of("cn-auditor", cn);
        of("kr-auditor", kr);
        assertThat(read("kr-auditor", "?record=" + cn).jsonPath().getList("data"))
                .isEmpty();
        assertThat(read("cn-auditor", "?record=" + kr).jsonPath().getList("data"))
                .isEmpty();
        for (String side : List.of("CN", "KR")) {
            List<Map<String, Object>> all = whole(side.equals("CN") ? "cn-auditor" : "kr-auditor");
            assertThat(all).allSatisfy(entry -> assertThat(entry).containsEntry("side", side));
            assertThat(all.stream().map(entry -> ((Number) entry.get("no")).intValue()))
                    .containsExactlyElementsOf(numbers(all.size()));
        }
    }

    /** What nobody of a side did about what both read, such as the loader: both auditors read the same. */
    @Test
    void bothAuditorsReadTheCommonChain() {
        String observed = Api.source("PRESS");
        String query = "?chain=COMMON&record=" + observed;
        for (String auditor : List.of("cn-auditor", "kr-auditor")) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() ->
                            !read(auditor, query).jsonPath().getList("data").isEmpty());
            assertThat(read(auditor, query).jsonPath().getMap("data[0]"))
                    .containsEntry("urn", observed)
                    .containsEntry("action", "register-source")
                    .doesNotContainKey("side");
            assertThat(read(auditor, "?record=" + observed).jsonPath().getList("data"))
                    .isEmpty();
        }
        assertThat(read("cn-auditor", query).asString())
                .isEqualTo(read("kr-auditor", query).asString());
        for (String other : List.of("cn-maker", "kr-checker", "secretariat")) {
            read(other, query).then().spec(problem(KernelProblem.FORBIDDEN));
        }
        given().get(AUDIT + query).then().spec(problem(KernelProblem.UNAUTHENTICATED));
    }

    /** The calendar acts for nobody, and yet on records that one side keeps to itself: that stands in its trail alone. */
    @Test
    void whatIsDoneForNoSideToOneSidesRecordIsInThatSidesTrail() throws Throwable {
        String hidden = Api.hiddenSource("kr-maker");
        String open = Api.source("PRESS");
        Viewer calendar = new Viewer("calendar", "records-fixture", null, null, Set.of(), true);
        VertxContextSupport.subscribeAndAwait(() -> transactions.system(session -> Multi.createFrom()
                .items(hidden, open)
                .onItem()
                .transformToUniAndConcatenate(
                        urn -> session.find(StoredSource.class, Urn.parse(urn).uuid())
                                .chain(source ->
                                        audit.changed(session, calendar, "lapse-source", source, List.of("publisher"))))
                .collect()
                .last()));
        await().atMost(Duration.ofSeconds(30)).until(() -> read("kr-auditor", "?record=" + hidden)
                .jsonPath()
                .getList("data.action")
                .contains("lapse-source"));
        Map<String, Object> entry =
                read("kr-auditor", "?record=" + hidden).jsonPath().getMap("data.find { it.action == 'lapse-source' }");
        assertThat(entry)
                .containsEntry("side", "KR")
                .containsEntry("subject", "calendar")
                .doesNotContainKey("network");
        for (String auditor : List.of("cn-auditor", "kr-auditor")) {
            await().atMost(Duration.ofSeconds(30)).until(() -> read(auditor, "?chain=COMMON&record=" + open)
                    .jsonPath()
                    .getList("data.action")
                    .contains("lapse-source"));
            assertThat(read(auditor, "?chain=COMMON&record=" + hidden)
                            .jsonPath()
                            .getList("data"))
                    .isEmpty();
        }
        assertThat(read("cn-auditor", "?record=" + hidden).jsonPath().getList("data"))
                .isEmpty();
    }

    /** Before the second form the calendar wrote into the common chain what it did to one side's records. */
    @Test
    void whatWasWrittenBeforeTheSecondFormStaysClosed() throws SQLException {
        String urn = Urn.random("source").toString();
        try (Connection connection = Database.application();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into audit_entry (id, at, subject, action, urn) values (?, now(), 'calendar', 'lapse', ?)")) {
            insert.setObject(1, UUID.randomUUID());
            insert.setString(2, urn);
            insert.executeUpdate();
        }
        String linked =
                "select l.chain || l.form from audit_link l join audit_entry e on e.id = l.entry_id where e.urn = ?";
        await().atMost(Duration.ofSeconds(30))
                .until(() -> Database.all(linked, urn).equals(List.of("COMMON1")));
        String after = Api.source("PRESS");
        for (String auditor : List.of("cn-auditor", "kr-auditor")) {
            await().atMost(Duration.ofSeconds(30)).until(() -> !read(auditor, "?chain=COMMON&record=" + after)
                    .jsonPath()
                    .getList("data")
                    .isEmpty());
            assertThat(read(auditor, "?chain=COMMON&record=" + urn).jsonPath().getList("data"))
                    .isEmpty();
            // The hash of the link before would be one of those that are closed.
            assertThat(read(auditor, "?chain=COMMON&record=" + after).jsonPath().getMap("data[0]"))
                    .doesNotContainKey("before");
        }
        for (Side side : Side.values()) {
            assertThat(Database.seenBy(Viewers.of(side, null, Role.AUDITOR), linked, urn))
                    .isEmpty();
            assertThat(Database.seenBy(
                            Viewers.of(side, null, Role.AUDITOR), "select urn from audit_entry where urn = ?", urn))
                    .isEmpty();
        }
    }

    private static List<Integer> numbers(int count) {
        List<Integer> numbers = new ArrayList<>();
        for (int no = 1; no <= count; no++) {
            numbers.add(no);
        }
        return numbers;
    }

    /** The whole chain, page by page. */
    private static List<Map<String, Object>> whole(String auditor) {
        List<Map<String, Object>> entries = new ArrayList<>();
        String next = "";
        do {
            JsonPath page = read(auditor, "?limit=3" + next).jsonPath();
            entries.addAll(page.getList("data"));
            String cursor = page.getString("next");
            next = cursor == null ? "" : "&after=" + cursor;
        } while (!next.isEmpty());
        return entries;
    }

    /** With nothing but what he is answered. */
    @Test
    void theAuditorComputesEveryLinkHimself() {
        of("kr-auditor", Api.created(Api.facility("kr-maker", "")));
        of("kr-auditor", Api.created(Api.facility("kr-maker", "")));
        String before = AuditChain.BEGINNING;
        for (Map<String, Object> entry : whole("kr-auditor")) {
            assertThat(entry).containsEntry("before", before);
            before = AuditChain.link("KR", ((Number) entry.get("no")).longValue(), before, entry(entry));
            assertThat(entry).containsEntry("hash", before);
        }
    }

    private static AuditChain.Entry entry(Map<String, Object> answered) {
        Map<String, Object> entry = new HashMap<>(answered);
        return new AuditChain.Entry(
                UUID.fromString((String) entry.get("id")),
                Instant.parse((String) entry.get("at")),
                (String) entry.get("subject"),
                (String) entry.get("client"),
                (String) entry.get("side"),
                (String) entry.get("agency"),
                (String) entry.get("action"),
                (String) entry.get("urn"),
                (Integer) entry.get("versionBefore"),
                (Integer) entry.get("versionAfter"),
                names((List<?>) entry.get("attributes")),
                (String) entry.get("contentHash"),
                (String) entry.get("network"),
                (Integer) entry.get("form"));
    }

    private static List<String> names(List<?> answered) {
        return answered == null
                ? null
                : answered.stream().map(String.class::cast).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cn-maker", "cn-checker", "cn-statistician", "kr-maker", "kr-checker", "kr-statistician"})
    void nobodyElseOfASideReadsIt(String user) {
        read(user, "").then().spec(problem(KernelProblem.FORBIDDEN));
    }

    @Test
    void whoActsForNoSideReadsNone() {
        read("secretariat", "").then().spec(problem(KernelProblem.FORBIDDEN));
        for (String client : List.of("kr-ministry", "agency-kotra", "ckep-loader")) {
            given().auth().oauth2(Tokens.client(client)).get(AUDIT).then().spec(problem(KernelProblem.FORBIDDEN));
        }
        given().get(AUDIT).then().spec(problem(KernelProblem.UNAUTHENTICATED));
        given().auth().oauth2(Tokens.expired()).get(AUDIT).then().spec(problem(KernelProblem.UNAUTHENTICATED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?record=no-urn",
                "?side=KR",
                "?chain=KR",
                "?chain=common",
                "?after=nonsense",
                "?after=eyJubyI6IngifQ",
                "?limit=0"
            })
    void whatCannotBeAskedIsRefused(String query) {
        read("cn-auditor", query).then().statusCode(400).contentType("application/problem+json");
    }
}
