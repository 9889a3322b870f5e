package org.ckep.trade.ingest;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ckep.trade.figures.ToldSystem;
import org.ckep.trade.observation.Frequency;
import org.jspecify.annotations.Nullable;

/** The trade systems that the rows of a file say of their reporters, of which each has one. */
final class SaidSystems {
    private final Map<String, Said> byReporter = new TreeMap<>();

    /**
     * What a file says first of a reporter.
     *
     * @param line where it says so
     */
    record Said(String system, long line) {}

    /** What the file has said of a reporter before and is not this; null where there is nothing. */
    @Nullable
    Said otherThan(String reporter, String system) {
        Said said = byReporter.get(reporter);
        return said == null || said.system().equals(system) ? null : said;
    }

    /** Notes what a row says that is taken. */
    void add(String reporter, String system, long line) {
        byReporter.putIfAbsent(reporter, new Said(system, line));
    }

    List<ToldSystem> of(Frequency frequency) {
        return byReporter.entrySet().stream()
                .map(said ->
                        new ToldSystem(frequency, said.getKey(), said.getValue().system()))
                .toList();
    }
}
