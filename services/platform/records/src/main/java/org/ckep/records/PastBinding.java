package org.ckep.records;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.ProblemException;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Lets a transaction look back: from then on its queries read, under the same names, the versions that were recorded at a
 * moment (schema {@code past}). The answer to a moment never changes once it was given.
 */
final class PastBinding {
    private static final String LOOK_BACK = "select ckep_look_back(:moment)";

    private PastBinding() {}

    /** Binds the moment to the session's transaction, which must be bound to its viewer already. */
    static Uni<Void> lookBack(Mutiny.Session session, Instant moment) {
        // The database knows microseconds, and rounds what is finer: into the future, where one asks for just now.
        return session.createNativeQuery(LOOK_BACK, String.class)
                .setParameter("moment", moment.truncatedTo(ChronoUnit.MICROS))
                .getSingleResult()
                .invoke(outcome -> {
                    switch (outcome) {
                        case "SETTLED" -> {}
                        case "FUTURE" -> throw KnownAt.notYet(KnownAt.PARAMETER);
                        case "BEFORE" -> throw beforeTheRecord();
                        default -> throw new IllegalStateException("ckep_look_back answers " + outcome);
                    }
                })
                .replaceWithVoid();
    }

    private static ProblemException beforeTheRecord() {
        String message = "Past states are kept since this register keeps its record; none of that moment is.";
        return new ProblemException(RecordsProblem.MOMENT_BEFORE_THE_RECORD, message)
                .withErrors(FieldError.in(KnownAt.PARAMETER, "before-the-record", message));
    }
}
