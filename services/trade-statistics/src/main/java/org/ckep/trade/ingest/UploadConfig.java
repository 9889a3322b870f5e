package org.ckep.trade.ingest;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits for uploads of trade figures. */
@ConfigMapping(prefix = "ckep.trade.uploads")
interface UploadConfig {
    /** Largest file over the wire, in bytes; counted while it is read, so that an undeclared length does not pass it. */
    @WithDefault("2G")
    MemorySize maxBodySize();

    /** Largest file after decompression, in bytes. */
    @WithDefault("16G")
    MemorySize maxContentSize();

    /**
     * Bytes of a file that are taken from the wire ahead of their reading, for each upload. Once a file has come whole, its
     * sender waits for {@code answer-period} at most.
     */
    @WithDefault("8M")
    MemorySize readAhead();

    /**
     * How many times as large as what came over the wire a compressed file may become; files of figures are compressed to
     * a tenth or a thirtieth. One that expands further is refused with {@code implausible-expansion}.
     */
    @WithDefault("100")
    int maxExpansion();

    /** Size after decompression up to which {@code max-expansion} is not looked at, in bytes. */
    @WithDefault("16M")
    MemorySize freeExpansion();

    /**
     * Uploads that this process reads or merges at one time; each holds a database connection until its figures are
     * visible, also after it was answered with 202. One more is answered with 503. One place is kept for each side that
     * has none, so that neither the other side nor the loader takes the last; hence at least 3.
     */
    @WithDefault("4")
    int maxParallel();

    /**
     * How long a request waits, once its file has come whole, for the figures to become visible before it is answered with
     * 202, whether the file is read to its end by then or not; shorter than the idle timeout of every proxy in front.
     */
    @WithDefault("20S")
    Duration answerPeriod();

    /** Broken rows after which a file is refused as a whole instead of being read on. */
    @WithDefault("100000")
    int maxErrors();

    /** Findings about a file as a whole that are listed, for each rule; all of them are counted. */
    @WithDefault("200")
    int maxFindings();

    /**
     * Rows of a file up to which each value is held against the known values of its series too; looking them up for many
     * more series would take longer than everything else that becomes of the file.
     */
    @WithDefault("20000")
    int maxRowsLookedUp();

    /**
     * In files of more rows, the largest values alone whose series are looked up, and as many series of which large values
     * are known and the file tells a small one; others are held against the file's own.
     */
    @WithDefault("2000")
    int largestValuesLookedUp();
}
