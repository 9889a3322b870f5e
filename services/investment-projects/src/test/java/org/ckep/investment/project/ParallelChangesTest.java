package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ckep.investment.Bilateral;
import org.ckep.investment.Records;
import org.ckep.testing.Api;
import org.junit.jupiter.api.Test;

/** Many change sets on one base, all agreed at the same moment: one comes into force, all others are overtaken. */
@QuarkusTest
class ParallelChangesTest {
    /** All 200 of the acceptance test with {@code -Dckep.test.parallel-changes=200}; each costs five requests. */
    private static final int CHANGES = Integer.getInteger("ckep.test.parallel-changes", 40);

    private record Change(String path, String hash) {
        Response act(Api who, String act) {
            return who.post(path + "/" + act, "{\"hash\": \"" + hash + "\"}");
        }
    }

    @Test
    void oneIsAppliedAndAllOthersAreStale() throws Exception {
        String project = Bilateral.joint("Plant");
        List<Change> changes = inParallel(
                8, IntStream.range(0, CHANGES).boxed().toList(), number -> underReview(project, "Name " + number));
        CyclicBarrier barrier = new CyclicBarrier(CHANGES);
        Api checker = Api.krChecker();
        List<Response> answers = inParallel(CHANGES, changes, change -> {
            awaitAll(barrier);
            return change.act(checker, "agree");
        });
        Map<Integer, Long> statuses =
                answers.stream().collect(Collectors.groupingBy(Response::statusCode, Collectors.counting()));
        assertThat(statuses).isEqualTo(Map.of(200, 1L, 409, CHANGES - 1L));
        assertThat(answers.stream()
                        .filter(answer -> answer.statusCode() == 409)
                        .map(answer -> answer.<String>path("type")))
                .containsOnly("urn:ckep:problem:change-stale");

        String applied = answers.stream()
                .filter(answer -> answer.statusCode() == 200)
                .map(answer -> answer.<String>path("after.title.en.text"))
                .findFirst()
                .orElseThrow();
        assertThat(Api.cnMaker().get(project).<String>path("title.en.text")).isEqualTo(applied);
        Map<String, Long> states =
                Api.cnMaker().get(project + "/changes?limit=500").<List<String>>path("data.state").stream()
                        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        // The other applied one made the record one of both sides.
        assertThat(states).isEqualTo(Map.of("APPLIED", 2L, "STALE", CHANGES - 1L));
    }

    private static void awaitAll(CyclicBarrier barrier) {
        try {
            barrier.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException lost) {
            throw new IllegalStateException("not all were ready", lost);
        }
    }

    private static Change underReview(String project, String name) {
        Response draft = Api.cnMaker().post(project + "/changes", Bilateral.replacingTitle(name));
        draft.then().statusCode(201);
        Change change = new Change(project + "/changes/" + Records.id(draft.path("urn")), draft.path("hash"));
        change.act(Api.cnMaker(), "submit").then().statusCode(200);
        change.act(Api.cnChecker(), "propose").then().statusCode(200);
        change.act(Api.krMaker(), "review").then().statusCode(200);
        return change;
    }

    private static <A, B> List<B> inParallel(int threads, List<A> all, Function<A, B> work) throws Exception {
        try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
            List<Future<B>> running = new ArrayList<>();
            for (A one : all) {
                running.add(workers.submit(() -> work.apply(one)));
            }
            List<B> done = new ArrayList<>();
            for (Future<B> result : running) {
                done.add(result.get());
            }
            return done;
        }
    }
}
