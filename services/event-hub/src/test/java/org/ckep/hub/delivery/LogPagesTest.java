package org.ckep.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.Sql.now;
import static org.ckep.hub.Sql.query;
import static org.ckep.hub.subscription.Subscriptions.await;
import static org.ckep.hub.subscription.Subscriptions.publish;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.List;
import org.ckep.hub.Events;
import org.ckep.kernel.access.Audience;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a round of fan-out holds in memory. */
@QuarkusTest
class LogPagesTest {
    private static final String AUDIENCE = Audience.PARTNER.id();

    @Inject
    @ReactiveDataSource("delivery")
    Pool pool;

    @AutoClose
    private final Events.Sender sender = new Events.Sender();

    private final String subject = Events.subject();
    private List<Long> positions;

    @BeforeEach
    void log() {
        publish(sender, Audience.PARTNER, subject, 5);
        await(() -> query(pool, "select pos from event_log where audience = $1 and subject = $2", AUDIENCE, subject)
                        .size()
                == 5);
        positions =
                query(
                                pool,
                                "select pos from event_log where audience = $1 and subject = $2 order by pos",
                                AUDIENCE,
                                subject)
                        .stream()
                        .map(row -> row.getLong("pos"))
                        .toList();
    }

    private static List<Long> positions(LogPages.LogSlice page) {
        return page.events().stream().map(LogPages.LoggedEvent::pos).toList();
    }

    @Test
    void aPageEndsWhereItGetsTooLargeAndTheNextGoesOnThere() {
        LogPages pages = new LogPages(pool, 1);
        long head = positions.get(4);
        LogPages.LogSlice first = now(pages.page(AUDIENCE, positions.get(3), head));
        assertThat(positions(first)).containsExactly(positions.get(3));
        assertThat(first.upTo()).isEqualTo(positions.get(3));
        LogPages.LogSlice second = now(pages.page(AUDIENCE, first.upTo() + 1, head));
        assertThat(positions(second)).contains(first.upTo() + 1);
    }

    @Test
    void aPageReachesTheHeadWhereThereIsRoom() {
        LogPages.LogSlice page = now(new LogPages(pool).page(AUDIENCE, positions.get(0), positions.get(4)));
        assertThat(positions(page)).containsAll(positions);
        assertThat(page.upTo()).isEqualTo(positions.get(4));
    }

    @Test
    void whatTheLogHasDroppedIsPassedOver() {
        LogPages.LogSlice page = now(new LogPages(pool).page("agency-none", 1, 7));
        assertThat(page.events()).isEmpty();
        assertThat(page.upTo()).isEqualTo(7);
    }

    @Test
    void onlyTheNewestPagesAreKept() {
        LogPages pages = new LogPages(pool);
        Uni<LogPages.LogSlice> first = pages.page(AUDIENCE, 1, 1);
        assertThat(pages.page(AUDIENCE, 1, 1)).isSameAs(first);
        for (int other = 0; other < LogPages.KEPT; other++) {
            pages.page(AUDIENCE, 2 + other, 10);
        }
        assertThat(pages.page(AUDIENCE, 1, 1)).isNotSameAs(first);
    }
}
