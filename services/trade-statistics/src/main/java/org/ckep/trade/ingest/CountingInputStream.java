package org.ckep.trade.ingest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/** A stream that counts what is read from it and fails as soon as it exceeds its limit, however it was sent. */
final class CountingInputStream extends FilterInputStream {
    private final long limit;
    private final Supplier<? extends RuntimeException> whenExceeded;
    private long count;

    /** A stream with a limit in bytes. */
    CountingInputStream(InputStream in, long limit, Supplier<? extends RuntimeException> whenExceeded) {
        super(in);
        this.limit = limit;
        this.whenExceeded = whenExceeded;
    }

    /** A stream without a limit. */
    CountingInputStream(InputStream in) {
        this(in, Long.MAX_VALUE, IllegalStateException::new);
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
        if (count > limit) {
            throw whenExceeded.get();
        }
    }
}
