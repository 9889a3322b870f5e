package org.ckep.trade.ingest;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.sql.SQLException;
import java.util.Objects;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.trade.figures.CellStage;
import org.ckep.trade.figures.RowStage;
import org.ckep.trade.ingest.RefusedFileException.Reason;
import org.jspecify.annotations.Nullable;

/** Reads a file to its end: what it holds goes to the stage, errors to the log, everything is counted. */
final class UploadReader {
    /** Deletions that leave their series open are compared with every series there is. */
    private static final int MAX_OPEN_DELETIONS = 100;

    /** No file of figures has more, and all are kept until the file was read. */
    private static final int MAX_TOTALS_ROWS = 1_000;

    private final CsvFile file;
    private final FileLayout layout;
    private final Stages stages;
    private final ErrorLog errors;
    private final UploadTally tally;
    private final Watch watch;
    private int openDeletions;

    UploadReader(CsvFile file, FileLayout layout, Stages stages, ErrorLog errors, UploadTally tally, Watch watch) {
        this.file = file;
        this.layout = layout;
        this.stages = stages;
        this.errors = errors;
        this.tally = tally;
        this.watch = watch;
    }

    /**
     * Where rows are staged.
     *
     * @param rows figures as a whole
     * @param cells measure by measure; null for a file whose rows are whole figures
     */
    record Stages(RowStage rows, @Nullable CellStage cells) {}

    /** Is told after every row, to report how far the file has come. */
    interface Watch {
        void rowRead() throws SQLException;
    }

    /**
     * Reads all rows.
     *
     * @param firstRow the row below the header, null where there is none
     * @param onlyReporter the side whose figures alone the caller may send, null where there is no limit
     * @throws RefusedFileException where the file as a whole is not taken
     * @throws ProblemException where it holds figures of a reporter for which the caller may not speak
     */
    void read(@Nullable CsvRecord firstRow, UploadOptions options, @Nullable Side onlyReporter, int maxErrors)
            throws SQLException {
        if (firstRow == null) {
            throw new RefusedFileException(Reason.EMPTY, "The file has a header and no rows.");
        }
        for (CsvRecord row = firstRow; row != null; row = file.hasNext() ? file.next() : null) {
            refuseCutOff(row);
            RowOutcome outcome = layout.rows().parse(row.getStartingLineNumber(), row.getFields());
            refuseDamaged(outcome);
            tally.count(outcome);
            take(outcome, options, onlyReporter);
            if (tally.rejected() > maxErrors) {
                throw new RefusedFileException(
                        Reason.TOO_MANY_ERRORS, "More than " + maxErrors + " rows are broken; the rest was not read.");
            }
            watch.rowRead();
        }
        if (!options.acceptValidRows() && tally.rejected() > 0) {
            throw new RefusedFileException(
                    Reason.BROKEN_ROWS, tally.rejected() + " of " + tally.read() + " rows are broken.");
        }
        if (tally.rejected() > 0 && tally.taken() == 0) {
            throw new RefusedFileException(
                    Reason.NO_ROW_TAKEN,
                    "None of the " + tally.read() + " rows can be taken: " + tally.rejected() + " are broken.");
        }
        stages.rows().complete();
        if (stages.cells() != null) {
            stages.cells().complete();
        }
    }

    /** A file that ends in the middle of a row has lost that row's cells, and nobody knows what else. */
    private void refuseCutOff(CsvRecord row) {
        int cells = row.getFieldCount();
        int width = layout.rows().width();
        if (cells < width && !file.hasNext() && !file.endsWithLineEnd()) {
            long line = row.getStartingLineNumber();
            throw new RefusedFileException(
                    Reason.CUT_OFF,
                    "The file was cut off: line " + line + ", its last one, has " + cells + " of " + width
                            + " cells and no line end.",
                    RowError.ofRow(line, RowError.Code.CUT_OFF, Integer.toString(cells), Integer.toString(width)));
        }
    }

    /** Where characters were lost once, nobody knows what else was: the rows that look whole are no better. */
    private static void refuseDamaged(RowOutcome outcome) {
        if (outcome instanceof RowOutcome.Rejected broken
                && broken.errors().getFirst().code() == RowError.Code.DAMAGED_TEXT) {
            RowError error = broken.errors().getFirst();
            throw new RefusedFileException(
                    Reason.DAMAGED_TEXT,
                    "Characters were lost before the file came here: line " + error.row() + ", column '"
                            + error.column() + "'.",
                    error);
        }
    }

    private void take(RowOutcome outcome, UploadOptions options, @Nullable Side onlyReporter) throws SQLException {
        boolean staged = options.acceptValidRows() || tally.rejected() == 0;
        switch (outcome) {
            case RowOutcome.Accepted accepted -> {
                errors.add(accepted.repairs());
                refuseForeign(accepted.row().row(), accepted.row().reporter(), onlyReporter);
                if (staged) {
                    stages.rows().add(accepted.row());
                }
            }
            case RowOutcome.AcceptedCell accepted -> {
                refuseForeign(accepted.cell().line(), accepted.cell().reporter(), onlyReporter);
                limitOpenDeletions(accepted.cell());
                if (staged) {
                    Objects.requireNonNull(stages.cells()).add(accepted.cell());
                }
            }
            case RowOutcome.Rejected broken -> errors.add(broken.errors());
            case RowOutcome.Totals totals -> {
                refuseForeign(totals.row().line(), totals.row().reporter(), onlyReporter);
                if (tally.totalsRows().size() > MAX_TOTALS_ROWS) {
                    throw new RefusedFileException(
                            Reason.TOO_MANY_TOTALS_ROWS,
                            "More than " + MAX_TOTALS_ROWS + " rows of the file are totals of others.");
                }
            }
            case RowOutcome.OutOfScope counted -> {}
        }
    }

    private void limitOpenDeletions(CellStage.Cell cell) {
        if (cell.action() == CellStage.Action.DELETE && !cell.namesSeries() && ++openDeletions > MAX_OPEN_DELETIONS) {
            throw new RefusedFileException(
                    Reason.TOO_MANY_OPEN_DELETIONS,
                    "More than " + MAX_OPEN_DELETIONS + " deletions leave part of their series open; name the series.");
        }
    }

    private void refuseForeign(long line, @Nullable String reporter, @Nullable Side onlyReporter) {
        if (onlyReporter != null && !onlyReporter.name().equals(reporter)) {
            String message = reporter == null
                    ? "Line " + line + " deletes figures of every reporter; you may delete figures of " + onlyReporter
                            + " only."
                    : "Line " + line + " holds a figure reported by " + reporter + "; you may send figures of "
                            + onlyReporter + " only.";
            ProblemException problem = new ProblemException(UploadProblem.FOREIGN_REPORTER, message)
                    .withErrors(FieldError.in(layout.reporterColumn(), "foreign-reporter", message));
            throw reporter == null ? problem : problem.withMember("reporter", reporter);
        }
    }
}
