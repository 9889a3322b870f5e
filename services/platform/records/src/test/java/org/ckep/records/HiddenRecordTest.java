package org.ckep.records;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.testing.Problems.problem;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Header;
import io.restassured.response.Response;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.testing.Tokens;
import org.junit.jupiter.api.Test;

/** Rules C5 and C7 by HTTP: what a viewer may not know of leaves no trace in any byte. */
@QuarkusTest
class HiddenRecordTest {
    private static final String REQUEST = "request-00000001";

    /** Status, headers and body, with the id in question made anonymous. */
    private static String everything(Response response, String id) {
        StringBuilder all = new StringBuilder().append(response.statusCode()).append('\n');
        for (Header header : response.headers()) {
            all.append(header).append('\n');
        }
        return all.append(response.asString()).toString().replace(id, "ID");
    }

    private static void assertSame(
            String hidden, UnaryOperator<String> path, java.util.function.Function<String, Response> call) {
        String unknown = UUID.randomUUID().toString();
        assertThat(everything(call.apply(path.apply(hidden)), hidden))
                .isEqualTo(everything(call.apply(path.apply(unknown)), unknown));
    }

    @Test
    void c7_aHiddenRecordIsAnsweredByteForByteAsAnUnknownOne() {
        Response created = Api.facility("cn-maker", "");
        String id = uuid(Api.created(created));
        UnaryOperator<String> plain = uuid -> Api.FACILITIES + "/" + uuid;
        UnaryOperator<String> urn = uuid -> Api.FACILITIES + "/urn:ckep:facility:" + uuid;
        for (UnaryOperator<String> path : List.of(plain, urn)) {
            assertSame(id, path, address -> Api.as("kr-maker")
                    .header("X-Request-Id", REQUEST)
                    .get(address));
            assertSame(
                    id, path, address -> given().header("X-Request-Id", REQUEST).get(address));
            assertSame(id, path, address -> given().auth()
                    .oauth2(Tokens.user("secretariat"))
                    .header("X-Request-Id", REQUEST)
                    .get(address));
        }
        assertSame(id, plain, address -> Api.as("kr-maker")
                .header("X-Request-Id", REQUEST)
                .contentType("application/merge-patch+json")
                .header("If-Match", created.header("ETag"))
                .body("{\"city\":\"Busan\"}")
                .patch(address));
        assertSame(id, plain, address -> Api.as("kr-maker")
                .header("X-Request-Id", REQUEST)
                .header("If-Match", "*")
                .body("{\"to\":\"BUILT\"}")
                .post(address + "/transitions"));
        Api.as("kr-maker").get(plain.apply(id)).then().spec(problem(KernelProblem.NOT_FOUND));
        given().get(Api.FACILITIES + "/no-id").then().spec(problem(KernelProblem.NOT_FOUND));
        given().get(Api.FACILITIES + "/urn:ckep:site:" + id).then().spec(problem(KernelProblem.NOT_FOUND));
    }

    @Test
    void c5_aListIsTheSameBeforeAndAfterAHiddenRecord() {
        String before =
                everything(Api.as("kr-maker").header("X-Request-Id", REQUEST).get(Api.FACILITIES), "-");
        Api.created(Api.facility("cn-maker", ""));
        Api.created(Api.facility("cn-maker", "{\"level\":\"SIDE\",\"side\":\"CN\"}"));
        String after =
                everything(Api.as("kr-maker").header("X-Request-Id", REQUEST).get(Api.FACILITIES), "-");
        assertThat(after).isEqualTo(before);
    }

    @Test
    void c9_aHiddenLocalIdIsNoConflict() {
        String localId = UUID.randomUUID().toString();
        String body = "{\"title\":{\"en\":\"Plant\"},\"city\":\"Seoul\",\"localIds\":[{\"scheme\":\"park\",\"value\":\""
                + localId + "\"}]}";
        String cn = Api.created(Api.as("cn-maker").body(body).post(Api.FACILITIES));
        Api.created(Api.as("kr-maker").body(body).post(Api.FACILITIES));
        Api.as("cn-maker")
                .body(body)
                .post(Api.FACILITIES)
                .then()
                .spec(problem(RecordsProblem.LOCAL_ID_TAKEN))
                .body("record", equalTo(cn));
        Api.as("cn-maker")
                .queryParam("localId", "park:" + localId)
                .get(Api.FACILITIES)
                .then()
                .body("data.urn", contains(cn));
    }

    @Test
    void theSideComesFromTheTokenAndTheHeadIsShownOnRequest() {
        Response created = Api.facility("kr-maker", "{\"level\":\"BILATERAL\"}");
        created.then()
                .header("Location", equalTo(Api.FACILITIES + "/" + uuid(created.path("urn"))))
                .body("stewardship", equalTo("UNILATERAL"))
                .body("classification", equalTo("BILATERAL"));
        String path = created.header("Location");
        Api.as("cn-maker")
                .get(path)
                .then()
                .statusCode(200)
                .header("ETag", equalTo(created.header("ETag")))
                .body("$", org.hamcrest.Matchers.not(org.hamcrest.Matchers.hasKey("record")));
        Api.as("cn-maker")
                .queryParam("expand", "record")
                .get(path)
                .then()
                .body("record.side", equalTo("KR"))
                .body("record.classification.level", equalTo("BILATERAL"));
        given().get(path).then().spec(problem(KernelProblem.NOT_FOUND));
    }

    @Test
    void aRecordThatTheCallerKnowsOfButDoesNotStandBehindIsForbidden() {
        Response created = Api.facility("kr-maker", "{\"level\":\"BILATERAL\"}");
        Api.as("cn-maker")
                .contentType("application/merge-patch+json")
                .header("If-Match", created.header("ETag"))
                .body("{\"city\":\"Beijing\"}")
                .patch(created.header("Location"))
                .then()
                .spec(problem(KernelProblem.FORBIDDEN));
    }

    @Test
    void c1c2_aMakerNeitherPublishesNorWritesForTheOtherSide() {
        Api.facility("cn-maker", "{\"level\":\"PUBLIC\"}").then().spec(problem(KernelProblem.FORBIDDEN));
        Api.facility("cn-maker", "{\"level\":\"SIDE\",\"side\":\"KR\"}").then().spec(problem(KernelProblem.FORBIDDEN));
        Api.facility("cn-maker", "{\"level\":\"TOP\"}")
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, "/classification"));
        Api.as("cn-checker")
                .body("{\"title\":{\"en\":\"Plant\"},\"city\":\"Seoul\"}")
                .post(Api.FACILITIES)
                .then()
                .spec(problem(KernelProblem.FORBIDDEN));
    }

    @Test
    void anObservedRecordNeedsASourceThatItsReadersMayRead() {
        String body = "{\"title\":{\"en\":\"Plant\"},\"city\":\"Seoul\",\"guardsNotShown\":[\"p4\"],\"sources\":[%s]}";
        String path = Api.FACILITIES + "/register-observed";
        Api.loader()
                .body(body.formatted(""))
                .post(path)
                .then()
                .spec(problemAt(KernelProblem.INVALID_VALUE, "/sources"));
        Api.loader()
                .body(body.formatted("\"urn:ckep:source:" + UUID.randomUUID() + "\""))
                .post(path)
                .then()
                .spec(problemAt(KernelProblem.UNPROCESSABLE, "/sources/0"));
        Api.as("cn-maker")
                .body(body.formatted("\"" + Api.hiddenSource("cn-maker") + "\""))
                .post(path)
                .then()
                .spec(problemAt(KernelProblem.UNPROCESSABLE, "/sources/0"))
                .body("errors[0].code", equalTo("source-too-narrow"));
        String source = Api.source("PRESS");
        Response created =
                Api.loader().body(body.formatted("\"" + source + "\"")).post(path);
        created.then().statusCode(201).body("stewardship", equalTo("OBSERVED")).body("sources", contains(source));
        given().queryParam("expand", "record")
                .get(created.header("Location"))
                .then()
                .statusCode(200)
                .body("record.guardsNotShown", contains("p4"))
                .body("record.sources", contains(source));
    }

    @Test
    void aBodyWithBrokenConstraintsNamesThem() {
        Api.as("cn-maker")
                .body(
                        "{\"title\":{\"en\":\"Plant\"},\"city\":\"S\",\"sector\":\"semi\",\"localIds\":[{\"scheme\":\"\",\"value\":\"v\"}]}")
                .post(Api.FACILITIES)
                .then()
                .spec(problem(KernelProblem.INVALID_VALUE))
                .body("errors.pointer", contains("/city", "/localIds/0/scheme", "/sector"));
    }

    @Test
    void aLargeBodyIsWrittenToo() {
        StringBuilder ids = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            ids.append(i == 0 ? "" : ",")
                    .append("{\"scheme\":\"bulk\",\"value\":\"")
                    .append(UUID.randomUUID())
                    .append("x".repeat(100))
                    .append("\"}");
        }
        Response created = Api.as("cn-maker")
                .body("{\"title\":{\"en\":\"Plant\"},\"city\":\"Seoul\",\"localIds\":[" + ids + "]}")
                .post(Api.FACILITIES);
        created.then().statusCode(201);
        Api.as("cn-maker")
                .queryParam("expand", "record")
                .get(created.header("Location"))
                .then()
                .body("record.localIds.size()", equalTo(500));
    }

    private static String uuid(String urn) {
        return urn.substring(urn.lastIndexOf(':') + 1);
    }
}
