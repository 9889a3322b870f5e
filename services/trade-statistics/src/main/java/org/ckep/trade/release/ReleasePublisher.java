package org.ckep.trade.release;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.messaging.Outbox;
import org.ckep.messaging.OutboxSignal;
import org.ckep.trade.figures.CellStage;
import org.ckep.trade.figures.DatasetRevised;
import org.ckep.trade.figures.JdbcTransactions;
import org.ckep.trade.figures.Merge;
import org.ckep.trade.figures.RowStage;
import org.jspecify.annotations.Nullable;

/**
 * Makes the figures of a release visible, or takes them back: in one transaction with the release's state, its audit
 * entry and its events. Methods block.
 */
@ApplicationScoped
class ReleasePublisher {
    private final DataSource dataSource;
    private final ReleaseJournal journal;
    private final Revisions revisions;
    private final Outbox outbox;
    private final OutboxSignal signal;
    private final ObjectMapper json;

    ReleasePublisher(
            DataSource dataSource,
            ReleaseJournal journal,
            Revisions revisions,
            Outbox outbox,
            OutboxSignal signal,
            ObjectMapper json) {
        this.dataSource = dataSource;
        this.journal = journal;
        this.revisions = revisions;
        this.outbox = outbox;
        this.signal = signal;
        this.json = json;
    }

    /**
     * Who asks for a step that goes on apart from the request.
     *
     * @param network the class of networks that the request comes from
     */
    record Caller(Viewer viewer, @Nullable String network) {}

    /** Says whether a release that was just locked is still to be stepped; throws what to tell the caller where not. */
    interface Check {
        boolean holds(Connection connection, Release release) throws SQLException;
    }

    /** Publishes at once, for a viewer of the side. */
    Release publish(Caller caller, UUID id, Check check) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            Release published = transaction(connection, caller.viewer(), () -> {
                Release release = journal.lock(connection, id).orElseThrow(ProblemException::notFound);
                if (!check.holds(connection, release)) {
                    return release;
                }
                Publication done = merge(connection, caller.viewer(), release, null);
                return close(connection, caller, done);
            });
            signal.wake();
            return published;
        }
    }

    /**
     * Publishes together what is under embargo until one instant. The figures are merged beforehand, and the transaction
     * waits for that instant, which is also the one since which they count as known (of each that follows a microsecond more,
     * since revisions have an order). What is no longer under embargo until then is left out.
     */
    void publishWhenDue(List<UUID> ids, Instant end) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            JdbcTransactions.system(connection, () -> {
                List<Publication> done = new ArrayList<>();
                for (UUID id : ids) {
                    Release release = journal.lock(connection, id).orElseThrow(ProblemException::notFound);
                    if (release.state() == ReleaseState.EMBARGOED && end.equals(release.embargoUntil())) {
                        done.add(merge(connection, null, release, end));
                    }
                }
                if (!done.isEmpty()) {
                    // What is written down of the publication, its events above all, bears no time before it.
                    done.getLast().merge.await();
                }
                for (Publication one : done) {
                    close(connection, null, one);
                }
                return done.size();
            });
            signal.wake();
        }
    }

    /** What a release becomes when the transaction ends. */
    private record Publication(Release before, Release release, Merge merge, Merge.Result result) {}

    /** Has the stages for itself: what one merge has left in them is gone before the next one and with the transaction. */
    private Publication merge(
            Connection connection, @Nullable Viewer viewer, Release release, @Nullable Instant notBefore)
            throws SQLException {
        UUID id = release.urn().uuid();
        RowStage stage = new RowStage(connection, false);
        CellStage.prepare(connection);
        Merge merge = new Merge(connection, json, release.source(), release.urn())
                .notBefore(notBefore)
                .sentBy(release.side())
                .telling(DraftSystems.of(connection, id));
        merge.lock();
        new DraftCells(connection, id).refresh(release.source());
        DraftSql.execute(connection, DraftSql.STAGE, id);
        stage.complete();
        merge.identify(NewAreas.add(connection), 0);
        DraftSql.execute(connection, DraftSql.COVERED, id);
        merge.withdrawUncovered();
        Merge.Result result = revisions.settle(connection, viewer, release.source(), merge, merge.merge());
        try (Statement statement = connection.createStatement()) {
            statement.execute("discard temporary");
        }
        return new Publication(release, release.published(result.revisedAt()), merge, result);
    }

    private Release close(Connection connection, @Nullable Caller caller, Publication done) throws SQLException {
        close(connection, caller, "publish-release", done.before, done.release, done.result);
        return done.release;
    }

    /** Takes the figures of a release back that nothing has replaced. */
    Release withdraw(Caller caller, UUID id, ReleaseStep step, Check check) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            RowStage stage = new RowStage(connection, false);
            try {
                Release withdrawn = transaction(connection, caller.viewer(), () -> {
                    Release release = journal.lock(connection, id).orElseThrow(ProblemException::notFound);
                    if (!check.holds(connection, release)) {
                        return release;
                    }
                    Merge merge = new Merge(connection, json, release.source(), release.urn());
                    merge.lock();
                    DraftSql.execute(connection, DraftSql.GONE, release.source(), id);
                    stage.complete();
                    merge.identify(false, 0);
                    merge.takeBackSystems();
                    Merge.Result result = merge.settle(merge.merge());
                    Release done = release.withdrawn(result.revisedAt(), step.reason());
                    close(connection, caller, "withdraw-release", release, done, result);
                    return done;
                });
                signal.wake();
                return withdrawn;
            } finally {
                RowStage.drop(connection);
            }
        }
    }

    private void close(
            Connection connection,
            @Nullable Caller caller,
            String action,
            Release before,
            Release after,
            Merge.Result result)
            throws SQLException {
        journal.step(connection, after);
        if (caller == null) {
            journal.noteEndOfEmbargo(connection, action, after);
        } else {
            journal.note(connection, caller.viewer(), caller.network(), action, after);
        }
        String type = after.state() == ReleaseState.WITHDRAWN ? ReleaseEvent.WITHDRAWN : ReleaseEvent.PUBLISHED;
        outbox.publish(connection, ReleaseEvent.of(type, after, before.state(), result));
        for (DatasetRevised dataset : result.datasets()) {
            outbox.publish(connection, dataset.toEvent());
        }
    }

    private static <T> T transaction(Connection connection, @Nullable Viewer viewer, JdbcTransactions.Query<T> work)
            throws SQLException {
        return viewer == null
                ? JdbcTransactions.system(connection, work)
                : JdbcTransactions.query(connection, viewer, work);
    }
}
