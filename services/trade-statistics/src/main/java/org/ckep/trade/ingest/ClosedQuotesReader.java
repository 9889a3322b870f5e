package org.ckep.trade.ingest;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import org.ckep.trade.ingest.RefusedFileException.Reason;

/** Refuses a text that ends within quotes: what follows an opening quote would be taken for one cell. */
final class ClosedQuotesReader extends FilterReader {
    private final Quotes quotes;
    private char last;

    ClosedQuotesReader(Reader text, char separator) {
        super(text);
        this.quotes = new Quotes(String.valueOf(separator));
    }

    @Override
    public int read() throws IOException {
        char[] one = new char[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        for (int i = offset; i < offset + read; i++) {
            quotes.next(buffer[i]);
        }
        if (read > 0) {
            last = buffer[offset + read - 1];
        }
        if (read < 0 && quotes.areOpen()) {
            throw new RefusedFileException(
                    Reason.QUOTE_NOT_CLOSED,
                    "A quote is opened in line " + quotes.openedInLine() + " and never closed.");
        }
        return read;
    }

    /** True where the text, as far as it was read, ends with the end of a line. */
    boolean endsWithLineEnd() {
        return last == '\n' || last == '\r';
    }
}
