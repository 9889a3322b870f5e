package org.ckep.trade.ingest;

import java.util.List;
import org.ckep.trade.figures.Merge;
import org.ckep.trade.ingest.RowError.Code;

/** How rows that share a key with another row of their file are listed. */
final class DuplicateErrors {
    private DuplicateErrors() {}

    /** Every row of every shared key, for a file that is refused. */
    static List<RowError> refused(List<Merge.Conflict> conflicts) {
        return conflicts.stream()
                .map(row -> row.line() == row.lastLine()
                        ? RowError.ofRow(row.line(), Code.EARLIER_DUPLICATE)
                        : RowError.ofRow(row.line(), Code.DUPLICATE_KEY, Long.toString(row.lastLine())))
                .toList();
    }

    /** The rows that a later one replaced, for a file that is taken. */
    static List<RowError> replaced(List<Merge.Conflict> conflicts) {
        return conflicts.stream()
                .filter(row -> row.line() != row.lastLine())
                .map(row -> RowError.ofRow(row.line(), Code.REPLACED_IN_FILE, Long.toString(row.lastLine())))
                .toList();
    }
}
