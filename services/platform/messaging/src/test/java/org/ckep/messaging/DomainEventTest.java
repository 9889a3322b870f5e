package org.ckep.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
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

    @Test
    void eachAudienceIsToldItsOwn() {
        DomainEvent event = DomainEvent.forAll(
                "org.ckep.investment.project.announced.v1",
                PROJECT,
                Instant.EPOCH,
                null,
                Classification.BILATERAL,
                Audience::id);
        assertThat(event.renderings())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        Audience.BILATERAL, "bilateral", Audience.SIDE_CN, "side-cn", Audience.SIDE_KR, "side-kr"));
    }

    @Test
    void whatPassesBetweenTheSidesIsToldToThemAloneAndIsMarked() {
        DomainEvent event =
                DomainEvent.forSides("org.ckep.investment.change.proposed.v1", PROJECT, Instant.EPOCH, Map.of("n", 1));
        assertThat(event.renderings())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(Audience.SIDE_CN, Map.of("n", 1), Audience.SIDE_KR, Map.of("n", 1)));
        assertThat(event.attributes()).containsExactly(Map.entry("dataclassification", "bilateral"));
    }

    @Test
    void theClassificationTravelsWithoutTheNamesOfAgencies() {
        assertThat(Stream.of(
                                Classification.PUBLIC,
                                new Classification.Partner(Set.of("kotra")),
                                Classification.BILATERAL,
                                Classification.side(Side.CN),
                                Classification.side(Side.KR),
                                new Classification.Ministry(Side.CN, "mofcom"),
                                new Classification.Ministry(Side.KR, "motir"))
                        .map(classification -> event(classification).attributes()))
                .extracting(attributes -> attributes.get("dataclassification"))
                .containsExactly("public", "partner", "bilateral", "side-cn", "side-kr", "ministry-cn", "ministry-kr");
        assertThat(DataClassification.read("side-kr")).contains(DataClassification.SIDE_KR);
        assertThat(DataClassification.read("secret")).isEmpty();
    }

    @Test
    void anEmbargoTravelsBesideTheClassification() {
        assertThat(event(Classification.BILATERAL)
                        .withEmbargo(Instant.parse("2026-03-01T00:00:00Z"))
                        .withRecordVersion("2")
                        .attributes())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("dataclassification", "bilateral", "ckembargo", "2026-03-01T00:00:00Z"));
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
        assertThatThrownBy(() -> new DomainEvent(
                        type, PROJECT, Instant.EPOCH, null, null, Map.of(), Map.of(Audience.PUBLIC, "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not an event type: " + type);
    }

    @Test
    void anEventForNobodyIsRefused() {
        assertThatThrownBy(() -> new DomainEvent(
                        "org.ckep.trade.release.published.v1", PROJECT, Instant.EPOCH, null, null, Map.of(), Map.of()))
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
