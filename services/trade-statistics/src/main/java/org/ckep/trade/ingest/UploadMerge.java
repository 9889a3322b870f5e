package org.ckep.trade.ingest;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.trade.figures.CellMerge;
import org.ckep.trade.figures.CellStage;
import org.ckep.trade.figures.DatasetRevised;
import org.ckep.trade.figures.Merge;
import org.ckep.trade.figures.RowStage;
import org.ckep.trade.figures.ToldSystem;
import org.ckep.trade.ingest.RefusedFileException.Reason;
import org.ckep.trade.release.Draft;
import org.jspecify.annotations.Nullable;

/** Brings the staged rows of one upload to where its sender wants them: among the visible figures, or into a draft. */
final class UploadMerge {
    private final UploadTools tools;
    private final Connection connection;
    private final Viewer viewer;
    private final UUID id;
    private final UploadOptions options;
    private final Staged staged;
    private final ErrorLog errors;
    private final UploadTally tally;

    UploadMerge(
            UploadTools tools,
            Connection connection,
            Viewer viewer,
            UUID id,
            UploadOptions options,
            Staged staged,
            ErrorLog errors,
            UploadTally tally) {
        this.tools = tools;
        this.connection = connection;
        this.viewer = viewer;
        this.id = id;
        this.options = options;
        this.staged = staged;
        this.errors = errors;
        this.tally = tally;
    }

    /**
     * What was read of the file.
     *
     * @param cells its rows where each is a single measure
     * @param target where these belong, null where rows are whole figures
     * @param systems what it tells of trade systems
     */
    record Staged(
            RowStage rows,
            @Nullable CellStage cells,
            @Nullable SdmxTarget target,
            List<ToldSystem> systems,
            FileCodes codes) {}

    /**
     * What became of the file.
     *
     * @param at since when its figures are where they are
     * @param datasets one event for each dataset that readers see changed
     */
    record Outcome(UploadTotals totals, Instant at, List<DatasetRevised> datasets) {}

    /** Does with the file what its sender wants, in the connection's transaction. */
    Outcome merge() throws SQLException {
        UUID release = options.release();
        return release == null ? publish() : draft(release);
    }

    private Outcome publish() throws SQLException {
        Merge merge = new Merge(connection, tools.json(), options.source(), new Urn(Upload.URN_TYPE, id))
                .sentBy(viewer.side())
                .telling(staged.systems());
        step(Upload.Step.WAITING);
        merge.lock();
        step(Upload.Step.IDENTIFYING);
        boolean newAreas = staged.codes().addNewAreas(connection);
        SdmxTarget target = staged.target();
        CellStage cells = staged.cells();
        Visible visible = target == null || cells == null
                ? wholeFigures(merge, newAreas)
                : singleMeasures(merge, cells, target, newAreas);
        Merge.Result result = tools.revisions().settle(connection, viewer, options.source(), merge, visible.result());
        return new Outcome(visible.totals(), result.revisedAt(), result.datasets());
    }

    /** Takes the figures into a draft; nothing of them is told to anybody else, not even the areas that they name. */
    private Outcome draft(UUID release) throws SQLException {
        Draft draft = tools.drafts().open(connection, viewer, release, options.source());
        SdmxTarget target = staged.target();
        CellStage stage = staged.cells();
        UploadTotals totals;
        if (target == null || stage == null) {
            Merge.Repetitions repeated = draft.repetitions(tools.config().maxErrors());
            takeLast(repeated.conflicts());
            step(Upload.Step.WRITING);
            Draft.Result result = options.full() ? draft.takeAll() : draft.take();
            totals = figureTotals(result.inserted(), result.revised(), result.unchanged(), repeated.equal())
                    .withdrawing(result.withdrawn());
        } else {
            CellMerge measures = draft.measures(options.source(), target.frequency());
            totals = measureTotals(measures, stage);
            step(Upload.Step.WRITING);
            draft.takeMeasures(options.source(), target.frequency(), measures);
            draft.takeSystems(staged.systems());
        }
        draft.identify(options.source());
        find(target == null || stage == null);
        return new Outcome(totals, tools.clock().instant(), List.of());
    }

    private record Visible(Merge.Result result, UploadTotals totals) {}

    private Visible wholeFigures(Merge merge, boolean newAreas) throws SQLException {
        Merge.Repetitions repeated = merge.identify(newAreas, tools.config().maxErrors());
        takeLast(repeated.conflicts());
        find(true);
        step(Upload.Step.WRITING);
        long withdrawn = 0;
        if (options.full()) {
            merge.coverOwnSlices();
            withdrawn = merge.withdrawUncovered();
        }
        Merge.Result result = merge.merge();
        return new Visible(
                result,
                figureTotals(result.inserted(), result.revised(), result.unchanged(), repeated.equal())
                        .withdrawing(withdrawn));
    }

    private UploadTotals figureTotals(long inserted, long revised, long unchanged, long equal) {
        long replaced = staged.rows().rows() - inserted - revised - unchanged - equal;
        return tally.totals(inserted, revised, unchanged, replaced, equal, 0);
    }

    private Visible singleMeasures(Merge merge, CellStage stage, SdmxTarget target, boolean newAreas)
            throws SQLException {
        UploadTotals totals = measureTotals(new CellMerge(connection, options.source(), target.frequency()), stage);
        merge.identify(newAreas, 0);
        find(false);
        step(Upload.Step.WRITING);
        return new Visible(merge.merge(), totals);
    }

    /** Makes whole figures of the file's measures. */
    private UploadTotals measureTotals(CellMerge measures, CellStage stage) throws SQLException {
        Merge.Repetitions repeated = measures.repetitions(tools.config().maxErrors());
        takeLast(repeated.conflicts());
        long deletions = stage.deletions();
        CellMerge.Result written = measures.compose(stage.rows() - deletions);
        return tally.totals(
                written.inserted(),
                written.revised(),
                written.unchanged(),
                written.replaced() - repeated.equal(),
                repeated.equal(),
                deletions);
    }

    /**
     * Looks at the file as a whole.
     *
     * @param whole true where its rows are whole figures
     */
    private void find(boolean whole) throws SQLException {
        new Findings(connection, id, tools.config(), tally).find(options.source(), whole);
    }

    private void step(Upload.Step step) throws SQLException {
        tools.journal().step(connection, id, step);
    }

    /** Of rows with one key that differ the last one counts, where the sender wants that. */
    private void takeLast(List<Merge.Conflict> conflicts) {
        if (!conflicts.isEmpty() && !options.lastOfKeyWins()) {
            errors.hold(DuplicateErrors.refused(conflicts));
            tally.reject(conflicts.size());
            throw new RefusedFileException(
                    Reason.DUPLICATE_KEYS,
                    conflicts.size() + " rows share their key with another row of the file that says something else.");
        }
        errors.hold(DuplicateErrors.replaced(conflicts));
    }
}
