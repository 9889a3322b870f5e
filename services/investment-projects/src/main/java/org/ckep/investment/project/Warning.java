package org.ckep.investment.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Something about a project that its readers should look at; it refuses nothing. It rests on values of the same answer and
 * of projects that its reader may read, so nobody is warned of what he may not read.
 *
 * @param code what is suspected
 * @param at JSON pointer to the value
 * @param against JSON pointer to the value that it does not go with; /parentProject where that is the parent's value of
 *     the same name; absent where the value goes with nothing that is there
 * @param factor by about how much the two differ; absent where it is no matter of size
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ProjectWarning")
record Warning(
        Code code,
        String at,
        @Nullable String against,
        @Nullable Long factor) {

    /** The money of a project that is counted at none that the reader may read. */
    static final Warning UNCOUNTED = new Warning(Code.MONEY_UNCOUNTED, "/countsTowardAggregate", null, null);

    /** A text that probably stands in the wrong language. */
    static Warning script(String at) {
        return new Warning(Code.SCRIPT_MISMATCH, at, null, null);
    }

    enum Code {
        /** The amount may be given in another unit: thousands, 万/만 or millions, 亿/억. */
        UNIT_SUSPECT,
        /**
         * Neither the project counts toward aggregates, nor one that it is a part of, nor a part of it, as far as the reader
         * may read them: its money stands in no sum (rule I10).
         */
        MONEY_UNCOUNTED,
        /** A text in the script of another language than it is said to be in; Hanja are Korean where Hangul stands beside them. */
        SCRIPT_MISMATCH
    }
}
