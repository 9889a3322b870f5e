package org.ckep.investment.shareholding;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;

/**
 * Who holds parts of whom, followed upwards from an organisation level by level. Nobody's histories are looked at twice, so
 * that it ends on holdings in a circle; and no question may ask for more than a service can follow at once.
 */
final class Ownership {
    static final int MOST_LEVELS = 50;
    static final int MOST_ORGANISATIONS = 2_000;
    static final int MOST_HOLDINGS = 20_000;
    static final int MOST_STATEMENTS = 10_000;

    private final Map<Urn, Map<Urn, Least>> holdings = new LinkedHashMap<>();
    private final Set<Urn> seen = new LinkedHashSet<>();
    private Set<Urn> next;
    private int levels;
    private int parts;
    private int statements;

    Ownership(Urn entity) {
        seen.add(entity);
        next = Set.of(entity);
    }

    /** Whose histories are to be looked at now; empty at the end. */
    Set<Urn> next() {
        return next;
    }

    /** Who holds how many percent at least, by the organisation whose parts are held. */
    Map<Urn, Map<Urn, Least>> holdings() {
        return holdings;
    }

    /** How many statements may be read yet; where there are more, it is enough to read one more. */
    int statementsLeft() {
        return MOST_STATEMENTS - statements;
    }

    /**
     * Counts statements that were read.
     *
     * @throws ProblemException UNPROCESSABLE where they are too many altogether
     */
    void read(int more) {
        statements += more;
        limit(statements, MOST_STATEMENTS, "statements");
    }

    /**
     * Takes in who holds parts of those that were {@link #next()}; those of them who are new are next.
     *
     * @throws ProblemException UNPROCESSABLE where there are too many of them or they go on too far
     */
    void add(Map<Urn, Map<Urn, Least>> level) {
        Set<Urn> holders = new LinkedHashSet<>();
        level.forEach((entity, of) -> {
            holdings.put(entity, of);
            parts += of.size();
            holders.addAll(of.keySet());
        });
        holders.removeIf(holder -> !seen.add(holder));
        next = holders;
        levels += holders.isEmpty() ? 0 : 1;
        limit(levels, MOST_LEVELS, "levels");
        limit(seen.size(), MOST_ORGANISATIONS, "organisations");
        limit(parts, MOST_HOLDINGS, "holdings");
    }

    private static void limit(int number, int most, String what) {
        if (number > most) {
            throw new ProblemException(
                    KernelProblem.UNPROCESSABLE, "Control is followed over no more than " + most + " " + what + ".");
        }
    }
}
