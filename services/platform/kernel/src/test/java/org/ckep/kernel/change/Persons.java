package org.ckep.kernel.change;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
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

    /** Everybody there can be: these subjects, known or not, for either side or none, as persons and as systems, in each role. */
    static List<Viewer> everybody(String... subjects) {
        List<Set<Role>> functions = Stream.concat(
                        Stream.of(Set.<Role>of(), Set.of(Role.MAKER, Role.CHECKER)),
                        Arrays.stream(Role.values()).map(Set::of))
                .toList();
        List<Viewer> everybody = new ArrayList<>(List.of(Viewer.PUBLIC));
        for (String subject : subjects) {
            for (Side side : new Side[] {Side.CN, Side.KR, null}) {
                for (Set<Role> roles : functions) {
                    everybody.add(new Viewer(subject, "portal", side, null, roles, false));
                    everybody.add(new Viewer(subject, "portal", side, null, roles, true));
                }
            }
        }
        return everybody;
    }

    static Viewer person(String subject, Side side, Role... roles) {
        return new Viewer(subject, "portal", side, null, Set.of(roles), false);
    }
}
