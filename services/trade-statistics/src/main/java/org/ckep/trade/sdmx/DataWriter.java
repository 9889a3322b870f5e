package org.ckep.trade.sdmx;

import java.io.IOException;

/** Writes the rows of an answer in one format, as they come. */
interface DataWriter {
    /** What stands before the first row. */
    void begin() throws IOException;

    /** One row; rows of a series come one after the other. */
    void write(Observation observation) throws IOException;

    /** What stands after the last row; everything is handed on. */
    void end() throws IOException;
}
