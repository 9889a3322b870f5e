package org.ckep.trade.sdmx;

import java.io.IOException;

/** Writes the data sets of an answer in one format, row by row as they come. */
interface DataWriter {
    /** What stands before the first data set. */
    void begin() throws IOException;

    /** A data set begins; those without rows are left out, and a target may have several. */
    void beginDataSet(DataTarget target, SetAction action) throws IOException;

    /** One row; rows of a series come one after the other. */
    void write(DataRow row) throws IOException;

    void endDataSet() throws IOException;

    /** What stands after the last data set; everything is handed on. */
    void end() throws IOException;
}
