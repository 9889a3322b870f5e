package org.ckep.investment;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
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
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ckep.testing.Api;

/** Many change sets on one base, all agreed at the same moment: one comes into force, all others are overtaken. */
public final class SimultaneousChanges {
    /** How many; all 200 of the acceptance test with {@code -Dckep.test.parallel-changes=200}, each costs five requests. */
    public static final int COUNT = Integer.getInteger("ckep.test.parallel-changes", 40);

    private SimultaneousChanges() {}

    private record Change(int number, String path, String hash) {}

    /**
     * Drafts them, carries them to the table of the other side's checker, and lets him agree to all at once.
     *
     * @param agreeing request with the checker's token that agrees to the change set of that number
     */
    public static void assertOneIsApplied(IntFunction<RequestSpecification> agreeing) throws Exception {
        String project = Bilateral.joint("Plant");
        List<Change> changes =
                inParallel(8, IntStream.range(0, COUNT).boxed().toList(), number -> underReview(project, number));
        CyclicBarrier barrier = new CyclicBarrier(COUNT);
        List<Response> answers = inParallel(COUNT, changes, change -> {
            RequestSpecification request = agreeing.apply(change.number())
                    .contentType("application/json; charset=utf-8")
                    .body("{\"hash\": \"" + change.hash() + "\"}");
            awaitAll(barrier);
            return request.post(Api.root() + change.path() + "/agree");
        });
        Map<Integer, Long> statuses =
                answers.stream().collect(Collectors.groupingBy(Response::statusCode, Collectors.counting()));
        assertThat(statuses).isEqualTo(Map.of(200, 1L, 409, COUNT - 1L));
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
        assertThat(states).isEqualTo(Map.of("APPLIED", 2L, "STALE", COUNT - 1L));
    }

    private static Change underReview(String project, int number) {
        Response draft = Api.cnMaker().post(project + "/changes", Bilateral.replacingTitle("Name " + number));
        draft.then().statusCode(201);
        Change change = new Change(number, project + "/changes/" + Records.id(draft.path("urn")), draft.path("hash"));
        act(Api.cnMaker(), change, "submit");
        act(Api.cnChecker(), change, "propose");
        act(Api.krMaker(), change, "review");
        return change;
    }

    private static void act(Api who, Change change, String act) {
        who.post(change.path() + "/" + act, "{\"hash\": \"" + change.hash() + "\"}")
                .then()
                .statusCode(200);
    }

    private static void awaitAll(CyclicBarrier barrier) {
        try {
            barrier.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException lost) {
            throw new IllegalStateException("not all were ready", lost);
        }
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
