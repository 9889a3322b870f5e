package org.ckep.records;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.jspecify.annotations.Nullable;

/** All kinds of viewers and of classifications, for tables of one against the other. */
final class Viewers {
    private Viewers() {}

    static Viewer of(@Nullable Side side, @Nullable String agency, Role... roles) {
        return new Viewer("sub-" + side + agency + roles.length, "test", side, agency, Set.of(roles), false);
    }

    static List<Viewer> all() {
        List<Viewer> viewers = new ArrayList<>();
        viewers.add(Viewer.PUBLIC);
        viewers.add(of(null, null, Role.SECRETARIAT));
        viewers.add(of(null, null, Role.LOADER));
        viewers.add(of(null, "kotra", Role.AGENCY));
        viewers.add(of(null, "ccpit", Role.AGENCY));
        viewers.add(of(null, "mofcom", Role.AGENCY));
        for (Side side : Side.values()) {
            viewers.add(of(side, null, Role.MAKER));
            viewers.add(of(side, "mofcom", Role.MAKER));
            viewers.add(of(side, "motir", Role.CHECKER));
        }
        return viewers;
    }

    static List<Classification> classifications() {
        return List.of(
                Classification.PUBLIC,
                new Classification.Partner(Set.of("kotra")),
                new Classification.Partner(Set.of("kotra", "ccpit")),
                Classification.BILATERAL,
                Classification.side(Side.CN),
                Classification.side(Side.KR),
                new Classification.Ministry(Side.CN, "mofcom"),
                new Classification.Ministry(Side.KR, "motir"));
    }
}
