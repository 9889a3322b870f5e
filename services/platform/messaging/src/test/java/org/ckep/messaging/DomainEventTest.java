package org.ckep.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.ckep.kernel.access.Audience;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DomainEventTest {
    private static final Urn PROJECT = new Urn("project", new UUID(1, 2));

    @Test
    void everyEntitledAudienceGetsARendering() {
        assertThat(event(Classification.PUBLIC).renderings().keySet())
                .containsExactlyInAnyOrder(
                        Audience.PUBLIC, Audience.PARTNER, Audience.BILATERAL, Audience.SIDE_CN, Audience.SIDE_KR);
        assertThat(event(Classification.side(Side.CN)).renderings().keySet()).containsExactly(Audience.SIDE_CN);
    }

    private static DomainEvent event(Classification classification) {
        return DomainEvent.forAll(
                "org.ckep.investment.project.announced.v1", PROJECT, Instant.EPOCH, "SEMI", classification, Map.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.ckep.investment.project.announced",
                "org.ckep.investment.project.state-changed.v1",
                "org.ckep.investment.announced.v1",
                "org.other.investment.project.announced.v1",
                "org.ckep.investment.project.announced.v0",
                "org.ckep.Investment.project.announced.v1"
            })
    void aTypeOutsideTheSchemeIsRefused(String type) {
        assertThatThrownBy(
                        () -> new DomainEvent(type, PROJECT, Instant.EPOCH, null, null, Map.of(Audience.PUBLIC, "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not an event type: " + type);
    }

    @Test
    void anEventForNobodyIsRefused() {
        assertThatThrownBy(() -> new DomainEvent(
                        "org.ckep.trade.release.published.v1", PROJECT, Instant.EPOCH, null, null, Map.of()))
                .hasMessage("an event nobody may see is no event: org.ckep.trade.release.published.v1");
    }

    @Test
    void pausesDoubleUpToTheLongest() {
        assertThat(Backoff.pause(Duration.ofMillis(250), Duration.ofSeconds(2), 1))
                .isEqualTo(Duration.ofMillis(250));
        assertThat(Backoff.pause(Duration.ofMillis(250), Duration.ofSeconds(2), 3))
                .isEqualTo(Duration.ofSeconds(1));
        assertThat(Backoff.pause(Duration.ofMillis(250), Duration.ofSeconds(2), 5))
                .isEqualTo(Duration.ofSeconds(2));
        assertThat(Backoff.pause(Duration.ofMillis(250), Duration.ofSeconds(2), 1_000_000))
                .isEqualTo(Duration.ofSeconds(2));
    }
}
