package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ckep.testing.Problems.problem;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.ckep.investment.Bilateral;
import org.ckep.investment.Cycles;
import org.ckep.investment.Records;
import org.ckep.investment.StoredRows;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.records.RecordTransactions;
import org.ckep.records.RecordsProblem;
import org.ckep.testing.Answers;
import org.ckep.testing.Api;
import org.ckep.testing.PublishedEvent;
import org.ckep.testing.Tokens;
import org.junit.jupiter.api.Test;

/** Each value has readers of its own: a side's figures of its own projects, and how far a figure is let out. */
@QuarkusTest
class OwnFiguresTest {
    private static final Api KOTRA = Api.client("agency-kotra");
    private static final String BILATERAL = "\"level\": \"BILATERAL\"";
    private static final String TO_KOTRA = "\"level\": \"PARTNER\", \"agencies\": [\"kotra\"]";
    private static final String PUBLIC = "\"level\": \"PUBLIC\"";
    private static final String TO_CN = "\"level\": \"SIDE\", \"side\": \"CN\"";

    /** It is registered, which its side hears, and released, which everybody does. */
    private static final int EVENTS_OF_A_PUBLIC_PROJECT = 6;

    @Inject
    RecordTransactions transactions;

    private static String sum(String amount) {
        return "{\"amount\": \"%s\", \"currency\": \"USD\", \"basis\": \"CONTRACTED\"}".formatted(amount);
    }

    private static Response enter(Api who, String project, String amount) {
        return who.post(project + "/figures/totalInvestment", "{\"value\": " + sum(amount) + "}");
    }

    private static void entered(Api who, String project, String amount) {
        enter(who, project, amount).then().statusCode(200);
    }

    private static Response release(Api who, String project, String classification) {
        return who.post(
                project + "/figures/totalInvestment/release", "*", "{\"classification\": {" + classification + "}}");
    }

    private static void released(Api who, String project, String classification) {
        release(who, project, classification).then().statusCode(200);
    }

    private static String own(Api maker, String classification, String more) {
        return "projects/"
                + Records.id(maker.create(
                        "projects",
                        Records.project(", \"classification\": {" + classification
                                + "}, \"sources\": [\"%s\"]%s".formatted(Records.source("COMPANY_STATEMENT"), more))));
    }

    private static List<String> everything(List<Api> readers, List<String> paths) {
        return readers.stream()
                .flatMap(reader -> paths.stream().map(path -> Answers.wholeOf(reader.get(path))))
                .toList();
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    private static void reads(Api reader, String project, String amount, String level) {
        reader.get(project)
                .then()
                .statusCode(200)
                .body("figures.totalInvestment.cn.value.amount", equalTo(amount))
                .body("figures.totalInvestment.cn.classification", equalTo(level));
        reader.get(project + "?view=cn").then().body("totalInvestment.amount", equalTo(amount + ".00"));
    }

    /** Rule C4: the project is shown, the sum is kept. */
    @Test
    void aSideShowsItsProjectAndKeepsASumToItself() {
        String project = own(Api.cnMaker(), PUBLIC, "");
        List<Api> strangers =
                List.of(Api.krMaker(), Api.krChecker(), Api.user("kr-auditor"), Api.secretariat(), KOTRA, Api.PUBLIC);
        List<String> paths = List.of(
                project,
                project + "?view=cn",
                project + "?view=public",
                project + "/reconciliation",
                project + "/transitions",
                "inconsistencies?record=" + Records.urn(project),
                "audit?record=" + Records.urn(project));
        List<String> before = everything(strangers, paths);
        int told = PublishedEvent.about(Records.urn(project), EVENTS_OF_A_PUBLIC_PROJECT)
                .size();
        enter(Api.cnMaker(), project, "110")
                .then()
                .statusCode(200)
                .body("figures.totalInvestment.cn.value.amount", equalTo("110"))
                .body("totalInvestment", nullValue());
        for (Api ministry : List.of(Api.cnMaker(), Api.cnChecker(), Api.user("cn-statistician"))) {
            reads(ministry, project, "110", "SIDE");
        }
        assertThat(everything(strangers, paths)).isEqualTo(before);

        String past = project + "?knownAt=" + now();
        List<String> then = everything(strangers, List.of(past));
        released(Api.cnChecker(), project, BILATERAL);
        for (Api reader : List.of(Api.cnMaker(), Api.krMaker(), Api.secretariat())) {
            reads(reader, project, "110", "BILATERAL");
        }
        // Of the entry nobody was told; of the release the two sides and the secretariat.
        assertThat(PublishedEvent.about(Records.urn(project), told + 3)).hasSize(told + 3);
        KOTRA.get(project).then().body("figures", nullValue());
        Api.PUBLIC.get(project + "?view=cn").then().body("totalInvestment", nullValue());
        assertThat(everything(strangers, List.of(past))).isEqualTo(then);
    }

    /** Rules C1 and C2: who may not enter or release one, on a project of the other side, of nobody and of the own side. */
    @Test
    void c1_aSideSpeaksForItselfAlone() {
        String project = own(Api.cnMaker(), BILATERAL, "");
        enter(Api.krMaker(), project, "90").then().spec(problem(KernelProblem.FORBIDDEN));
        enter(Api.secretariat(), project, "90").then().spec(problem(KernelProblem.FORBIDDEN));
        enter(Api.cnChecker(), project, "90").then().spec(problem(KernelProblem.FORBIDDEN));
        enter(Api.PUBLIC, project, "90").then().spec(problem(KernelProblem.UNAUTHENTICATED));
        String hidden = own(Api.cnMaker(), TO_CN, "");
        enter(Api.krMaker(), hidden, "90").then().spec(problem(KernelProblem.NOT_FOUND));
        Answers.assertSame(
                enter(Api.krMaker(), hidden, "90"), enter(Api.krMaker(), "projects/" + UUID.randomUUID(), "90"));
        for (String wider : List.of(BILATERAL, TO_KOTRA, PUBLIC)) {
            Api.cnMaker()
                    .post(
                            project + "/figures/totalInvestment",
                            "{\"value\": " + sum("110") + ", \"classification\": {" + wider + "}}")
                    .then()
                    .spec(problemAt(RecordsProblem.WIDER_THAN_OWN_SIDE, "/classification"));
        }
        release(Api.cnChecker(), project, BILATERAL).then().spec(problem(KernelProblem.NOT_FOUND));
        entered(Api.cnMaker(), project, "110");
        release(Api.krChecker(), project, BILATERAL).then().spec(problem(KernelProblem.FORBIDDEN));
        release(Api.krChecker(), hidden, BILATERAL).then().spec(problem(KernelProblem.NOT_FOUND));
        for (Api none :
                List.of(Api.cnMaker(), Api.user("cn-statistician"), Api.secretariat(), Api.client("cn-ministry"))) {
            release(none, project, BILATERAL).then().spec(problem(KernelProblem.FORBIDDEN));
        }
        release(Api.PUBLIC, project, BILATERAL).then().spec(problem(KernelProblem.UNAUTHENTICATED));
        Api.krMaker().get(project).then().body("figures", nullValue());
    }

    /** Rule C9: nobody reads a figure of a project that he does not read. */
    @Test
    void c9_noFigureIsReadByMoreThanItsProject() {
        String project = own(Api.cnMaker(), TO_KOTRA, "");
        entered(Api.cnMaker(), project, "110");
        for (String wider : List.of(PUBLIC, "\"level\": \"PARTNER\", \"agencies\": [\"kotra\", \"ccpit\"]")) {
            release(Api.cnChecker(), project, wider)
                    .then()
                    .spec(problemAt(RecordsProblem.NARROWER_THAN_ITS_READER, "/classification"));
        }
        KOTRA.get(project).then().body("figures", nullValue());
        released(Api.cnChecker(), project, TO_KOTRA);
        reads(KOTRA, project, "110", "PARTNER");

        String ministry = own(Api.cnMaker(), "\"level\": \"MINISTRY\", \"side\": \"CN\", \"agency\": \"mofcom\"", "");
        enter(Api.cnMaker(), ministry, "110")
                .then()
                .statusCode(200)
                .body("figures.totalInvestment.cn.classification", equalTo("MINISTRY"));
        Api.cnMaker()
                .post(
                        ministry + "/figures/totalInvestment",
                        "{\"value\": " + sum("110") + ", \"classification\": {" + TO_CN + "}}")
                .then()
                .spec(problemAt(RecordsProblem.NARROWER_THAN_ITS_READER, "/classification"));
        release(Api.cnChecker(), ministry, TO_CN)
                .then()
                .spec(problemAt(RecordsProblem.NARROWER_THAN_ITS_READER, "/classification"));
        Api.user("cn-statistician").get(ministry).then().spec(problem(KernelProblem.NOT_FOUND));
    }

    /** Rule C3: step by step, each of a second person, each heard by whoever reads it then, and never back. */
    @Test
    void aFigureIsLetOutStepByStep() {
        String project = own(Api.cnMaker(), PUBLIC, "");
        entered(Api.cnMaker(), project, "110");
        List<String> levels = List.of(BILATERAL, TO_KOTRA, PUBLIC);
        List<Api> readers = List.of(Api.krMaker(), KOTRA, Api.PUBLIC);
        for (int step = 0; step < levels.size(); step++) {
            List<Api> notYet = readers.subList(step + 1, readers.size());
            List<String> unchanged =
                    everything(notYet, List.of(project, project + "?view=cn", project + "?view=public"));
            released(Api.cnChecker(), project, levels.get(step));
            assertThat(everything(notYet, List.of(project, project + "?view=cn", project + "?view=public")))
                    .isEqualTo(unchanged);
            String level = List.of("BILATERAL", "PARTNER", "PUBLIC").get(step);
            for (Api reader : readers.subList(0, step + 1)) {
                reads(reader, project, "110", level);
            }
        }
        List<PublishedEvent> told =
                PublishedEvent.about(Records.urn(project), EVENTS_OF_A_PUBLIC_PROJECT + 3 + 3 + 5).stream()
                        .filter(event -> event.type().equals("org.ckep.investment.figure.released.v1"))
                        .toList();
        assertThat(told)
                .extracting(PublishedEvent::audience)
                .containsExactlyInAnyOrder(
                        "side-cn",
                        "side-kr",
                        "bilateral",
                        "side-cn",
                        "side-kr",
                        "bilateral",
                        "side-cn",
                        "side-kr",
                        "bilateral",
                        "partner",
                        "public");
        assertThat(told).allSatisfy(event -> assertThat(event.data().toString())
                .isEqualTo(told.getFirst().data().toString())
                .doesNotContain("110")
                .doesNotContain("kotra"));
        for (String narrower : List.of(TO_CN, BILATERAL, TO_KOTRA, PUBLIC)) {
            release(Api.cnChecker(), project, narrower)
                    .then()
                    .spec(problemAt(RecordsProblem.CLASSIFICATION_NOT_WIDER, "/classification"));
        }
        // The next one is the own side's again, and whoever read the last one goes on reading that.
        entered(Api.cnMaker(), project, "120");
        reads(Api.cnChecker(), project, "120", "SIDE");
        for (Api reader : readers) {
            reads(reader, project, "110", "PUBLIC");
        }
        released(Api.cnChecker(), project, BILATERAL);
        reads(Api.krMaker(), project, "120", "BILATERAL");
        reads(KOTRA, project, "110", "PUBLIC");
    }

    /** Agreed where both agree, else both side by side; and one side's release leaves the other's figure where it is. */
    @Test
    void theServingPolicyHoldsForEverybody() {
        String project = Bilateral.joint("Plant", ", \"registeredCapital\": " + sum("50"));
        Bilateral.agree(Bilateral.draft(
                Api.cnMaker(),
                project,
                "{\"classification\": {" + PUBLIC + "}, \"reason\": {\"en\": \"Both sides have announced it\"}}"));
        entered(Api.krMaker(), project, "90");
        entered(Api.cnMaker(), project, "110");
        String capital = project + "/figures/registeredCapital";
        Api.cnMaker().post(capital, "{\"value\": " + sum("60") + "}").then().statusCode(200);
        Api.cnChecker()
                .post(capital + "/release", "*", "{\"classification\": {" + PUBLIC + "}}")
                .then()
                .statusCode(200);
        released(Api.cnChecker(), project, PUBLIC);
        Api.PUBLIC
                .get(project + "?view=public")
                .then()
                .body("totalInvestment", nullValue())
                .body("figures.totalInvestment.cn.value.amount", equalTo("110"))
                .body("figures.totalInvestment.kr", nullValue())
                .body("registeredCapital.amount", equalTo("50.00"))
                .body("figures.registeredCapital", nullValue());
        Api.krChecker().get(project).then().body("figures.totalInvestment.kr.classification", equalTo("SIDE"));
        released(Api.krChecker(), project, BILATERAL);
        KOTRA.get(project).then().body("figures.totalInvestment.kr", nullValue());
        released(Api.krChecker(), project, PUBLIC);
        for (Api reader : List.of(Api.PUBLIC, KOTRA, Api.cnMaker())) {
            for (String view : List.of("", "?view=public")) {
                reader.get(project + view)
                        .then()
                        .body("totalInvestment", nullValue())
                        .body("figures.totalInvestment.cn.value.amount", equalTo("110"))
                        .body("figures.totalInvestment.kr.value.amount", equalTo("90"));
            }
            reader.get(project + "?view=agreed")
                    .then()
                    .body("figures", nullValue())
                    .body("totalInvestment", nullValue());
            reader.get(project + "?view=kr").then().body("totalInvestment.amount", equalTo("90.00"));
        }
        Api.PUBLIC.get(project).then().body("figures.registeredCapital.cn.value.amount", equalTo("60"));
    }

    /** What stands in the record is what all its readers read; the figure is the side's word to those whom it lets read it. */
    @Test
    void theFigureStandsBesideWhatTheOwnRecordSays() {
        String project = own(Api.cnMaker(), PUBLIC, ", \"totalInvestment\": " + sum("100"));
        entered(Api.cnMaker(), project, "110");
        Api.PUBLIC.get(project + "?view=cn").then().body("totalInvestment.amount", equalTo("100.00"));
        Api.cnMaker()
                .get(project)
                .then()
                .body("totalInvestment.amount", equalTo("100.00"))
                .body("figures.totalInvestment.cn.value.amount", equalTo("110"));
        Api.cnMaker().get(project + "?view=public").then().body("figures", nullValue());
        released(Api.cnChecker(), project, PUBLIC);
        Api.PUBLIC
                .get(project + "?view=public")
                .then()
                .body("totalInvestment.amount", equalTo("100.00"))
                .body("figures.totalInvestment.cn.value.amount", equalTo("110"));
    }

    /** Reports of a side's view count for each reader what he reads of its figures. */
    @Test
    void reportsCountWhatTheirReaderReads() {
        String sector = "V" + UUID.randomUUID().toString().substring(0, 8).toUpperCase(Locale.ROOT);
        String project = own(Api.cnMaker(), PUBLIC, ", \"sectors\": [{\"code\": \"" + sector + "\"}]");
        entered(Api.cnMaker(), project, "110");
        String totals = "totals?sector=" + sector;
        String ofCn = "data.findAll { it.view == 'cn' && it.amount != null }.amount";
        List<Api> others = List.of(Api.krMaker(), KOTRA, Api.PUBLIC);
        Api.cnMaker().get(totals).then().statusCode(200).body(ofCn, contains("110"));
        List<String> plain = everything(others, List.of("stock?sector=" + sector, "pipeline?sector=" + sector));
        for (Api other : others) {
            other.get(totals).then().statusCode(200).body(ofCn, empty());
        }
        released(Api.cnChecker(), project, TO_KOTRA);
        for (Api reader : List.of(Api.krMaker(), KOTRA)) {
            reader.get(totals).then().body(ofCn, contains("110"));
        }
        Api.PUBLIC.get(totals).then().body(ofCn, empty());
        released(Api.cnChecker(), project, PUBLIC);
        Api.PUBLIC.get(totals).then().body(ofCn, contains("110"));
        // The view of nobody in particular says what stands in the records.
        assertThat(everything(others, List.of("stock?sector=" + sector, "pipeline?sector=" + sector)))
                .isEqualTo(plain);
    }

    /** There is no other side's figure on it; and its side hears where it contradicts what it shows. */
    @Test
    void figuresOfOwnProjectsAreComparedWithWhatTheirSideShows() {
        String project = own(Api.cnMaker(), BILATERAL, ", \"totalInvestment\": " + sum("100000000"));
        String tasks = "inconsistencies?record=" + Records.urn(project);
        entered(Api.cnMaker(), project, "120000000");
        Api.cnMaker()
                .get(tasks)
                .then()
                .body("data.kind", contains("SHOWN_FIGURE"))
                .body("data[0].own.amount", equalTo("120000000.00"))
                .body("data[0].open.amount", equalTo("100000000.00"));
        Api.krMaker().get(tasks).then().body("data", empty());
        Api.cnMaker().get(project + "/reconciliation").then().body("data.status", contains("WITHHELD"));
        released(Api.cnChecker(), project, BILATERAL);
        Api.cnMaker().get(tasks).then().body("data", empty());
        Bilateral.agreedRate();
        Cycles.close().then().statusCode(201);
        for (Api reader : List.of(Api.cnMaker(), Api.krMaker())) {
            reader.get(project + "/reconciliation").then().statusCode(200).body("data", empty());
        }
    }

    /** When both keep the project, what a side has stated of it stays its own figure. */
    @Test
    void itsFiguresStayOnceBothSidesKeepIt() {
        String project = Bilateral.offered("Plant", "");
        entered(Api.cnMaker(), project, "110");
        Bilateral.agree(Bilateral.draft(Api.cnMaker(), project, Bilateral.makesJoint()));
        reads(Api.cnMaker(), project, "110", "SIDE");
        Api.krMaker().get(project).then().body("figures", nullValue());
        entered(Api.krMaker(), project, "90");
        Api.krMaker().get(project).then().body("figures.totalInvestment.kr.value.amount", equalTo("90"));
    }

    private static final String COPY = """
            insert into side_figure select (jsonb_populate_record(f, jsonb_build_object('id', gen_random_uuid(),
              'recorded_at', clock_timestamp(), %s))).*
            from side_figure f where cast(right(f.record_urn, 36) as uuid) = :id""";

    /** The second lock: the same past the application. */
    @Test
    void theDatabaseKeepsFiguresWithTheirRecords() {
        String project = own(Api.cnMaker(), BILATERAL, "");
        entered(Api.cnMaker(), project, "110");
        String theirs = own(Api.krMaker(), BILATERAL, "");
        String wide = COPY.formatted("'classification_level', 'PUBLIC', 'classification_side', null, 'released_by', '"
                + subject("cn-checker") + "'");
        assertThatThrownBy(() -> StoredRows.changeAs(transactions, viewer("cn-checker", Side.CN), wide, project))
                .hasStackTraceContaining("read by readers of that record");
        String named = COPY.formatted("'classification_level', 'PARTNER', 'classification_side', null, 'released_by', '"
                + subject("cn-checker") + "'");
        assertThatThrownBy(() -> StoredRows.changeAs(transactions, viewer("cn-checker", Side.CN), named, project))
                .hasStackTraceContaining("read by readers of that record");
        String elsewhere = COPY.formatted("'record_urn', '" + Records.urn(theirs) + "'");
        assertThatThrownBy(() -> StoredRows.changeAs(transactions, viewer("cn-maker", Side.CN), elsewhere, project))
                .hasStackTraceContaining("a figure is of a record of its side");
        String asTheOther = COPY.formatted("'side', 'KR', 'classification_side', 'KR'");
        assertThatThrownBy(() -> StoredRows.changeAs(transactions, viewer("cn-maker", Side.CN), asTheOther, project))
                .hasStackTraceContaining("side_figure");
        // A row that a policy hides is no row to copy: the other side does not read the figure at all.
        StoredRows.changeAs(transactions, viewer("kr-maker", Side.KR), asTheOther, project);
        Api.krMaker().get(project).then().body("figures", nullValue());
    }

    private static String subject(String user) {
        return Tokens.claims(Tokens.user(user)).path("sub").asText();
    }

    private static Viewer viewer(String user, Side side) {
        return new Viewer(
                subject(user),
                "test",
                side,
                side == Side.CN ? "mofcom" : "motir",
                Set.of(Role.MAKER, Role.RELEASER),
                false);
    }
}
