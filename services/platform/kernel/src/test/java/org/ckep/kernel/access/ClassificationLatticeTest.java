package org.ckep.kernel.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ClassificationLatticeTest {
    private static final Set<String> AGENCIES = Set.of("mofcom", "motir", "kotra");

    @Provide
    Arbitrary<Classification> classifications() {
        Arbitrary<Side> sides = Arbitraries.of(Side.class);
        Arbitrary<String> agencies = Arbitraries.of(AGENCIES);
        return Arbitraries.oneOf(
                Arbitraries.just(Classification.PUBLIC),
                Arbitraries.just(Classification.BILATERAL),
                sides.map(Classification::side),
                agencies.set().ofMinSize(1).map(Classification.Partner::new),
                net.jqwik.api.Combinators.combine(sides, agencies).as(Classification.Ministry::new));
    }

    @Provide
    Arbitrary<Viewer> viewers() {
        return net.jqwik.api.Combinators.combine(
                        Arbitraries.of(Side.class).injectNull(0.4),
                        Arbitraries.of(AGENCIES).injectNull(0.4),
                        Arbitraries.of(Role.class).set())
                .as((side, agency, roles) -> new Viewer("subject", "client", side, agency, roles, false));
    }

    @Property
    void whoReadsANarrowValueReadsEveryWiderOne(
            @ForAll("classifications") Classification narrow,
            @ForAll("classifications") Classification wide,
            @ForAll("viewers") Viewer viewer) {
        if (narrow.isWithin(wide) && viewer.mayRead(narrow)) {
            assertThat(viewer.mayRead(wide))
                    .as("%s reads %s, so also %s", viewer, narrow, wide)
                    .isTrue();
        }
    }

    @Property
    void withinIsAPartialOrder(
            @ForAll("classifications") Classification a,
            @ForAll("classifications") Classification b,
            @ForAll("classifications") Classification c) {
        assertThat(a.isWithin(a)).isTrue();
        if (a.isWithin(b) && b.isWithin(a)) {
            assertThat(a).isEqualTo(b);
        }
        if (a.isWithin(b) && b.isWithin(c)) {
            assertThat(a.isWithin(c)).isTrue();
        }
    }

    @Property
    void theViewersAudienceIsEntitledOnlyToWhatTheViewerMayRead(
            @ForAll("classifications") Classification classification, @ForAll("viewers") Viewer viewer) {
        if (Audience.entitled(classification).contains(viewer.audience())) {
            assertThat(viewer.mayRead(classification)).isTrue();
        }
    }

    @Example
    void theTwoSidesAreIncomparable() {
        assertThat(Classification.side(Side.CN).isWithin(Classification.side(Side.KR)))
                .isFalse();
        assertThat(Classification.side(Side.KR).isWithin(Classification.side(Side.CN)))
                .isFalse();
    }

    @Example
    void thePublicReadsPublicValuesOnly() {
        assertThat(Viewer.PUBLIC.mayRead(Classification.PUBLIC)).isTrue();
        assertThat(Viewer.PUBLIC.mayRead(Classification.BILATERAL)).isFalse();
        assertThat(Viewer.PUBLIC.mayRead(new Classification.Partner(Set.of("kotra"))))
                .isFalse();
        assertThat(Viewer.PUBLIC.mayRead(Classification.side(Side.CN))).isFalse();
    }

    @Example
    void aMinistryOfTheOtherSideWithTheSameNameReadsNothing() {
        Viewer other = new Viewer("s", "c", Side.KR, "trade", Set.of(Role.VIEWER), false);
        assertThat(other.mayRead(new Classification.Ministry(Side.CN, "trade"))).isFalse();
    }

    @Example
    void theSecretariatSeesTheJointCoreButNoSide() {
        Viewer secretariat = new Viewer("s", "c", null, null, Set.of(Role.SECRETARIAT), false);
        assertThat(secretariat.mayRead(Classification.BILATERAL)).isTrue();
        assertThat(secretariat.mayRead(Classification.side(Side.CN))).isFalse();
        assertThat(secretariat.audience()).isEqualTo(Audience.BILATERAL);
    }

    @Example
    void aPublicChangeIsRenderedForEveryAudience() {
        assertThat(Audience.entitled(Classification.PUBLIC))
                .containsExactly(
                        Audience.PUBLIC, Audience.PARTNER, Audience.BILATERAL, Audience.SIDE_CN, Audience.SIDE_KR);
        assertThat(Audience.entitled(Classification.side(Side.KR))).containsExactly(Audience.SIDE_KR);
    }

    @Example
    void jsonNamesTheLevelAndItsReaders() throws Exception {
        ObjectMapper json = new ObjectMapper();
        assertThat(json.writeValueAsString(Classification.PUBLIC)).isEqualTo("{\"level\":\"PUBLIC\"}");
        assertThat(json.readValue("{\"level\":\"SIDE\",\"side\":\"KR\"}", Classification.class))
                .isEqualTo(Classification.side(Side.KR));
        for (String incomplete : new String[] {"{\"level\":\"PARTNER\",\"agencies\":[]}", "{\"level\":\"PARTNER\"}"}) {
            assertThatThrownBy(() -> json.readValue(incomplete, Classification.class))
                    .hasMessageContaining("PARTNER names at least one agency");
        }
        assertThatThrownBy(() -> json.readValue("{\"level\":\"SIDE\"}", Classification.class))
                .hasMessageContaining("SIDE names its side");
        assertThatThrownBy(() -> json.readValue("{\"level\":\"MINISTRY\",\"side\":\"KR\"}", Classification.class))
                .hasMessageContaining("MINISTRY names its side and its agency");
    }
}
