package org.ckep.trade.ingest;

import java.util.List;
import org.ckep.trade.ingest.RowError.Code;

/** How rows that share a key with another row of their file are listed. */
final class DuplicateErrors {
    private DuplicateErrors() {}

    /** Every row of every shared key, for a file that is refused. */
    static List<RowError> refused(List<Merge.Duplicate> duplicates) {
        return duplicates.stream()
                .map(row -> RowError.ofRow(
                        row.line(),
                        Code.DUPLICATE_KEY,
                        row.line() == row.lastLine()
                                ? "An earlier line has the same key."
                                : "Line " + row.lastLine() + " has the same key and "
                                        + (row.sameValue() ? "the same value." : "another value.")))
                .toList();
    }

    /** The rows that a later one replaced, for a file that is taken. */
    static List<RowError> replaced(List<Merge.Duplicate> duplicates) {
        return duplicates.stream()
                .filter(row -> row.line() != row.lastLine())
                .map(row -> RowError.ofRow(
                        row.line(),
                        Code.REPLACED_IN_FILE,
                        "Line " + row.lastLine() + " has the same key and was taken instead."))
                .toList();
    }
}
