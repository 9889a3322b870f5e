package org.ckep.trade.ingest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** A stream that counts what is read from it and fails as soon as it exceeds its limit, however it was sent. */
final class CountingInputStream extends FilterInputStream {
    private final LongConsumer check;
    private long count;

    /**
     * A stream with a limit.
     *
     * @param check is told the count after each reading, and throws where it is too large
     */
    CountingInputStream(InputStream in, LongConsumer check) {
        super(in);
        this.check = check;
    }

    /** A stream without a limit. */
    CountingInputStream(InputStream in) {
        this(in, count -> {});
    }

    /** Bytes read so far. */
    long count() {
        return count;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        if (value >= 0) {
            add(1);
        }
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        if (read > 0) {
            add(read);
        }
        return read;
    }

    @Override
    public long skip(long n) throws IOException {
        long skipped = super.skip(n);
        add(skipped);
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void add(long read) {
        count += read;
        check.accept(count);
    }
}
