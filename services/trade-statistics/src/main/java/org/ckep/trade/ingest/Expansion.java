package org.ckep.trade.ingest;

import java.io.InputStream;
import java.util.function.LongSupplier;
import org.ckep.trade.ingest.RefusedFileException.Reason;

/**
 * How far a file may expand.
 *
 * @param maxContentSize bytes that it may expand to
 * @param maxRatio how many times as large as what came over the wire it may become
 * @param freeSize bytes up to which the ratio is not looked at
 */
record Expansion(long maxContentSize, int maxRatio, long freeSize) {
    static Expansion of(UploadConfig config) {
        return new Expansion(
                config.maxContentSize().asLongValue(),
                config.maxExpansion(),
                config.freeExpansion().asLongValue());
    }

    /** One that is limited by its size alone. */
    static Expansion upTo(long maxContentSize) {
        return new Expansion(maxContentSize, Integer.MAX_VALUE, maxContentSize);
    }

    /**
     * The same content, refused as soon as it is more than may come of what was received.
     *
     * @param received bytes that have come over the wire so far
     */
    InputStream limit(InputStream content, LongSupplier received) {
        return new CountingInputStream(content, count -> {
            if (count > maxContentSize) {
                throw new RefusedFileException(
                        Reason.EXPANDS_TOO_FAR, "The file expands to more than " + maxContentSize + " bytes.");
            }
            if (count > freeSize && count / maxRatio > received.getAsLong()) {
                throw new RefusedFileException(
                        Reason.IMPLAUSIBLE_EXPANSION,
                        "The first " + received.getAsLong() + " bytes of the compressed file expand to " + count
                                + ", more than " + maxRatio
                                + " times as many; no file of figures does. Send it without compression.");
            }
        });
    }
}
