package org.ckep.partnerships.partnership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.contains;

import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.ckep.partnerships.Fixture;
import org.ckep.records.RecordsProblem;
import org.ckep.testing.Api;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** P5: nothing evolves from itself, however many write at once. */
@QuarkusTest
class EvolutionTest {
    private static final int PAIRS = 40;

    @BeforeEach
    void load() {
        Fixture.load(EvolutionTest.class);
    }

    private static String evolved(String... from) {
        return "{\"evolvedFrom\": [%s]}"
                .formatted(String.join(
                        ", ",
                        List.of(from).stream().map(urn -> "\"" + urn + "\"").toList()));
    }

    private static String make() {
        return Api.cnMaker().create("partnerships", Examples.own(""));
    }

    @Test
    void p5_cyclesOfAnyLengthAreRefused() {
        String one = make();
        String two = make();
        String three = make();
        Api cn = Api.cnMaker();
        cn.patch("partnerships/" + one, evolved(one))
                .then()
                .spec(problemAt(PartnershipProblem.EVOLUTION_CYCLE, "/evolvedFrom/0"));
        cn.patch("partnerships/" + two, evolved(one)).then().statusCode(200).body("evolvedFrom", contains(one));
        cn.patch("partnerships/" + three, evolved(two, "urn:ckep:project:6f7b1a52-5a4b-4b8e-9d4f-3f1f2a7c9e10"))
                .then()
                .statusCode(200);
        cn.patch("partnerships/" + one, evolved(three))
                .then()
                .spec(problemAt(PartnershipProblem.EVOLUTION_CYCLE, "/evolvedFrom"));
        cn.patch("partnerships/" + three, evolved(two, one)).then().statusCode(200);
    }

    @Test
    void c9_whatMoreReadersSeeDoesNotPointToWhatFewerSee() {
        String hidden = make();
        String open = Api.loader().create("partnerships/register-observed", Examples.observed(""));
        Api.cnMaker()
                .patch(
                        "partnerships/" + open,
                        Fixture.resolve(
                                "{\"evolvedFrom\": [\"%s\"], \"sources\": [\"${NEW-SOURCE}\"]}".formatted(hidden)))
                .then()
                .spec(problemAt(RecordsProblem.NARROWER_THAN_ITS_READER, "/evolvedFrom/0"));
        Api.krMaker()
                .patch(
                        "partnerships/" + open,
                        Fixture.resolve(
                                "{\"evolvedFrom\": [\"%s\"], \"sources\": [\"${NEW-SOURCE}\"]}".formatted(hidden)))
                .then()
                .spec(problemAt(PartnershipProblem.PARTNERSHIP_UNKNOWN, "/evolvedFrom/0"));
        Api.cnMaker().patch("partnerships/" + hidden, evolved(open)).then().statusCode(200);
    }

    @Test
    void p5_ofTwoOppositeEdgesWrittenAtOnceOneIsRefused() throws Exception {
        Api cn = Api.cnMaker();
        List<String[]> pairs = new ArrayList<>();
        List<Callable<Integer>> changes = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            String[] pair = {make(), make()};
            pairs.add(pair);
            for (int from = 0; from < 2; from++) {
                String record = "partnerships/" + pair[from];
                String tag = cn.etag(record);
                String body = evolved(pair[1 - from]);
                changes.add(() -> cn.patch(record, tag, body).statusCode());
            }
        }
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Integer> change : threads.invokeAll(changes)) {
                statuses.add(change.get());
            }
        }
        for (int i = 0; i < PAIRS; i++) {
            assertThat(statuses.subList(2 * i, 2 * i + 2)).containsExactlyInAnyOrder(200, 409);
            Object forth = cn.get("partnerships/" + pairs.get(i)[0]).path("evolvedFrom");
            Object back = cn.get("partnerships/" + pairs.get(i)[1]).path("evolvedFrom");
            assertThat(forth == null).isNotEqualTo(back == null);
        }
    }
}
