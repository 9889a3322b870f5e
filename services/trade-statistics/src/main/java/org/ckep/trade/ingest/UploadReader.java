package org.ckep.trade.ingest;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.sql.SQLException;
import java.time.LocalDate;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.trade.ingest.RefusedFileException.Reason;
import org.jspecify.annotations.Nullable;

/** Reads a file to its end: figures go to the stage, errors to the log, everything is counted. */
final class UploadReader {
    private final CsvFile file;
    private final KnownCodes codes;
    private final RowStage stage;
    private final ErrorLog errors;
    private final UploadTally tally;

    UploadReader(CsvFile file, KnownCodes codes, RowStage stage, ErrorLog errors, UploadTally tally) {
        this.file = file;
        this.codes = codes;
        this.stage = stage;
        this.errors = errors;
        this.tally = tally;
    }

    /**
     * Reads all rows.
     *
     * @param onlyReporter the one area whose figures the caller may send, null where there is no limit
     * @throws RefusedFileException where the file as a whole is not taken
     * @throws ProblemException where it holds figures of a reporter for which the caller may not speak
     */
    void read(UploadOptions options, @Nullable String onlyReporter, int maxErrors, LocalDate today)
            throws SQLException {
        FileHeader header = FileHeader.of(file.header());
        tally.unknownColumns(header.unknownColumns());
        RowParser parser = new RowParser(header, codes, today);
        while (file.hasNext()) {
            CsvRecord record = file.next();
            RowOutcome outcome = parser.parse(record.getStartingLineNumber(), record.getFields());
            tally.count(outcome);
            switch (outcome) {
                case RowOutcome.Accepted accepted -> {
                    errors.add(accepted.repairs());
                    refuseForeign(accepted.row(), onlyReporter);
                    if (options.acceptValidRows() || tally.rejected() == 0) {
                        stage.add(accepted.row());
                    }
                }
                case RowOutcome.Rejected broken -> errors.add(broken.errors());
                case RowOutcome.OutOfScope counted -> {}
            }
            if (tally.rejected() > maxErrors) {
                throw new RefusedFileException(
                        Reason.TOO_MANY_ERRORS, "More than " + maxErrors + " rows are broken; the rest was not read.");
            }
        }
        if (tally.read() == 0) {
            throw new RefusedFileException(Reason.EMPTY, "The file has a header and no rows.");
        }
        if (!options.acceptValidRows() && tally.rejected() > 0) {
            throw new RefusedFileException(
                    Reason.BROKEN_ROWS, tally.rejected() + " of " + tally.read() + " rows are broken.");
        }
        stage.complete();
    }

    private static void refuseForeign(TradeRow row, @Nullable String onlyReporter) {
        if (onlyReporter != null && !row.reporter().equals(onlyReporter)) {
            String message = "Line " + row.row() + " holds a figure reported by " + row.reporter()
                    + "; you may send figures of " + onlyReporter + " only.";
            throw new ProblemException(UploadProblem.FOREIGN_REPORTER, message)
                    .withErrors(FieldError.in(Column.REPORTER_CODE.title(), "foreign-reporter", message))
                    .withMember("reporter", row.reporter());
        }
    }
}
