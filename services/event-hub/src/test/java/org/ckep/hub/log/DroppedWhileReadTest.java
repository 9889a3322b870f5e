package org.ckep.hub.log;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.subscription.Subscriptions.await;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.ckep.hub.Events;
import org.ckep.hub.border.Undertakings;
import org.ckep.kernel.access.Audience;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Events that are dropped after a reader's cursor was looked at and before they are read. */
@QuarkusTest
class DroppedWhileReadTest {
    private static final String FEED = "/events/v1/feed?after=";

    @Inject
    Pool pool;

    @Inject
    @ReactiveDataSource("delivery")
    Pool system;

    @Inject
    Undertakings undertakings;

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    private final String subject = Events.subject();

    /** Else he would go on behind them and never know. */
    @Test
    void aReaderIsToldThatWhatComesNextIsGone() {
        String cursor = given().get(FEED + "latest").header("CK-Next-Cursor");
        for (int i = 1; i <= 3; i++) {
            sender.sendNow(Events.event(Audience.PUBLIC, subject, i));
        }
        await(() -> given().get(FEED + cursor + "&subject=" + subject)
                        .jsonPath()
                        .getList("id")
                        .size()
                == 3);
        dropEverythingWhenTheNextReaderHasLooked();

        Response answer = given().get(FEED + cursor);
        assertThat(answer.statusCode()).isEqualTo(410);
        String earliest = answer.jsonPath().getString("earliest");
        given().get(FEED + earliest).then().statusCode(200);
        sender.sendNow(Events.event(Audience.PUBLIC, subject, 4));
        await(() -> given().get(FEED + earliest + "&subject=" + subject)
                .jsonPath()
                .getList("data.n")
                .equals(List.of(4)));

        // Whoever names no cursor misses nothing that he knows of.
        dropEverythingWhenTheNextReaderHasLooked();
        given().get(FEED + "earliest").then().statusCode(200);
    }

    private void dropEverythingWhenTheNextReaderHasLooked() {
        AtomicBoolean isDropped = new AtomicBoolean();
        QuarkusMock.installMockForType(
                new EventLog(pool, system, undertakings) {
                    @Override
                    public Uni<LogPage> ends(Audience audience) {
                        return super.ends(audience)
                                .call(() -> isDropped.compareAndSet(false, true)
                                        ? drop()
                                        : Uni.createFrom().voidItem());
                    }
                },
                EventLog.class);
    }

    private Uni<Void> drop() {
        String soon = "now() + interval '1 minute'";
        return system.query("select log_drop_before(" + soon + ")")
                .execute()
                .chain(() -> system.query("select log_trim_before('public', " + soon + ", 1000)")
                        .execute())
                .replaceWithVoid();
    }
}
