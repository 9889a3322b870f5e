package org.ckep.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.hub.Sql.now;
import static org.ckep.hub.subscription.Subscriptions.PATH;
import static org.ckep.hub.subscription.Subscriptions.create;
import static org.ckep.hub.subscription.Subscriptions.kotra;
import static org.ckep.hub.subscription.Subscriptions.webhook;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.ckep.hub.Events;
import org.ckep.hub.TestSink;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** How long a process keeps keys and credentials in memory. */
@QuarkusTest
class RecipientsTest {
    @Inject
    Recipients recipients;

    @AutoClose
    private final TestSink sink = new TestSink();

    private final String subject = Events.subject();

    @Test
    void whatIsNotDeliveredAnyMoreIsForgotten() {
        UUID paused = UUID.fromString(create(kotra(), webhook(sink, subject)));
        UUID retired = UUID.fromString(create(kotra(), webhook(sink, subject)));
        UUID unused = UUID.fromString(create(kotra(), webhook(sink, subject)));
        List<UUID> all = List.of(paused, retired, unused);
        assertThat(now(recipients.of(all))).containsOnlyKeys(all);
        assertThat(all).allMatch(recipients::isKnown);

        kotra().post(PATH + "/" + paused + "/pause").then().statusCode(200);
        kotra().delete(PATH + "/" + retired).then().statusCode(204);
        assertThat(now(recipients.of(all))).containsOnlyKeys(unused);
        assertThat(all).filteredOn(recipients::isKnown).containsExactly(unused);

        recipients.forgetUnused(Duration.ofMinutes(5));
        assertThat(recipients.isKnown(unused)).isTrue();
        recipients.forgetUnused(Duration.ZERO);
        assertThat(recipients.isKnown(unused)).isFalse();
        assertThat(now(recipients.of(all))).containsOnlyKeys(unused);
    }
}
