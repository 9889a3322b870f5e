package org.ckep.partnerships.partnership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.record.Stewardship;
import org.ckep.partnerships.partnership.Actors.Ownership;
import org.ckep.partnerships.partnership.Actors.Who;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who may do what: every way of the table with every role, side and stewardship. */
class ActorsTest {
    private static final Set<Role> ALL_ROLES = EnumSet.allOf(Role.class);

    @Test
    void everyWayWithEveryRoleSideAndStewardship() {
        for (StateName from : StateName.values()) {
            for (StateName to : from.successors()) {
                for (Stewardship stewardship : Stewardship.values()) {
                    Side owner =
                            stewardship == Stewardship.UNILATERAL || stewardship == Stewardship.SHARED ? Side.CN : null;
                    for (Role role : ALL_ROLES) {
                        for (Side side : new Side[] {Side.CN, Side.KR, null}) {
                            Viewer viewer = viewer("someone", side, role, false);
                            assertThat(Actors.mayMove(from, to, viewer, new Ownership(stewardship, owner, "the maker")))
                                    .as("%s → %s, %s, %s of %s", from, to, stewardship, role, side)
                                    .isEqualTo(expected(Actors.who(from, to), stewardship, owner, role, side));
                        }
                    }
                }
            }
        }
    }

    private static boolean expected(
            Who who, Stewardship stewardship, @Nullable Side owner, Role role, @Nullable Side side) {
        if (side == null || stewardship == Stewardship.JOINT) {
            return false;
        }
        if (stewardship != Stewardship.OBSERVED && side != owner) {
            return false;
        }
        return switch (who) {
            case EITHER_SIDE -> role == Role.MAKER || role == Role.CHECKER;
            case CHECKER -> role == Role.CHECKER;
            case SYSTEM -> false;
        };
    }

    @Test
    void theTableNamesTheActors() {
        assertThat(Actors.who(StateName.EXPECTED, StateName.DISMISSED)).isEqualTo(Who.EITHER_SIDE);
        assertThat(Actors.who(StateName.EXPECTED, StateName.EXPLORING)).isEqualTo(Who.CHECKER);
        assertThat(Actors.who(StateName.EXPLORING, StateName.NEGOTIATING)).isEqualTo(Who.EITHER_SIDE);
        assertThat(Actors.who(StateName.NEGOTIATING, StateName.SIGNED)).isEqualTo(Who.CHECKER);
        assertThat(Actors.who(StateName.SIGNED, StateName.ACTIVE)).isEqualTo(Who.CHECKER);
        assertThat(Actors.who(StateName.ON_HOLD, StateName.ACTIVE)).isEqualTo(Who.EITHER_SIDE);
        assertThat(Actors.who(StateName.ACTIVE, StateName.EXPIRED)).isEqualTo(Who.SYSTEM);
        assertThat(Actors.who(StateName.SIGNED, StateName.LAPSED)).isEqualTo(Who.SYSTEM);
        assertThat(Actors.who(StateName.LAPSED, StateName.SIGNED)).isEqualTo(Who.EITHER_SIDE);
    }

    @Test
    void nobodyChecksWhatHeMadeHimself() {
        Viewer both = new Viewer("ling", "portal", Side.CN, null, Set.of(Role.MAKER, Role.CHECKER), false);
        Ownership own = new Ownership(Stewardship.UNILATERAL, Side.CN, "ling");
        Ownership colleague = new Ownership(Stewardship.UNILATERAL, Side.CN, "wei");
        assertThat(Actors.mayMove(StateName.NEGOTIATING, StateName.SIGNED, both, own))
                .isFalse();
        assertThat(Actors.mayMove(StateName.NEGOTIATING, StateName.SIGNED, both, colleague))
                .isTrue();
    }

    @Test
    void aServiceAccountNeverApproves() {
        Viewer system = viewer("ministry-api", Side.CN, Role.CHECKER, true);
        Ownership colleague = new Ownership(Stewardship.UNILATERAL, Side.CN, "wei");
        assertThat(Actors.mayMove(StateName.NEGOTIATING, StateName.SIGNED, system, colleague))
                .isFalse();
        assertThat(Actors.mayMove(StateName.EXPLORING, StateName.NEGOTIATING, system, colleague))
                .isTrue();
    }

    @Test
    void aRefusalNamesOnlyWhatIsOpenToTheCaller() {
        Ownership own = new Ownership(Stewardship.UNILATERAL, Side.CN, "wei");
        Viewer maker = viewer("wei", Side.CN, Role.MAKER, false);
        Viewer checker = viewer("ling", Side.CN, Role.CHECKER, false);
        assertThat(Actors.open(StateName.SIGNED, maker, own)).isEqualTo(List.of(StateName.TERMINATED));
        assertThat(Actors.open(StateName.SIGNED, checker, own))
                .isEqualTo(List.of(StateName.ACTIVE, StateName.COMPLETED, StateName.TERMINATED));
        assertThat(Actors.open(StateName.SIGNED, Viewer.PUBLIC, own)).isEmpty();
    }

    private static Viewer viewer(String subject, @Nullable Side side, Role role, boolean serviceAccount) {
        return new Viewer(subject, "portal", side, null, Set.of(role), serviceAccount);
    }
}
