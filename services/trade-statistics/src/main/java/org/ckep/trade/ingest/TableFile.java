package org.ckep.trade.ingest;

import de.siegmar.fastcsv.reader.CsvRecord;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * A small CSV file that is held as a whole, in the encodings and with the separators of figures.
 *
 * @param header titles of its columns
 * @param rows those below the header
 */
public record TableFile(List<String> header, List<Row> rows) {
    /** More than any layout has: what a file says is held, so a header that cannot be right ends its reading. */
    private static final int MAX_COLUMNS = 16;

    public TableFile {
        header = List.copyOf(header);
        rows = List.copyOf(rows);
    }

    /**
     * A row with as many cells as the header.
     *
     * @param line number of its first line in the file
     */
    public record Row(long line, List<String> cells) {
        public Row {
            cells = List.copyOf(cells);
        }
    }

    /**
     * Reads a file.
     *
     * @param body plain or compressed by gzip
     * @param contentType with the encoding of the text, where the caller tells it
     * @param maxContentSize bytes that it may expand to
     * @param maxRows most rows
     * @throws ProblemException where it is no such file
     */
    public static TableFile read(byte[] body, @Nullable MediaType contentType, long maxContentSize, int maxRows) {
        CsvFile.Form form = new CsvFile.Form(false, UploadParameters.charset(contentType), maxContentSize);
        try {
            CsvFile file = CsvFile.open(new ByteArrayInputStream(body), form);
            List<String> header = file.header();
            if (header.size() > MAX_COLUMNS) {
                throw refused(
                        "too-many-columns",
                        "The header has " + header.size() + " columns; no file of this kind has more than "
                                + MAX_COLUMNS + ".");
            }
            List<Row> rows = new ArrayList<>();
            while (file.hasNext()) {
                CsvRecord row = file.next();
                if (row.getFieldCount() != header.size()) {
                    throw refused(
                            "ragged-row",
                            "Line " + row.getStartingLineNumber() + " has " + row.getFieldCount()
                                    + " cells, and the header " + header.size() + ".");
                }
                if (rows.size() == maxRows) {
                    throw new ProblemException(KernelProblem.TOO_LARGE, "The file has more than " + maxRows + " rows.");
                }
                rows.add(new Row(row.getStartingLineNumber(), row.getFields()));
            }
            if (rows.isEmpty()) {
                throw refused("empty", "The file has a header and no rows.");
            }
            return new TableFile(header, rows);
        } catch (RefusedFileException refused) {
            throw refused(refused.reason().code(), refused.text());
        }
    }

    private static ProblemException refused(String code, String text) {
        return new ProblemException(KernelProblem.UNPROCESSABLE, text).withErrors(FieldError.at("", code, text));
    }
}
