package org.ckep.trade.ingest;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a text that ends within quotes, as what follows an opening quote would be taken for one cell, and rows that are
 * too large to be any. The rows above are given out before.
 */
final class WholeRowsReader extends FilterReader {
    private final Quotes quotes;
    private List<String> titles = List.of();
    private char last;
    private @Nullable RefusedFileException tooLarge;

    WholeRowsReader(Reader text, char separator) {
        super(text);
        this.quotes = new Quotes(String.valueOf(separator));
    }

    /** The columns of what follows, to be named in refusals. */
    void titles(List<String> columns) {
        titles = List.copyOf(columns);
    }

    @Override
    public int read() throws IOException {
        char[] one = new char[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        if (tooLarge != null) {
            throw tooLarge;
        }
        int read = super.read(buffer, offset, length);
        if (read < 0 && quotes.areOpen()) {
            throw quotes.notClosed(titles);
        }
        int whole = read > 0 ? follow(buffer, offset, read) : read;
        if (whole > 0) {
            last = buffer[offset + whole - 1];
        }
        return whole;
    }

    /** How much of what was read lies before a row that is too large. */
    private int follow(char[] buffer, int offset, int read) {
        int rowBegins = offset;
        for (int i = offset; i < offset + read; i++) {
            quotes.next(buffer[i]);
            if (quotes.rowBegins()) {
                rowBegins = i + 1;
            }
            RefusedFileException refusal = quotes.tooLarge();
            if (refusal != null) {
                if (rowBegins == offset) {
                    throw refusal;
                }
                tooLarge = refusal;
                return rowBegins - offset;
            }
        }
        return read;
    }

    /** True where the text, as far as it was read, ends with the end of a line. */
    boolean endsWithLineEnd() {
        return last == '\n' || last == '\r';
    }
}
