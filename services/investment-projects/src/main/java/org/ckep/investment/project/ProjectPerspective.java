package org.ckep.investment.project;

import java.util.Locale;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.record.Stewardship;
import org.ckep.records.RecordHead;
import org.ckep.records.figure.Figures;
import org.jspecify.annotations.Nullable;

/** As whose record a project is read. */
enum ProjectPerspective {
    /** What both sides have agreed on. */
    AGREED,
    /** As the Chinese side has it: its own figures in the place of the agreed ones. */
    CN,
    /** As the Korean side has it. */
    KR,
    /** What everybody is told. */
    PUBLIC;

    /**
     * The perspective of that name, null where none is asked for.
     *
     * @throws ProblemException INVALID_VALUE for another name
     */
    static @Nullable ProjectPerspective of(@Nullable String name) {
        if (name == null) {
            return null;
        }
        for (ProjectPerspective perspective : values()) {
            if (perspective.name().toLowerCase(Locale.ROOT).equals(name)) {
                return perspective;
            }
        }
        throw ProblemException.invalidParameter("view", "The view is agreed, cn, kr or public.");
    }

    /** The side whose figures it shows, null where it shows none's. */
    @Nullable
    Side side() {
        return switch (this) {
            case CN -> Side.CN;
            case KR -> Side.KR;
            case AGREED, PUBLIC -> null;
        };
    }

    /** The figure that it shows in the place of the record's value, null where it shows that value. */
    Figures.@Nullable Figure figure(Figures all) {
        return switch (this) {
            case AGREED, PUBLIC -> all.agreed();
            case CN -> all.cn() == null ? all.agreed() : all.cn();
            case KR -> all.kr() == null ? all.agreed() : all.kr();
        };
    }

    /** True where a record of that head has such a view: nothing is agreed on one side's record. */
    boolean existsOf(RecordHead head) {
        return switch (this) {
            case PUBLIC -> true;
            case AGREED -> head.stewardship() == Stewardship.JOINT;
            case CN, KR -> head.stewardship() == Stewardship.JOINT || head.ownerSide() == side();
        };
    }
}
