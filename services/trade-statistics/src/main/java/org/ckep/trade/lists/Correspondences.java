package org.ckep.trade.lists;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.messaging.OutboxSignal;
import org.ckep.trade.figures.DatabaseProblems;
import org.ckep.trade.figures.JdbcTransactions;
import org.ckep.trade.ingest.TableFile;
import org.ckep.trade.lists.Correspondence.Link;
import org.jspecify.annotations.Nullable;

/** Correspondences as they stand, as they stood, and their imports. Methods block; they are for worker threads. */
@ApplicationScoped
class Correspondences {
    private final DataSource dataSource;
    private final CorrespondenceStore store;
    private final ListJournal journal;
    private final OutboxSignal signal;

    Correspondences(DataSource dataSource, CorrespondenceStore store, ListJournal journal, OutboxSignal signal) {
        this.dataSource = dataSource;
        this.store = store;
        this.journal = journal;
        this.signal = signal;
    }

    /** All correspondences. */
    List<Correspondence> all(Viewer viewer) {
        return query(viewer, store::all);
    }

    /**
     * Links of a correspondence.
     *
     * @param revision at which they held, null for now
     */
    List<Link> links(
            Viewer viewer,
            String id,
            @Nullable Integer revision,
            @Nullable String source,
            @Nullable Link after,
            int limit) {
        return query(viewer, connection -> {
            Correspondence found = find(connection, id);
            if (revision != null && (revision < 0 || revision > found.revision())) {
                throw ProblemException.invalidParameter(
                        "revision", "The parameter 'revision' must be from 0 to " + found.revision() + ".");
            }
            int at = revision == null ? found.revision() : revision;
            return store.links(connection, id, at, source, after, limit);
        });
    }

    /** Revisions of a correspondence or a code list, the newest first. */
    List<ListRevision> revisions(Viewer viewer, String id, @Nullable Integer before, int limit) {
        return query(viewer, connection -> {
            if (!journal.exists(connection, id)) {
                throw ProblemException.notFound();
            }
            return journal.list(connection, id, before, limit);
        });
    }

    private Correspondence find(Connection connection, String id) throws SQLException {
        return store.all(connection).stream()
                .filter(correspondence -> correspondence.id().equals(id))
                .findFirst()
                .orElseThrow(ProblemException::notFound);
    }

    /**
     * Puts the links of a file in the place of those that hold.
     *
     * @throws ProblemException where anything of the file is wrong; nothing was taken then
     */
    CodeListImports.Answer take(Viewer viewer, String id, TableFile file) {
        Side side = ListJournal.sideOf(viewer);
        CodeListImports.Answer answer = query(viewer, connection -> {
            Correspondence known = store.lock(connection, id).orElseThrow(ProblemException::notFound);
            Set<Link> links = new LinkReader(known, codes(connection)).read(file);
            Set<Link> ended =
                    new HashSet<>(store.links(connection, id, known.revision(), null, null, Integer.MAX_VALUE));
            Set<Link> added = new HashSet<>(links);
            added.removeAll(ended);
            ended.removeAll(links);
            Instant at = ListJournal.now(connection, known.changedAt());
            if (added.isEmpty() && ended.isEmpty()) {
                return new CodeListImports.Answer(
                        journal.newest(connection, id)
                                .orElse(new ListRevision(id, known.revision(), at, side, 0, 0, 0, 0)),
                        false);
            }
            ListRevision revision = new ListRevision(
                    id, known.revision() + 1, at, side, file.rows().size(), added.size(), 0, ended.size());
            store.write(connection, id, revision.revision(), added, ended, at);
            journal.note(connection, viewer, ListRevised.CORRESPONDENCE, known.names(), revision);
            return new CodeListImports.Answer(revision, true);
        });
        signal.wake();
        return answer;
    }

    private LinkReader.Codes codes(Connection connection) throws SQLException {
        Map<String, Set<String>> read = new HashMap<>();
        for (String list : List.of("BEC4", "END_USE")) {
            read.put(list, store.codes(connection, "CL_" + list));
        }
        return list -> read.getOrDefault(list, Set.of());
    }

    private interface Query<T> {
        T run(Connection connection) throws SQLException;
    }

    private <T> T query(Viewer viewer, Query<T> query) {
        try (Connection connection = dataSource.getConnection()) {
            return JdbcTransactions.query(connection, viewer, () -> query.run(connection));
        } catch (SQLException failure) {
            throw DatabaseProblems.of(failure);
        }
    }
}
