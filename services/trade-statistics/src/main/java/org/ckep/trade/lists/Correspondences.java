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
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.messaging.OutboxSignal;
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
        return JdbcTransactions.query(dataSource, viewer, store::all);
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
        return JdbcTransactions.query(dataSource, viewer, connection -> {
            int newest = store.revision(connection, id).orElseThrow(ProblemException::notFound);
            if (revision != null && (revision < 0 || revision > newest)) {
                throw ProblemException.invalidParameter(
                        "revision", "The parameter 'revision' must be from 0 to " + newest + ".");
            }
            return store.links(connection, id, revision == null ? newest : revision, source, after, limit);
        });
    }

    /** Revisions of a correspondence or a code list, the newest first. */
    List<ListRevision> revisions(Viewer viewer, String id, @Nullable Integer before, int limit) {
        return JdbcTransactions.query(dataSource, viewer, connection -> {
            if (!journal.exists(connection, id)) {
                throw ProblemException.notFound();
            }
            return journal.list(connection, id, before, limit);
        });
    }

    /**
     * Puts the links of a file in the place of those that hold.
     *
     * @throws ProblemException where anything of the file is wrong; nothing was taken then
     */
    CodeListImports.Answer take(Viewer viewer, String id, TableOrigin origin, TableFile file) {
        Side side = ListJournal.sideOf(viewer);
        CodeListImports.Answer answer = JdbcTransactions.query(dataSource, viewer, connection -> {
            CorrespondenceStore.Head known = store.lock(connection, id).orElseThrow(ProblemException::notFound);
            Set<Link> links = new LinkReader(known, codes(connection, known), choices(connection, known)).read(file);
            Set<Link> ended =
                    new HashSet<>(store.links(connection, id, known.revision(), null, null, Integer.MAX_VALUE));
            Set<Link> added = new HashSet<>(links);
            added.removeAll(ended);
            ended.removeAll(links);
            Instant at = ListJournal.now(connection, known.changedAt());
            ListRevision newest =
                    journal.newest(connection, id).orElse(new ListRevision(id, known.revision(), at, side, 0, 0, 0, 0));
            // Who sends the same links and does not tell where from takes nothing back.
            if (added.isEmpty() && ended.isEmpty() && (origin.isUntold() || origin.equals(newest.from()))) {
                return new CodeListImports.Answer(newest, false);
            }
            ListRevision revision = new ListRevision(
                    id,
                    known.revision() + 1,
                    at,
                    side,
                    file.rows().size(),
                    added.size(),
                    0,
                    ended.size(),
                    origin.name(),
                    origin.validFrom(),
                    origin.validTo());
            store.write(connection, id, revision.revision(), added, ended, at);
            journal.note(connection, viewer, ListRevised.CORRESPONDENCE, known.names(), revision);
            return new CodeListImports.Answer(revision, true);
        });
        signal.wake();
        return answer;
    }

    /**
     * The targets by source that a table may choose from, null where it stands for itself.
     *
     * @throws ProblemException where they were not imported yet
     */
    private @Nullable Map<String, Set<String>> choices(Connection connection, CorrespondenceStore.Head correspondence)
            throws SQLException {
        String of = correspondence.ofLinks();
        if (of == null) {
            return null;
        }
        // Kept from changing until the choice is written, so that no choice is of links that are gone.
        int revision = store.lock(connection, of)
                .map(CorrespondenceStore.Head::revision)
                .orElse(0);
        if (revision == 0) {
            String text = "This table chooses from the links of " + of + ", which was not imported yet.";
            throw new ProblemException(KernelProblem.UNPROCESSABLE, text)
                    .withErrors(FieldError.at("", "table-missing", text));
        }
        Map<String, Set<String>> choices = new HashMap<>();
        for (Link link : store.links(connection, of, revision, null, null, Integer.MAX_VALUE)) {
            choices.computeIfAbsent(link.source(), source -> new HashSet<>()).add(link.target());
        }
        return choices;
    }

    /** The codes of those of its two lists that are no editions of the Harmonized System. */
    private Map<String, Set<String>> codes(Connection connection, CorrespondenceStore.Head correspondence)
            throws SQLException {
        Map<String, Set<String>> codes = new HashMap<>();
        for (String list : List.of(correspondence.sourceList(), correspondence.targetList())) {
            if (Correspondence.form(list) == null) {
                codes.put(list, store.codes(connection, "CL_" + list));
            }
        }
        return codes;
    }
}
