package org.ckep.trade.figures;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;

/** The limit of time that the database gives each statement. */
public final class StatementLimit {
    /** SQLSTATE of a statement that was cancelled, by its limit of time or because nobody wants its rows. */
    public static final String BROKEN_OFF = "57014";

    private StatementLimit() {}

    /** The answer, or a problem that says why there is none where its statement took longer than it may. */
    public static <T> Uni<T> explained(Uni<T> answer) {
        return answer.onFailure(StatementLimit::isExceeded).transform(tooLong -> problem());
    }

    /** The same of rows that come one after the other. */
    public static <T> Multi<T> explained(Multi<T> rows) {
        return rows.onFailure(StatementLimit::isExceeded).transform(tooLong -> problem());
    }

    private static ProblemException problem() {
        return new ProblemException(
                KernelProblem.UNAVAILABLE,
                "The figures asked for take the database longer than this service allows; ask for less at once.");
    }

    private static boolean isExceeded(Throwable failure) {
        return failure instanceof PgException refusal && BROKEN_OFF.equals(refusal.getSqlState());
    }
}
