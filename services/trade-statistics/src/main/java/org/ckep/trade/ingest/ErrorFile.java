package org.ckep.trade.ingest;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.ckep.kernel.value.Language;

/** The errors of an upload as a CSV file, read and written piece by piece. */
final class ErrorFile {
    private static final int PIECE = 1000;

    /** Gives the errors after a position. */
    interface Pieces {
        List<UploadJournal.LoggedError> after(int seq, int limit);
    }

    private final Pieces pieces;
    private List<UploadJournal.LoggedError> piece;

    /** Reads the first piece at once, so that an upload that the reader may not know of fails before the answer begins. */
    ErrorFile(Pieces pieces) {
        this.pieces = pieces;
        this.piece = pieces.after(-1, PIECE);
    }

    void write(OutputStream out) throws IOException {
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        CsvWriter csv = CsvWriter.builder().build(text);
        csv.writeRecord("row", "column", "code", "text_en", "text_zh-Hans", "text_ko", "value");
        while (!piece.isEmpty()) {
            for (UploadJournal.LoggedError logged : piece) {
                RowError error = logged.error();
                csv.writeRecord(
                        Long.toString(error.row()),
                        error.column(),
                        error.code().name(),
                        harmless(ReportTexts.ERRORS.in(Language.EN, error.code(), error.spokenOf())),
                        harmless(ReportTexts.ERRORS.in(Language.ZH_HANS, error.code(), error.spokenOf())),
                        harmless(ReportTexts.ERRORS.in(Language.KO, error.code(), error.spokenOf())),
                        harmless(error.value()));
            }
            piece = piece.size() < PIECE
                    ? List.of()
                    : pieces.after(piece.getLast().seq(), PIECE);
        }
        csv.flush();
    }

    /** What came from a stranger's file must not run as a formula in a spreadsheet. */
    private static @org.jspecify.annotations.Nullable String harmless(@org.jspecify.annotations.Nullable String text) {
        return text != null && !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
