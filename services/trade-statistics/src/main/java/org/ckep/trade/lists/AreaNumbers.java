package org.ckep.trade.lists;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The numbers that a file of areas tells: sources report an area under one of its numbers. */
final class AreaNumbers {
    private final Map<Integer, String> known;
    private final List<ListEntry> entries;
    private final Map<Integer, String> added = new HashMap<>();

    /**
     * Compares a file's numbers with those known.
     *
     * @param known area of each number
     */
    AreaNumbers(Map<Integer, String> known, List<ListEntry> entries) {
        this.known = known;
        this.entries = entries;
        for (ListEntry entry : entries) {
            Integer number = entry.number();
            if (number != null && !known.containsKey(number)) {
                added.putIfAbsent(number, entry.code());
            }
        }
    }

    /** New numbers with their areas. */
    Map<Integer, String> added() {
        return Map.copyOf(added);
    }

    /** The areas that get a number. */
    Set<String> codes() {
        return Set.copyOf(added.values());
    }

    /** Notes numbers that stand for another area: figures were stored under it. */
    void check(ListFaults faults) {
        for (ListEntry entry : entries) {
            Integer number = entry.number();
            if (number == null) {
                continue;
            }
            String area = known.containsKey(number) ? known.get(number) : added.get(number);
            if (area != null && !area.equals(entry.code())) {
                faults.add(
                        entry.line(),
                        EntryReader.NUMBER,
                        "number-taken",
                        "the number " + number + " stands for " + area + " already.");
            }
        }
    }
}
