package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.ckep.testing.Problems.problem;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.ckep.investment.Bilateral;
import org.ckep.investment.Records;
import org.ckep.investment.StoredRows;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.change.ChangeProblem;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.records.RecordTransactions;
import org.ckep.records.RecordsProblem;
import org.ckep.records.change.ChangeSets;
import org.ckep.records.figure.SideFigures;
import org.ckep.testing.Answers;
import org.ckep.testing.Api;
import org.ckep.testing.PublishedEvent;
import org.ckep.testing.Tokens;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.Test;

/** Each side's own figures beside the agreed value, and the four views of one project. */
@QuarkusTest
class ProjectFiguresTest {
    @Inject
    RecordTransactions transactions;

    @Inject
    SideFigures figures;

    private static String sum(String amount) {
        return "{\"amount\": \"%s\", \"currency\": \"USD\", \"basis\": \"CONTRACTED\"}".formatted(amount);
    }

    private static Response enter(Api who, String project, String amount, String level) {
        String classification = level.isEmpty() ? "" : ", \"classification\": {\"level\": \"%s\"}".formatted(level);
        return who.show(project + "/figures/totalInvestment", "{\"value\": " + sum(amount) + classification + "}");
    }

    @Test
    void theAgreedValueStandsBesideEachSidesOwn() {
        String project = Bilateral.joint("Plant", ", \"totalInvestment\": " + sum("100"));
        enter(Api.cnMaker(), project, "110", "BILATERAL").then().statusCode(200);
        enter(Api.user("kr-statistician"), project, "90", "BILATERAL").then().statusCode(200);
        for (Api side : List.of(Api.cnChecker(), Api.krChecker(), Api.secretariat())) {
            side.get(project)
                    .then()
                    .body("totalInvestment.amount", equalTo("100.00"))
                    .body("figures.totalInvestment.cn.value.amount", equalTo("110"))
                    .body("figures.totalInvestment.kr.value.amount", equalTo("90"));
            side.get(project + "?view=agreed")
                    .then()
                    .body("totalInvestment.amount", equalTo("100.00"))
                    .body("figures", nullValue());
            side.get(project + "?view=cn").then().body("totalInvestment.amount", equalTo("110.00"));
            side.get(project + "?view=kr").then().body("totalInvestment.amount", equalTo("90.00"));
            side.get(project + "?view=public").then().spec(problem(KernelProblem.NOT_FOUND));
        }
    }

    /** What one side hides changes no byte for the other; an older figure that it could read stays what it reads. */
    @Test
    void aHiddenFigureIsItsOwnSidesAlone() {
        String project = Bilateral.joint("Plant", ", \"totalInvestment\": " + sum("100"));
        enter(Api.cnMaker(), project, "110", "BILATERAL").then().statusCode(200);
        List<Api> strangers = List.of(Api.krMaker(), Api.krChecker(), Api.secretariat(), Api.PUBLIC);
        List<String> paths = List.of(project, project + "?view=cn", project + "?view=agreed", project + "/changes");
        List<String> before = everything(strangers, paths);
        enter(Api.cnMaker(), project, "120", "").then().statusCode(200);
        assertThat(everything(strangers, paths)).isEqualTo(before);
        Api.cnChecker().get(project + "?view=cn").then().body("totalInvestment.amount", equalTo("120.00"));
        Api.krChecker().get(project + "?view=cn").then().body("totalInvestment.amount", equalTo("110.00"));
    }

    private static List<String> everything(List<Api> readers, List<String> paths) {
        return readers.stream()
                .flatMap(reader -> paths.stream().map(path -> Answers.wholeOf(reader.get(path))))
                .toList();
    }

    @Test
    void aFigureIsRefusedWhereItHasNoPlace() {
        String project = Bilateral.joint("Plant");
        Api maker = Api.cnMaker();
        maker.show(project + "/figures/title", "{\"value\": {}}").then().spec(problem(KernelProblem.NOT_FOUND));
        maker.show(project + "/figures/nothing", "{\"value\": {}}").then().spec(problem(KernelProblem.NOT_FOUND));
        enter(maker, project, "-5", "").then().statusCode(422);
        maker.show(project + "/figures/totalInvestment", "{\"value\": \"much\"}")
                .then()
                .spec(problem(KernelProblem.INVALID_VALUE));
        maker.show(
                        project + "/figures/totalInvestment",
                        "{\"value\": " + sum("5") + ", \"classification\": {\"level\": \"SIDE\", \"side\": \"KR\"}}")
                .then()
                .spec(problemAt(KernelProblem.FORBIDDEN, "/classification"));
        String observed = "projects/"
                + Records.id(Api.loader()
                        .create(
                                "projects/register-observed",
                                Records.observed(Records.source("COMPANY_STATEMENT"), "")));
        enter(maker, observed, "5", "").then().spec(problem(ChangeProblem.RECORD_NOT_JOINT));
    }

    private static final String TO_BOTH_SIDES = "{\"classification\": {\"level\": \"BILATERAL\"}}";

    private static String to(String classification) {
        return "{\"classification\": {" + classification + "}}";
    }

    /** Rule C2: both sides read what one person of a side has entered and another one of it has released. */
    @Test
    void c2_nobodyAloneShowsTheOtherSideAFigure() {
        String project = Bilateral.joint("Plant", ", \"totalInvestment\": " + sum("100"));
        String figure = project + "/figures/totalInvestment";
        List<Api> strangers = List.of(Api.krMaker(), Api.krChecker(), Api.secretariat(), Api.PUBLIC);
        List<String> before = everything(strangers, List.of(project));
        for (String wider : List.of(
                "\"level\": \"BILATERAL\"",
                "\"level\": \"PARTNER\", \"agencies\": [\"kotra\"]",
                "\"level\": \"PUBLIC\"")) {
            Api.cnMaker()
                    .post(figure, "{\"value\": " + sum("110") + ", \"classification\": {" + wider + "}}")
                    .then()
                    .spec(problemAt(RecordsProblem.WIDER_THAN_OWN_SIDE, "/classification"))
                    .body("detail", containsString("release"));
        }
        Api.cnMaker().get(project).then().body("figures", nullValue());
        String release = figure + "/release";
        Api.cnChecker().post(release, "*", TO_BOTH_SIDES).then().spec(problem(KernelProblem.NOT_FOUND));
        enter(Api.cnMaker(), project, "110", "").then().statusCode(200);
        for (Api other : List.of(Api.cnMaker(), Api.user("cn-statistician"), Api.secretariat())) {
            other.post(release, "*", TO_BOTH_SIDES).then().spec(problem(KernelProblem.FORBIDDEN));
        }
        Api.PUBLIC.post(release, "*", TO_BOTH_SIDES).then().spec(problem(KernelProblem.UNAUTHENTICATED));
        Api.krChecker().post(release, "*", TO_BOTH_SIDES).then().spec(problem(KernelProblem.NOT_FOUND));
        Api.cnChecker().post(release, TO_BOTH_SIDES).then().spec(problem(KernelProblem.PRECONDITION_REQUIRED));
        Api.cnChecker().post(release, "\"other\"", TO_BOTH_SIDES).then().spec(problem(KernelProblem.STALE));
        for (String wider : List.of("\"level\": \"PUBLIC\"", "\"level\": \"PARTNER\", \"agencies\": [\"kotra\"]")) {
            Api.cnChecker()
                    .post(release, "*", to(wider))
                    .then()
                    .spec(problemAt(RecordsProblem.NARROWER_THAN_ITS_READER, "/classification"));
        }
        for (String wrong : List.of(
                "\"level\": \"SIDE\", \"side\": \"KR\"",
                "\"level\": \"MINISTRY\", \"side\": \"CN\", \"agency\": \"gacc\"")) {
            Api.cnChecker()
                    .post(release, "*", to(wrong))
                    .then()
                    .spec(problemAt(KernelProblem.FORBIDDEN, "/classification"));
        }
        Api.cnChecker()
                .post(release, "*", to("\"level\": \"SIDE\", \"side\": \"CN\""))
                .then()
                .spec(problemAt(RecordsProblem.CLASSIFICATION_NOT_WIDER, "/classification"));
        Api.cnChecker()
                .post(project + "/figures/title/release", "*", TO_BOTH_SIDES)
                .then()
                .spec(problem(KernelProblem.NOT_FOUND));
        assertThat(everything(strangers, List.of(project))).isEqualTo(before);

        Api.cnChecker()
                .command(project, "figures/totalInvestment/release", TO_BOTH_SIDES)
                .then()
                .statusCode(200)
                .body("figures.totalInvestment.cn.classification", equalTo("BILATERAL"));
        for (Api reader : List.of(Api.krMaker(), Api.secretariat())) {
            reader.get(project).then().body("figures.totalInvestment.cn.value.amount", equalTo("110"));
        }
        List<PublishedEvent> told = PublishedEvent.about(Records.urn(project), 1).stream()
                .filter(event -> event.type().equals("org.ckep.investment.figure.released.v1"))
                .toList();
        assertThat(told)
                .extracting(PublishedEvent::audience)
                .containsExactlyInAnyOrder("side-cn", "side-kr", "bilateral");
        assertThat(told).allSatisfy(event -> {
            assertThat(event.data().path("attribute").asText()).isEqualTo("totalInvestment");
            assertThat(event.data().path("side").asText()).isEqualTo("CN");
        });
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(Api.user("cn-auditor")
                        .get("audit?limit=500&record=" + Records.urn(project))
                        .<List<String>>path("data.action"))
                .contains("enter-figure", "release-figure-bilateral"));
        Api.cnChecker()
                .post(release, "*", TO_BOTH_SIDES)
                .then()
                .spec(problemAt(RecordsProblem.CLASSIFICATION_NOT_WIDER, "/classification"));
        // Another figure is the own side's again.
        List<String> shown = everything(strangers, List.of(project));
        enter(Api.cnMaker(), project, "120", "").then().statusCode(200);
        assertThat(everything(strangers, List.of(project))).isEqualTo(shown);
    }

    private static void enterForMinistry(Api who, String project, String amount, String ministry) {
        who.post(
                        project + "/figures/totalInvestment",
                        "{\"value\": " + sum(amount)
                                + ", \"classification\": {\"level\": \"MINISTRY\", \"side\": \"CN\", \"agency\": \""
                                + ministry + "\"}}")
                .then()
                .statusCode(200);
    }

    /** What one ministry keeps to itself its whole side reads first, and nobody else hears of it. */
    @Test
    void aMinistrysFigureIsReleasedToItsSide() {
        String project = Bilateral.joint("Plant");
        String figure = project + "/figures/totalInvestment";
        enterForMinistry(Api.cnMaker(), project, "110", "mofcom");
        List<Api> strangers = List.of(Api.krMaker(), Api.secretariat(), Api.PUBLIC);
        List<String> before = everything(strangers, List.of(project));
        Api.cnChecker()
                .post(figure + "/release", "*", to("\"level\": \"SIDE\", \"side\": \"CN\""))
                .then()
                .statusCode(200)
                .body("figures.totalInvestment.cn.classification", equalTo("SIDE"));
        assertThat(everything(strangers, List.of(project))).isEqualTo(before);
    }

    /** A release shows what was there; what was entered since, for other readers, stays newer than it. */
    @Test
    void aReleasedFigureIsNoNewerThanItWas() {
        String project = Bilateral.joint("Plant");
        String figure = project + "/figures/totalInvestment";
        enter(Api.cnMaker(), project, "110", "").then().statusCode(200);
        Api customs = Api.user("cn-statistician");
        enterForMinistry(customs, project, "120", "gacc");
        List<Api> readers = List.of(customs, Api.cnMaker(), Api.krMaker());
        List<String> past = List.of(project + "?knownAt=" + now(), project + "?view=cn&knownAt=" + now());
        List<String> before = everything(readers, past);
        Api.krMaker().get(past.getFirst()).then().body("figures", nullValue());

        Api.cnChecker()
                .post(figure + "/release", "*", TO_BOTH_SIDES)
                .then()
                .statusCode(200)
                .body("figures.totalInvestment.cn.classification", equalTo("BILATERAL"));
        for (String known : List.of("", "&knownAt=" + now())) {
            customs.get(project + "?view=cn" + known).then().body("totalInvestment.amount", equalTo("120.00"));
            for (Api reader : List.of(Api.cnMaker(), Api.krMaker())) {
                reader.get(project + "?view=cn" + known).then().body("totalInvestment.amount", equalTo("110.00"));
            }
        }
        assertThat(everything(readers, past)).isEqualTo(before);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    /** Who reads it after each release the trail tells apart. */
    @Test
    void theTrailTellsWhomAFigureIsReleasedTo() {
        String project = Bilateral.joint("Plant");
        String figure = project + "/figures/totalInvestment";
        enterForMinistry(Api.cnMaker(), project, "110", "mofcom");
        for (String readers : List.of("\"level\": \"SIDE\", \"side\": \"CN\"", "\"level\": \"BILATERAL\"")) {
            Api.cnChecker().post(figure + "/release", "*", to(readers)).then().statusCode(200);
        }
        for (Api reader : List.of(Api.cnMaker(), Api.user("cn-statistician"), Api.krMaker())) {
            reader.get(project).then().body("figures.totalInvestment.cn.classification", equalTo("BILATERAL"));
        }
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(Api.user("cn-auditor")
                        .get("audit?limit=500&record=" + Records.urn(project))
                        .<List<String>>path("data.action"))
                .containsSubsequence("enter-figure", "release-figure-side", "release-figure-bilateral"));
    }

    /** Who releases a figure releases what he has seen: none is entered between his look and his release. */
    @Test
    void noFigureIsEnteredWhileOneIsReleased() throws Throwable {
        String project = Bilateral.joint("Plant");
        String lock = ChangeSets.lockOf(Urn.parse(Records.urn(project)));
        CompletableFuture<Response> entered =
                VertxContextSupport.subscribeAndAwait(() -> transactions.write(viewer("cn-checker"), lock, session -> {
                    CompletableFuture<Response> entering =
                            CompletableFuture.supplyAsync(() -> enter(Api.cnMaker(), project, "110", ""));
                    return Uni.createFrom()
                            .item(entering)
                            .call(() -> waiting(session)
                                    .onItem()
                                    .delayIt()
                                    .by(Duration.ofMillis(50))
                                    .repeat()
                                    .until(waits -> waits || entering.isDone())
                                    .collect()
                                    .last())
                            .invoke(() -> assertThat(entering).isNotDone());
                }));
        entered.get().then().statusCode(200);
    }

    /** Whether somebody waits for a lock of a rule. */
    private static Uni<Boolean> waiting(Mutiny.Session session) {
        return session.createNativeQuery(
                        "select count(*) > 0 from pg_locks where locktype = 'advisory' and not granted"
                                + " and database = (select oid from pg_database where datname = current_database())",
                        Boolean.class)
                .getSingleResult();
    }

    /** However much a side shows, it does not push what is hidden out of what is looked at. */
    @Test
    void shownFiguresDoNotCountAmongTheHiddenOnes() throws Throwable {
        String hidden = Bilateral.joint("Hidden");
        enter(Api.cnMaker(), hidden, "100", "BILATERAL").then().statusCode(200);
        enter(Api.cnMaker(), hidden, "110", "").then().statusCode(200);
        enter(Api.cnMaker(), Bilateral.joint("Shown"), "120", "BILATERAL")
                .then()
                .statusCode(200);
        List<SideFigures.Hidden> listed = VertxContextSupport.subscribeAndAwait(
                () -> transactions.read(viewer("cn-maker"), session -> figures.hidden(session, viewer("cn-maker"), 1)));
        assertThat(listed).singleElement().satisfies(found -> {
            assertThat(found.record()).hasToString(Records.urn(hidden));
            assertThat(found.value().path("amount").asText()).isEqualTo("110");
            assertThat(found.shown()).isNotNull();
            assertThat(found.shown().path("amount").asText()).isEqualTo("100");
        });
    }

    /** The rule in the register and, past it, in the database. */
    @Test
    void c2_whoEnteredAFigureDoesNotReleaseIt() {
        String project = Bilateral.joint("Plant");
        String figure = project + "/figures/totalInvestment";
        enter(Api.cnMaker(), project, "110", "").then().statusCode(200);
        String copy = """
                insert into side_figure select (jsonb_populate_record(f, jsonb_build_object('id', gen_random_uuid(),
                  'recorded_at', clock_timestamp(), %s))).*
                from side_figure f where cast(right(f.record_urn, 36) as uuid) = :id""";
        String wide = "'classification_level', 'BILATERAL', 'classification_side', null";
        String checker = subject("cn-checker");
        Map.of(
                        copy.formatted(wide), "others_read_what_was_released",
                        copy.formatted(wide + ", 'released_by', '" + subject("cn-maker") + "'"),
                                "a_second_person_releases",
                        copy.formatted(wide + ", 'released_by', '" + checker + "'"), "in another's name",
                        copy.formatted("'recorded_by', '" + checker + "'"), "in another's name")
                .forEach((sql, refusal) -> assertThatThrownBy(
                                () -> StoredRows.changeAs(transactions, viewer("cn-maker"), sql, project))
                        .hasStackTraceContaining(refusal));
        String other = copy.formatted(wide + ", 'released_by', '" + checker + "', 'value', '{\"amount\": \"1\"}'");
        assertThatThrownBy(() -> StoredRows.changeAs(transactions, viewer("cn-checker"), other, project))
                .hasStackTraceContaining("what is released is what was entered");
        StoredRows.changeAs(
                transactions, viewer("cn-checker"), copy.formatted("'recorded_by', '" + checker + "'"), project);
        Api.cnChecker()
                .post(figure + "/release", "*", TO_BOTH_SIDES)
                .then()
                .spec(problem(RecordsProblem.RELEASE_OF_OWN_WORK));
        Api.krMaker().get(project).then().body("figures", nullValue());
    }

    private static String subject(String user) {
        return Tokens.claims(Tokens.user(user)).path("sub").asText();
    }

    private static Viewer viewer(String user) {
        return new Viewer(subject(user), "test", Side.CN, "mofcom", Set.of(Role.MAKER, Role.RELEASER), false);
    }

    private static Response plan(Api who, String project, String... months) {
        return who.show(
                project + "/figures/keyDates",
                "{\"value\": {\"COMPLETION\": {\"planned\": [\"%s\"]}}}".formatted(String.join("\", \"", months)));
    }

    /** A side's plans differ from those that both agreed on; what it has planned once stays on record. */
    @Test
    void aSidesPlansAreHeldAgainstItsOwnEarlierOnes() {
        String project = Bilateral.joint("Plant", ", \"keyDates\": {\"COMPLETION\": {\"planned\": [\"2027-Q2\"]}}");
        plan(Api.krMaker(), project, "2029").then().statusCode(200);
        plan(Api.krMaker(), project, "2029", "2030-Q1").then().statusCode(200);
        plan(Api.krMaker(), project, "2029")
                .then()
                .spec(problemAt(ProjectProblem.PROJECT_PLAN_REWRITTEN, "/keyDates/COMPLETION/planned"));
        plan(Api.krMaker(), project, "2027-Q2")
                .then()
                .spec(problemAt(ProjectProblem.PROJECT_PLAN_REWRITTEN, "/keyDates/COMPLETION/planned"));
        plan(Api.cnMaker(), project, "2028").then().statusCode(200);
        Api.cnMaker()
                .post(project + "/changes", Bilateral.replacing("/keyDates/COMPLETION/planned", "[\"2028\"]"))
                .then()
                .spec(problemAt(ProjectProblem.PROJECT_PLAN_REWRITTEN, "/keyDates/COMPLETION/planned"));
    }

    @Test
    void aRecordOfBothSidesIsPatchedByNeither() {
        String project = Bilateral.joint("Plant");
        Api.cnMaker()
                .patch(project, "{\"direction\": \"MUTUAL\"}")
                .then()
                .spec(problem(KernelProblem.FORBIDDEN))
                .body("detail", containsString("change set that both agree on"));
    }

    @Test
    void aRecordHasTheViewsThatItsStewardsGiveIt() {
        String own = Bilateral.offered("Own", "");
        Api.krMaker().get(own + "?view=cn").then().statusCode(200);
        Api.krMaker().get(own + "?view=kr").then().spec(problem(ProjectProblem.PROJECT_NO_SUCH_VIEW));
        Api.krMaker().get(own + "?view=agreed").then().spec(problem(ProjectProblem.PROJECT_NO_SUCH_VIEW));
        Api.krMaker().get(own + "?view=mine").then().spec(problemAt(KernelProblem.INVALID_VALUE, "view"));
        String observed = "projects/"
                + Records.id(Api.loader()
                        .create(
                                "projects/register-observed",
                                Records.observed(Records.source("COMPANY_STATEMENT"), "")));
        Api.cnMaker().get(observed + "?view=public").then().statusCode(200);
        Answers.assertSame(Api.cnMaker().get(observed + "?view=public"), Api.PUBLIC.get(observed + "?view=public"));
    }
}
