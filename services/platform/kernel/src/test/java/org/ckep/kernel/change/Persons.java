package org.ckep.kernel.change;

import java.util.List;
import java.util.Set;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;

/** Who takes part in the tests of the protocol. */
final class Persons {
    static final Viewer CN_MAKER = person("cn-maker", Side.CN, Role.MAKER);
    static final Viewer CN_CHECKER = person("cn-checker", Side.CN, Role.CHECKER);
    static final Viewer KR_MAKER = person("kr-maker", Side.KR, Role.MAKER);
    static final Viewer KR_CHECKER = person("kr-checker", Side.KR, Role.CHECKER);

    /** All that a history may meet: persons with both functions, one person on both sides, systems, and outsiders. */
    static final List<Viewer> ALL = List.of(
            CN_MAKER,
            CN_CHECKER,
            KR_MAKER,
            KR_CHECKER,
            person("cn-both", Side.CN, Role.MAKER, Role.CHECKER),
            person("kr-both", Side.KR, Role.MAKER, Role.CHECKER),
            person("of-two-sides", Side.CN, Role.MAKER, Role.CHECKER),
            person("of-two-sides", Side.KR, Role.MAKER, Role.CHECKER),
            new Viewer("cn-system", "cn-ministry", Side.CN, null, Set.of(Role.MAKER, Role.CHECKER), true),
            new Viewer("kr-system", "kr-ministry", Side.KR, null, Set.of(Role.MAKER, Role.CHECKER), true),
            person("cn-viewer", Side.CN, Role.VIEWER),
            new Viewer("secretary", "portal", null, null, Set.of(Role.SECRETARIAT, Role.MAKER, Role.CHECKER), false),
            Viewer.PUBLIC);

    private Persons() {}

    static Viewer person(String subject, Side side, Role... roles) {
        return new Viewer(subject, "portal", side, null, Set.of(roles), false);
    }
}
