package org.ckep.trade.ingest;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What has been counted while a file is read. */
final class UploadTally {
    private final Map<RowOutcome.Scope, Long> outOfScope = new EnumMap<>(RowOutcome.Scope.class);
    private final Map<RowOutcome.Note, Long> notes = new EnumMap<>(RowOutcome.Note.class);
    private final Map<Finding.Rule, Long> findings = new EnumMap<>(Finding.Rule.class);
    private final List<TotalsRow> totalsRows = new ArrayList<>();
    private List<String> unknownColumns = List.of();
    private long read;
    private long rejected;

    /** The totals of a file of which nothing is taken, or not yet. */
    UploadTotals totals() {
        return totals(0, 0, 0, 0, 0, 0);
    }

    void unknownColumns(List<String> columns) {
        unknownColumns = List.copyOf(columns);
    }

    void count(RowOutcome outcome) {
        read++;
        switch (outcome) {
            case RowOutcome.Accepted accepted -> note(accepted.notes());
            case RowOutcome.AcceptedCell accepted -> note(accepted.notes());
            case RowOutcome.Totals totals -> {
                outOfScope.merge(RowOutcome.Scope.TOTALS_ROW, 1L, Long::sum);
                totalsRows.add(totals.row());
            }
            case RowOutcome.Rejected broken -> rejected++;
            case RowOutcome.OutOfScope outside -> outOfScope.merge(outside.reason(), 1L, Long::sum);
        }
    }

    private void note(Set<RowOutcome.Note> ofRow) {
        ofRow.forEach(note -> notes.merge(note, 1L, Long::sum));
    }

    /** Rows that were right by themselves and are not taken all the same. */
    void reject(long rows) {
        rejected += rows;
    }

    /** So much is peculiar about the file as a whole. */
    void found(Finding.Rule rule, long count) {
        findings.put(rule, count);
    }

    /** The rows of totals, for the figures of the file to be held against them. */
    List<TotalsRow> totalsRows() {
        return List.copyOf(totalsRows);
    }

    long read() {
        return read;
    }

    long rejected() {
        return rejected;
    }

    /** Rows that are neither broken nor out of scope. */
    long taken() {
        return read - rejected - outOfScopeRows();
    }

    private long outOfScopeRows() {
        return outOfScope.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The totals once the merge has told its part. */
    UploadTotals totals(long inserted, long revised, long unchanged, long replaced, long duplicates, long deleted) {
        return new UploadTotals(
                read, inserted, revised, unchanged, rejected, outOfScopeRows(), replaced, duplicates, deleted, 0);
    }

    Map<String, Long> outOfScopeByReason() {
        return byName(outOfScope);
    }

    Map<String, Long> notesByKind() {
        return byName(notes);
    }

    Map<String, Long> findingsByRule() {
        return byName(findings);
    }

    List<String> unknownColumns() {
        return unknownColumns;
    }

    private static Map<String, Long> byName(Map<? extends Enum<?>, Long> counts) {
        Map<String, Long> named = new LinkedHashMap<>();
        counts.forEach((key, count) -> named.put(key.name(), count));
        return named;
    }
}
