package org.ckep.hub.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.Sql.query;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.await;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.kotra;
import static org.ckep.hub.subscription.Subscriptions.publish;
import static org.ckep.hub.subscription.Subscriptions.webhook;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.ckep.hub.Events;
import org.ckep.hub.TestSink;
import org.ckep.hub.TestSink.Reply;
import org.ckep.kernel.access.Audience;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Several events of a subject that are given up one after the other. */
@QuarkusTest
class GapsTest {
    @Inject
    @ReactiveDataSource("delivery")
    Pool pool;

    @AutoClose
    private final TestSink sink = new TestSink();

    private final String subject = Events.subject();

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    /** By the published recipe, a receiver takes late what it was told of alone. */
    @Test
    void allOfThemAreNamedSoThatEachIsTakenWhenItComesLater() {
        AtomicBoolean isMended = new AtomicBoolean();
        sink.onDelivery(request -> Reply.of(request.number() < 3 && !isMended.get() ? 422 : 204));
        Map<String, Object> body = webhook(sink, subject);
        body.put("onExhausted", "skip-and-mark");
        String id = create(kotra(), body);
        publish(sender, Audience.PARTNER, subject, 4);
        leaveOneTry(id, 1);
        leaveOneTry(id, 2);
        await(() -> sink.numbers().contains(4));
        assertThat(sink.received().stream()
                        .filter(request -> request.number() > 2)
                        .map(request -> request.header("ck-gap")))
                .containsExactly("1, 2", null);

        isMended.set(true);
        for (int number = 1; number <= 2; number++) {
            kotra().post(PATH + "/" + id + "/deliveries/" + number + "/redeliver")
                    .then()
                    .statusCode(200);
        }
        assertThat(effects()).containsExactly(3, 4, 1, 2);
    }

    /** The recipe of docs/events.md, over what was answered 204. */
    private List<Integer> effects() {
        long last = 0;
        TreeSet<Long> gaps = new TreeSet<>();
        List<Integer> effects = new java.util.ArrayList<>();
        List<TestSink.Request> received = sink.received();
        int first = sink.numbers().indexOf(3);
        for (TestSink.Request request : received.subList(first, received.size())) {
            String named = request.header("ck-gap");
            if (named != null) {
                Arrays.stream(named.split(","))
                        .map(String::strip)
                        .map(Long::valueOf)
                        .forEach(gaps::add);
            }
            if (request.subseq() > last || gaps.remove(request.subseq())) {
                effects.add(request.number());
                last = Math.max(last, request.subseq());
            }
        }
        return effects;
    }

    private void leaveOneTry(String id, int number) {
        await(() -> sink.numbers().contains(number));
        await(() -> query(
                                pool,
                                "update lane set attempt = 9, next_at = now() where sub = $1 and attempt > 0 "
                                        + "and lease_until is null returning 1",
                                UUID.fromString(id))
                        .size()
                == 1);
    }
}
