package org.ckep.trade.ingest;

import java.util.List;

/** A layout of files, recognised by the header alone and never by a file's name. */
enum FileFormat {
    /** UN Comtrade's CSV with 47 columns. */
    COMTRADE_V1,
    /** UN Comtrade's bulk files, without names. */
    COMTRADE_BULK,
    /** UN Comtrade's former CSV with 35, 22 or 21 columns. */
    COMTRADE_LEGACY,
    /** SDMX-CSV 1.0. */
    SDMX_CSV_1,
    /** SDMX-CSV 2.0 and 2.1. */
    SDMX_CSV_2;

    /** The format of a file with that header; UN Comtrade v1 where nothing speaks for another one. */
    static FileFormat of(List<String> header) {
        String first = SdmxHeader.id(header.getFirst());
        if (first.equals("STRUCTURE")) {
            return SDMX_CSV_2;
        }
        if (first.equals("DATAFLOW")) {
            return SDMX_CSV_1;
        }
        List<String> columns = header.stream().map(Column::normalise).toList();
        if (columns.contains("datasetcode")) {
            return COMTRADE_BULK;
        }
        return columns.contains("tradeflowcode") || columns.contains("tradevalueus") ? COMTRADE_LEGACY : COMTRADE_V1;
    }

    boolean isSdmx() {
        return this == SDMX_CSV_1 || this == SDMX_CSV_2;
    }
}
