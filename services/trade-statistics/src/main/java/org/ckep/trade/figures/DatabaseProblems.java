package org.ckep.trade.figures;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;

/** What callers are told when the database fails them. */
public final class DatabaseProblems {
    private DatabaseProblems() {}

    /** An exception for a failure of the database: "try again" where it is away, a fault of ours otherwise. */
    public static RuntimeException of(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        boolean away = failure instanceof SQLTransientException
                || state.startsWith("08")
                || state.startsWith("57P")
                || state.startsWith("53");
        if (away) {
            return new ProblemException(
                    KernelProblem.UNAVAILABLE, "The database cannot be reached; nothing was accepted.");
        }
        return new IllegalStateException(failure);
    }
}
