package org.ckep.trade.sdmx;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the receiver of a data set is to do with it.
 *
 * @param at the instant of the change that it tells, null where it tells of no single one
 */
record SetAction(Kind kind, @Nullable Instant at) {
    /** The words of the formats. */
    enum Kind {
        REPLACE("Replace", "Replace", "R"),
        /** What is left out must not be deleted. The word for that in all formats but the newest is "Append". */
        MERGE("Append", "Merge", "M"),
        DELETE("Delete", "Delete", "D");

        private final String word;
        private final String newestWord;
        private final String code;

        Kind(String word, String newestWord, String code) {
            this.word = word;
            this.newestWord = newestWord;
            this.code = code;
        }
    }

    /** Of the data sets of a query that delete nothing: a reduced answer must not delete what it leaves out. */
    static SetAction of(DataQuery query, @Nullable Instant at) {
        return new SetAction(query.isReduced() ? Kind.MERGE : Kind.REPLACE, at);
    }

    static SetAction delete(@Nullable Instant at) {
        return new SetAction(Kind.DELETE, at);
    }

    /** As XML and the older versions of JSON call it. */
    String word() {
        return kind.word;
    }

    /** As SDMX-JSON 2.1 calls it. */
    String newestWord() {
        return kind.newestWord;
    }

    /** As SDMX-CSV 2 calls it. */
    String code() {
        return kind.code;
    }

    /** Since when the content of the data set holds, null where that is not told. */
    @Nullable
    Instant validFrom() {
        return kind == Kind.DELETE ? null : at;
    }

    /** Until when what the data set names did hold, null where that is not told. */
    @Nullable
    Instant validTo() {
        return kind == Kind.DELETE ? at : null;
    }
}
