package org.ckep.hub.log;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.Sql.query;
import static org.ckep.hub.log.AgencyLogTest.append;
import static org.ckep.hub.log.AgencyLogTest.audited;
import static org.ckep.hub.log.AgencyLogTest.classified;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.as;
import static org.ckep.hub.subscription.Subscriptions.await;
import static org.ckep.hub.subscription.Subscriptions.cn;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.kotra;
import static org.ckep.hub.subscription.Subscriptions.kr;
import static org.ckep.hub.subscription.Subscriptions.pull;
import static org.ckep.testing.Problems.problem;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.ckep.hub.Events;
import org.ckep.kernel.access.Audience;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.messaging.CloudEvent;
import org.ckep.testing.Tokens;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What is one ministry's alone: who reads it, and what others can infer of it. */
@QuarkusTest
class MinistryLogTest {
    private static final String FEED = "/events/v1/feed";
    private static final Audience MOFCOM = Audience.agency("mofcom");

    @Inject
    LogAppender appender;

    /** Sees everything, like the delivery engine. */
    @Inject
    @ReactiveDataSource("delivery")
    Pool pool;

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    private final String subject = Events.subject();

    private CloudEvent draft(int number) {
        return classified(Events.event(MOFCOM, subject, number), "ministry-cn");
    }

    private Map<String, Object> ofMinistry(Map<String, Object> body) {
        Map<String, Object> wanted = new LinkedHashMap<>(body);
        wanted.put("log", "ministry");
        return wanted;
    }

    private List<Integer> read(RequestSpecification caller, String log) {
        return caller.get(FEED + "?subject=" + subject + log).jsonPath().getList("data.n", Integer.class);
    }

    @Test
    void aMinistryReadsItsOwnDraftsInTheFeedAndInSubscriptions() {
        String id = create(cn(), ofMinistry(pull(subject)));
        cn().get(PATH + "/" + id).then().body("audience", equalTo("ministry-cn-mofcom"));
        String ofSide = create(cn(), pull(subject));
        sender.sendNow(draft(1));
        append(appender, Events.event(Audience.SIDE_CN, subject, 2), draft(3));
        await(() -> cn().get(PATH + "/" + id + "/events?after=0")
                        .jsonPath()
                        .getList("")
                        .size()
                == 2);
        Response fetched = cn().get(PATH + "/" + id + "/events?after=0");
        assertThat(fetched.jsonPath().getList("data.n", Integer.class)).containsExactlyInAnyOrder(1, 3);
        assertThat(fetched.jsonPath().getList("cksubseq", String.class)).containsExactly("1", "2");
        assertThat(read(cn(), "&log=ministry")).containsExactlyInAnyOrder(1, 3);
        assertThat(read(cn(), "")).containsExactly(2);
        await(() -> cn().get(PATH + "/" + ofSide + "/events?after=0")
                .jsonPath()
                .getList("data.n", Integer.class)
                .equals(List.of(2)));
        assertThat(cn().body(Map.of("log", "ministry"))
                        .post(PATH + "/dry-run")
                        .jsonPath()
                        .getInt("scanned"))
                .isGreaterThanOrEqualTo(2);
        kr().get(PATH + "/" + id).then().spec(problem(KernelProblem.NOT_FOUND));
        as(Tokens.user("cn-auditor")).get(PATH + "/" + id).then().spec(problem(KernelProblem.NOT_FOUND));
    }

    /** Everything that anybody else can fetch, byte by byte, before and after a ministry has drafted. */
    @Test
    void nothingTellsAnybodyElseOfAMinistrysDrafts() {
        Map<String, Supplier<RequestSpecification>> others = new LinkedHashMap<>();
        others.put("another ministry of the side", () -> as(Tokens.user("cn-auditor")));
        others.put("the other side", () -> kr());
        others.put("a partner", () -> kotra());
        others.put("the secretariat", () -> as(Tokens.user("secretariat")));
        others.put("the public", () -> given());
        String kotras = create(kotra(), pull(subject));
        String sides = create(cn(), pull(subject));
        List<String> before = seenBy(others, kotras, sides);
        append(appender, draft(1), draft(2));
        assertThat(query(pool, "select 1 from event_log where subject = $1", subject))
                .hasSize(2);
        assertThat(seenBy(others, kotras, sides)).isEqualTo(before);
        assertThat(audited(pool, draft(3))).isEmpty();
    }

    private List<String> seenBy(Map<String, Supplier<RequestSpecification>> others, String kotras, String sides) {
        List<String> seen = new ArrayList<>();
        others.forEach((name, caller) -> {
            for (String query : List.of("?after=latest", "?subject=" + subject, "?after=latest&log=ministry")) {
                Response response = caller.get().accept("application/json").get(FEED + query);
                seen.add(name + query + response.statusCode() + body(response) + response.header("CK-Head-Cursor"));
            }
            Response audit = caller.get().get("/events/v1/border-audit?limit=200");
            seen.add(name + audit.statusCode() + body(audit));
        });
        for (String path : List.of("/events?after=0", "/health", "/deliveries", "/digest")) {
            seen.add(kotra().get(PATH + "/" + kotras + path).asString());
            seen.add(cn().get(PATH + "/" + sides + path).asString());
        }
        return seen;
    }

    /** Without the id of the request, which is another one each time. */
    private static String body(Response response) {
        return response.asString().replaceAll("urn:ckep:request:[0-9a-f-]+", "");
    }

    /** An id of a ministry may be another body's as well. */
    @Test
    void bodiesOfOneIdReadNothingOfEachOther() {
        Audience motir = Audience.agency("motir");
        append(
                appender,
                classified(Events.event(motir, subject, 1), "ministry-cn"),
                classified(Events.event(motir, subject, 2), "ministry-kr"),
                classified(Events.event(motir, subject, 3), "partner"));
        assertThat(read(kr(), "&log=ministry")).containsExactly(2);
        assertThat(read(cn(), "&log=ministry")).isEmpty();
    }

    @Test
    void aCursorOfOneLogMeansNothingInTheOther() {
        append(appender, Events.event(Audience.SIDE_CN, subject, 1), draft(2));
        String ofSide = cn().get(FEED + "?after=latest").header("CK-Next-Cursor");
        String own = cn().get(FEED + "?after=latest&log=ministry").header("CK-Next-Cursor");
        for (String wrong : List.of("?log=ministry&after=" + ofSide, "?after=" + own)) {
            cn().get(FEED + wrong)
                    .then()
                    .statusCode(400)
                    .body("type", equalTo("urn:ckep:problem:cursor-invalid"))
                    .body("errors[0].parameter", equalTo("after"));
        }
        cn().accept("text/event-stream")
                .header("Last-Event-ID", ofSide)
                .get(FEED + "?log=ministry")
                .then()
                .statusCode(400)
                .body("errors[0].parameter", equalTo("Last-Event-ID"));
        cn().get(FEED + "?log=ministry&after=" + own).then().statusCode(200);
    }

    @Test
    void aLogIsAskedForByItsNameAndByThoseWhoHaveOne() {
        cn().get(FEED + "?log=mofcom").then().spec(problemAt(KernelProblem.INVALID_VALUE, "log"));
        cn().get(FEED + "?log=").then().spec(problemAt(KernelProblem.INVALID_VALUE, "log"));
        for (RequestSpecification caller : List.of(kotra(), as(Tokens.user("secretariat")))) {
            caller.get(FEED + "?log=ministry").then().spec(problem(KernelProblem.FORBIDDEN));
        }
        // Whoever does not say who he is may have one.
        for (String form : List.of("application/cloudevents-batch+json", "application/json", "text/event-stream")) {
            given().accept(form)
                    .get(FEED + "?log=ministry")
                    .then()
                    .spec(problem(KernelProblem.UNAUTHENTICATED))
                    .header("WWW-Authenticate", equalTo("Bearer realm=\"ckep\""));
        }
        kotra().accept("text/event-stream").get(FEED + "?log=ministry").then().spec(problem(KernelProblem.FORBIDDEN));
        cn().body(Map.of("protocol", "PULL", "log", "agency-mofcom"))
                .post(PATH)
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, "/log"));
        kotra().body(Map.of("protocol", "PULL", "log", "ministry"))
                .post(PATH)
                .then()
                .statusCode(403)
                .body("errors[0].pointer", equalTo("/log"));
        kotra().body(Map.of("log", "ministry"))
                .post(PATH + "/dry-run")
                .then()
                .statusCode(403)
                .body("errors[0].pointer", equalTo("/log"));
    }
}
