package org.ckep.trade.ingest;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.trade.ingest.RefusedFileException.Reason;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file as it comes in over the wire, plain or compressed by gzip, read row by row and never held as a whole. What
 * cannot be read at all is refused with {@link RefusedFileException}; a connection that breaks is an
 * {@link UncheckedIOException}.
 */
final class CsvFile {
    private static final Logger LOG = Logger.getLogger(CsvFile.class);
    private static final int GZIP_MAGIC = 0x1f8b;
    private static final int BUFFER = 1 << 16;

    private static final int FIRST_LINE = 1 << 13;
    private static final String SEPARATORS = ",\t;";

    private final ReceivedBytes received;
    private final CountingInputStream counted;
    private final FileText text;
    private final WholeRowsReader characters;
    private final Iterator<CsvRecord> records;

    private CsvFile(
            ReceivedBytes received,
            CountingInputStream counted,
            FileText text,
            WholeRowsReader characters,
            Iterator<CsvRecord> records) {
        this.received = received;
        this.counted = counted;
        this.text = text;
        this.characters = characters;
        this.records = records;
    }

    /** Bytes that have come over the wire so far. */
    long bytesReceived() {
        return counted.count();
    }

    /** Name of the encoding by which the file is read. */
    String charset() {
        return text.charsetName();
    }

    /**
     * How a file comes.
     *
     * @param declaredGzip true where the client says that it sends gzip
     * @param charset the encoding that the client told, null where the file tells
     * @param expansion how far it may expand
     * @param digests those that the client names
     */
    record Form(boolean declaredGzip, @Nullable Charset charset, Expansion expansion, NamedDigests digests) {
        /** A file of which the client names no digest. */
        Form(boolean declaredGzip, @Nullable Charset charset, long maxContentSize) {
            this(declaredGzip, charset, Expansion.upTo(maxContentSize), NamedDigests.NONE);
        }
    }

    /**
     * Begins to read a file.
     *
     * @param body what the client sends; compressed content is recognised by its first two bytes
     */
    static CsvFile open(InputStream body, Form form) {
        return reading(() -> {
            CountingInputStream counted = new CountingInputStream(body);
            ReceivedBytes received = new ReceivedBytes(counted, form.digests());
            InputStream content = form.expansion()
                    .limit(
                            expanded(new BufferedInputStream(received.stream(), BUFFER), form.declaredGzip()),
                            counted::count);
            FileText text = FileText.open(content, form.charset());
            PushbackReader pushback = new PushbackReader(text.reader(), FIRST_LINE);
            char separator = separator(pushback);
            WholeRowsReader characters = new WholeRowsReader(pushback, separator);
            CsvReader<CsvRecord> reader = CsvReader.builder()
                    .fieldSeparator(separator)
                    .skipEmptyLines(true)
                    .allowExtraFields(true)
                    .allowMissingFields(true)
                    .maxBufferSize(2 * RowSize.MAX_ROW_CHARACTERS)
                    .build(
                            CsvRecordHandler.builder()
                                    .maxFields(RowSize.MAX_CELLS)
                                    .maxFieldSize(RowSize.MAX_CELL_CHARACTERS)
                                    .maxRecordSize(RowSize.MAX_ROW_CHARACTERS)
                                    .build(),
                            characters);
            return new CsvFile(received, counted, text, characters, reader.iterator());
        });
    }

    /** The separator that stands most often in the first line, outside of quotes. */
    private static char separator(PushbackReader text) throws IOException {
        char[] beginning = new char[FIRST_LINE];
        int length = 0;
        int read = text.read(beginning, 0, FIRST_LINE);
        while (read > 0) {
            length += read;
            read = length == FIRST_LINE ? 0 : text.read(beginning, length, FIRST_LINE - length);
        }
        text.unread(beginning, 0, length);
        int[] counts = new int[SEPARATORS.length()];
        Quotes quotes = new Quotes(SEPARATORS);
        for (int i = 0; i < length && (quotes.areOpen() || (beginning[i] != '\n' && beginning[i] != '\r')); i++) {
            quotes.next(beginning[i]);
            int separator = SEPARATORS.indexOf(beginning[i]);
            if (separator >= 0 && !quotes.areOpen()) {
                counts[separator]++;
            }
        }
        int most = 0;
        for (int i = 1; i < counts.length; i++) {
            most = counts[i] > counts[most] ? i : most;
        }
        return SEPARATORS.charAt(most);
    }

    private static InputStream expanded(BufferedInputStream body, boolean declaredGzip) throws IOException {
        body.mark(2);
        int magic = body.read() << 8 | body.read();
        body.reset();
        if (magic == GZIP_MAGIC) {
            return new GZIPInputStream(body, BUFFER);
        }
        if (declaredGzip) {
            throw new RefusedFileException(
                    Reason.NOT_GZIP, "Content-Encoding says gzip, and the content does not begin like it.");
        }
        return body;
    }

    /**
     * Reads the header, without the byte order mark that some programs begin files with.
     *
     * @throws RefusedFileException where there is none
     */
    List<String> header() {
        return reading(() -> {
            if (!records.hasNext()) {
                throw new RefusedFileException(Reason.EMPTY, "The file is empty.");
            }
            List<String> titles = new ArrayList<>(records.next().getFields());
            String first = titles.getFirst();
            titles.set(0, first.startsWith("\uFEFF") ? first.substring(1) : first);
            characters.titles(titles);
            return titles;
        });
    }

    /** True where another row follows. */
    boolean hasNext() {
        return reading(records::hasNext);
    }

    /**
     * The next row.
     *
     * @throws NoSuchElementException after the last one
     */
    CsvRecord next() {
        return reading(records::next);
    }

    /** True where what was read so far ends with the end of a line: without a next row, that is how the file ends. */
    boolean endsWithLineEnd() {
        return characters.endsWithLineEnd();
    }

    /**
     * Reads what is left over the wire and returns the SHA-256 of everything that came, as hexadecimal digits.
     *
     * @throws RefusedFileException where it is not what the client says that it sends
     */
    String digest() {
        return reading(received::sha256);
    }

    /** The same of a body of which nothing else is wanted. */
    static String digest(InputStream body, NamedDigests named) {
        return reading(new ReceivedBytes(body, named)::sha256);
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    private static <T> T reading(Reading<T> reading) {
        try {
            try {
                return reading.read();
            } catch (UncheckedIOException wrapped) {
                throw wrapped.getCause();
            } catch (CsvParseException notCsv) {
                throw cause(notCsv);
            }
        } catch (CharacterCodingException undecodable) {
            throw new RefusedFileException(
                    Reason.NOT_UTF8,
                    "The file is not in the encoding in which it began, or not in UTF-8; name another one in Content-Type,"
                            + " such as text/csv;charset=GBK.");
        } catch (ZipException | EOFException broken) {
            throw new RefusedFileException(Reason.NOT_GZIP, "The compressed file is damaged or cut off.");
        } catch (IOException connection) {
            throw new UncheckedIOException(connection);
        }
    }

    private static IOException cause(CsvParseException notCsv) {
        // The reader wraps whatever a stream under it throws, the refusals of our own limits included.
        switch (notCsv.getCause()) {
            case IOException io -> {
                return io;
            }
            case RefusedFileException refused -> throw refused;
            case ProblemException tooLarge -> throw tooLarge;
            case null, default -> {}
        }
        LOG.infof(notCsv, "a file is not CSV");
        throw new RefusedFileException(Reason.NOT_CSV, "The file is not CSV.");
    }
}
