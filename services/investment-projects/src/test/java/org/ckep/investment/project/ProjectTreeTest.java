package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.ckep.investment.Records;
import org.ckep.investment.StoredRows;
import org.ckep.records.RecordTransactions;
import org.ckep.testing.Api;
import org.junit.jupiter.api.Test;

/** Rules I10 and I11: parents and children, also when two writers come at once. */
@QuarkusTest
class ProjectTreeTest {
    private static final int PAIRS = 40;

    @Inject
    RecordTransactions transactions;

    @Test
    void i11_aCycleOfAnyLengthIsRefused() {
        Api cn = Api.cnMaker();
        String a = cn.create("projects", Records.project(""));
        String b = cn.create("projects", Records.project(under(a, "EXPANDS")));
        String c = cn.create("projects", Records.project(under(b, "UPGRADES")));
        for (String ancestor : List.of(b, c)) {
            cn.patch(
                            "projects/" + Records.id(a),
                            "{\"parentProject\": \"%s\", \"relation\": \"REPLACES\"}".formatted(ancestor))
                    .then()
                    .statusCode(409)
                    .body("type", equalTo("urn:ckep:problem:project-cycle"))
                    .body("errors[0].pointer", equalTo("/parentProject"));
        }
        cn.patch("projects/" + Records.id(a), "{\"parentProject\": \"%s\", \"relation\": \"FUNDS\"}".formatted(a))
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:ckep:problem:project-cycle"));
        cn.get("projects?parent=" + a).then().body("data.urn", contains(b));
    }

    @Test
    void i11_oppositeEdgesWrittenAtOnceNeverMakeACycle() throws Exception {
        Api cn = Api.cnMaker();
        int both = 0;
        int neither = 0;
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            for (int pair = 0; pair < PAIRS; pair++) {
                String a = cn.create("projects", Records.project(""));
                String b = cn.create("projects", Records.project(""));
                String tagOfA = cn.etag("projects/" + a);
                String tagOfB = cn.etag("projects/" + b);
                Future<Integer> first = pool.submit(() -> edge(cn, a, tagOfA, b));
                Future<Integer> second = pool.submit(() -> edge(cn, b, tagOfB, a));
                int taken = (first.get() == 200 ? 1 : 0) + (second.get() == 200 ? 1 : 0);
                both += taken == 2 ? 1 : 0;
                neither += taken == 0 ? 1 : 0;
            }
        }
        assertThat(both).as("cycles").isZero();
        assertThat(neither).as("pairs of which both were refused").isZero();
    }

    private static int edge(Api api, String child, String tag, String parent) {
        int status = api.patch(
                        "projects/" + child,
                        tag,
                        "{\"parentProject\": \"%s\", \"relation\": \"EXPANDS\"}".formatted(parent))
                .statusCode();
        assertThat(status).isIn(200, 409);
        return status;
    }

    @Test
    void i10_oneMoneyIsCountedOnce() {
        Api cn = Api.cnMaker();
        String whole = cn.create("projects", Records.project(""));
        cn.post("projects", Records.project(under(whole, "PHASE_OF") + ", \"countsTowardAggregate\": true"))
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:ckep:problem:project-counted-twice"));
        String phase = cn.create("projects", Records.project(under(whole, "PHASE_OF")));
        cn.get("projects/" + phase).then().body("countsTowardAggregate", equalTo(false));
        // An expansion is money of its own.
        String expansion = cn.create("projects", Records.project(under(whole, "EXPANDS")));
        cn.get("projects/" + expansion).then().body("countsTowardAggregate", equalTo(true));
        // Counting moves from the whole to the phase in two steps, never twice at once.
        cn.patch("projects/" + phase, "{\"countsTowardAggregate\": true}")
                .then()
                .statusCode(422);
        cn.patch("projects/" + whole, "{\"countsTowardAggregate\": false}")
                .then()
                .statusCode(200);
        cn.patch("projects/" + phase, "{\"countsTowardAggregate\": true}")
                .then()
                .statusCode(200);
        cn.patch("projects/" + whole, "{\"countsTowardAggregate\": true}")
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:ckep:problem:project-counted-twice"));
    }

    @Test
    void i10_oneMoneyIsCountedOnceOnAWholeWay() {
        Api cn = Api.cnMaker();
        String whole = cn.create("projects", Records.project(""));
        String part = cn.create("projects", Records.project(under(whole, "PHASE_OF")));
        String counted = ", \"countsTowardAggregate\": true";
        cn.post("projects", Records.project(under(part, "FUNDS") + counted))
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:ckep:problem:project-counted-twice"))
                .body("errors[0].pointer", equalTo("/countsTowardAggregate"));
        String below = cn.create("projects", Records.project(under(part, "FUNDS")));
        cn.patch("projects/" + below, "{\"countsTowardAggregate\": true}")
                .then()
                .statusCode(422);
        cn.get("projects/" + below).then().body("countsTowardAggregate", equalTo(false));
        // One that is counted nowhere joins a counted whole to a counted part just as well.
        String other = cn.create("projects", Records.project(""));
        String between = cn.create("projects", Records.project(", \"countsTowardAggregate\": false"));
        cn.create("projects", Records.project(under(between, "PHASE_OF") + counted));
        cn.patch("projects/" + between, "{\"parentProject\": \"%s\", \"relation\": \"PHASE_OF\"}".formatted(other))
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:ckep:problem:project-counted-twice"));
        cn.patch("projects/" + between, "{\"parentProject\": \"%s\", \"relation\": \"EXPANDS\"}".formatted(other))
                .then()
                .statusCode(200);
    }

    /** Until the rule went along whole ways, a grandparent and a grandchild could both be counted. */
    @Test
    void i10_aTreeOfAnOlderVersionStaysEditable() {
        Api cn = Api.cnMaker();
        String whole = cn.create("projects", Records.project(""));
        String part = cn.create("projects", Records.project(under(whole, "PHASE_OF")));
        String below = cn.create("projects", Records.project(under(part, "PHASE_OF")));
        StoredRows.change(
                transactions, "update project set counts_toward_aggregate = true where id = :id", Records.id(below));
        for (String one : List.of(whole, part, below)) {
            cn.patch("projects/" + one, "{\"products\": [\"8507\"]}").then().statusCode(200);
        }
        cn.patch("projects/" + part, "{\"relation\": \"FUNDS\"}")
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:ckep:problem:project-counted-twice"));
        cn.patch("projects/" + below, "{\"countsTowardAggregate\": false}")
                .then()
                .statusCode(200);
    }

    @Test
    void i10_moneyThatIsCountedNowhereWarnsItsReaders() {
        Api cn = Api.cnMaker();
        String sum =
                ", \"totalInvestment\": {\"amount\": \"10.00\", \"currency\": \"USD\", \"basis\": \"TOTAL_PLANNED\"}";
        String whole = cn.create("projects", Records.project(sum));
        String phase = cn.create("projects", Records.project(under(whole, "PHASE_OF") + sum));
        String withoutSum = cn.create("projects", Records.project(", \"countsTowardAggregate\": false"));
        cn.get("projects/" + withoutSum).then().body("warnings", nullValue());
        cn.get("projects/" + phase).then().body("warnings", nullValue());
        cn.patch("projects/" + whole, "{\"countsTowardAggregate\": false}")
                .then()
                .statusCode(200)
                .body("warnings.code", contains("MONEY_UNCOUNTED"))
                .body("warnings.at", contains("/countsTowardAggregate"));
        cn.get("projects/" + phase).then().body("warnings.code", contains("MONEY_UNCOUNTED"));
        cn.patch("projects/" + phase, "{\"countsTowardAggregate\": true}")
                .then()
                .statusCode(200)
                .body("warnings", nullValue());
        cn.get("projects/" + whole).then().body("warnings", nullValue());
    }

    @Test
    void c9_aParentThatTheWriterMayNotReadDoesNotExist() {
        String hidden = Api.krMaker().create("projects", Records.project(""));
        for (String parent : List.of(hidden, "urn:ckep:project:" + UUID.randomUUID())) {
            Api.cnMaker()
                    .post("projects", Records.project(under(parent, "EXPANDS")))
                    .then()
                    .statusCode(422)
                    .body("type", equalTo("urn:ckep:problem:project-parent"))
                    .body("detail", equalTo("There is no such project."));
        }
    }

    @Test
    void c9_aChildIsNotWiderThanItsParentItsSitesAndItsSources() {
        Api cn = Api.cnMaker();
        String ministry = ", \"classification\": {\"level\": \"MINISTRY\", \"side\": \"CN\", \"agency\": \"mofcom\"}";
        String narrow = cn.create("projects", Records.project(ministry));
        cn.post("projects", Records.project(under(narrow, "EXPANDS")))
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:ckep:problem:narrower-than-its-reader"))
                .body("errors[0].pointer", equalTo("/parentProject"));
        String site = cn.create("sites", Records.site(ministry));
        cn.post("projects", Records.project(", \"sites\": [\"%s\"]".formatted(site)))
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:ckep:problem:narrower-than-its-reader"))
                .body("errors[0].pointer", equalTo("/sites/0"));
        String source = cn.create("sources", "{\"kind\": \"OFFICIAL_ACT\", \"title\": \"A paper\"" + ministry + "}");
        cn.post("projects", Records.project(", \"sources\": [\"%s\"]".formatted(source)))
                .then()
                .statusCode(422)
                .body("errors", hasSize(1))
                .body("errors[0].pointer", equalTo("/sources/0"));
    }

    private static String under(String parent, String relation) {
        return ", \"parentProject\": \"%s\", \"relation\": \"%s\"".formatted(parent, relation);
    }
}
