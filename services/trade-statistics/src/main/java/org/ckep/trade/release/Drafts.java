package org.ckep.trade.release;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;

/** Opens drafts for uploads. */
@ApplicationScoped
public class Drafts {
    private final ReleaseJournal journal;

    Drafts(ReleaseJournal journal) {
        this.journal = journal;
    }

    /**
     * The draft, kept from changing until the connection's transaction ends.
     *
     * @param viewer whom the transaction is bound to
     * @param source whose figures are to be taken
     * @throws ProblemException where there is none that the viewer may know of, where it is no draft any more or another
     *     side's, or where it holds figures of another source
     */
    public Draft open(Connection connection, Viewer viewer, UUID id, String source) throws SQLException {
        Release release = journal.lock(connection, id).orElseThrow(() -> unknown(id));
        if (release.side() != viewer.side()) {
            throw unknown(id);
        }
        if (release.state() != ReleaseState.DRAFT) {
            throw new ProblemException(
                            KernelProblem.STATE_FORBIDS,
                            "Figures are taken into a release in state DRAFT only; it is " + release.state() + ".")
                    .withMember("allowed", release.state().next());
        }
        if (!release.source().equals(source)) {
            throw ProblemException.invalidParameter(
                    "source", "The release holds figures of source " + release.source() + ", not " + source + ".");
        }
        return new Draft(connection, id);
    }

    private static ProblemException unknown(UUID id) {
        return ProblemException.invalidParameter("release", "There is no draft " + id + " of your side.");
    }
}
