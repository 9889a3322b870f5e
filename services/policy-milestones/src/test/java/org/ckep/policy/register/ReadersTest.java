package org.ckep.policy.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.junit.jupiter.api.Test;

class ReadersTest {
    private static final List<Classification> ALL = List.of(
            Classification.PUBLIC,
            new Classification.Partner(Set.of("kotra", "kita")),
            new Classification.Partner(Set.of("kotra")),
            new Classification.Partner(Set.of("ccpit")),
            Classification.BILATERAL,
            Classification.side(Side.CN),
            Classification.side(Side.KR),
            new Classification.Ministry(Side.CN, "mofcom"),
            new Classification.Ministry(Side.CN, "ndrc"));

    private static List<Viewer> viewers() {
        List<Viewer> viewers = new ArrayList<>(
                List.of(Viewer.PUBLIC, new Viewer("s", "portal", null, null, Set.of(Role.SECRETARIAT), false)));
        for (String agency : List.of("kotra", "kita", "ccpit")) {
            viewers.add(new Viewer("a", "portal", null, agency, Set.of(Role.AGENCY), true));
        }
        for (String ministry : List.of("mofcom", "ndrc", "gacc")) {
            viewers.add(new Viewer("c", "portal", Side.CN, ministry, Set.of(Role.VIEWER), false));
        }
        viewers.add(new Viewer("k", "portal", Side.KR, "motir", Set.of(Role.VIEWER), false));
        return viewers;
    }

    /** Every pair of classifications, every kind of viewer. */
    @Test
    void whoReadsBothReadsWhatJoinsThemAndNobodyElse() {
        for (Classification one : ALL) {
            for (Classification other : ALL) {
                List<Viewer> both = viewers().stream()
                        .filter(viewer -> viewer.mayRead(one) && viewer.mayRead(other))
                        .toList();
                if (both.isEmpty()) {
                    assertThatThrownBy(() -> Readers.ofBoth(one, other)).isInstanceOf(IllegalArgumentException.class);
                } else {
                    Classification joined = Readers.ofBoth(one, other);
                    assertThat(viewers().stream().filter(viewer -> viewer.mayRead(joined)))
                            .as("%s and %s", one, other)
                            .containsExactlyElementsOf(both);
                }
            }
        }
    }
}
