package org.ckep.benchmark.events;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table of faults and the table of measures: printed as they come, and written as Markdown and JSON at the end. */
final class Report {
    private static final String FAULTS = """
            | fault | how | subscriber | in | out | lost | reordered | duplicates | unflagged | unexplained | chain breaks | p50 ms | p99 ms | in flight |
            |---|---|---|---|---|---|---|---|---|---|---|---|---|---|""";
    private static final String MEASURES = """
            | measure | figure | target | met | load |
            |---|---|---|---|---|""";

    private final PrintStream out;
    private final List<Row> rows = new ArrayList<>();
    private final List<Measure> measures = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Instant begun = Instant.now();

    Report(PrintStream out) {
        this.out = out;
    }

    /**
     * A line of the table of faults.
     *
     * @param met how often the fault met work in flight
     * @param isFault false where nothing is broken, so that nothing can be met
     */
    private record Row(
            String fault,
            String how,
            String subscriber,
            Verdict verdict,
            boolean isFault,
            long met,
            String hits,
            boolean holds) {
        boolean passes() {
            return verdict.passes() && holds && (met > 0 || !isFault);
        }

        String line() {
            return String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %d | %d | %d | %s | %s | %s | %s | %s | %s | %s | %s%s |",
                    fault,
                    how,
                    subscriber,
                    verdict.in(),
                    verdict.out(),
                    verdict.lost(),
                    counted(verdict.reordered()),
                    counted(verdict.duplicates()),
                    counted(verdict.unflagged()),
                    counted(verdict.unexplained()),
                    counted(verdict.chainBreaks()),
                    millis(verdict.p50()),
                    millis(verdict.p99()),
                    isFault && met <= 0 ? "NOTHING WAS MET; " + hits : hits,
                    passes() ? "" : " **FAILED**");
        }

        private static String counted(int value) {
            return value == Verdict.NOT_COUNTED ? "not counted" : Integer.toString(value);
        }

        private static String millis(long value) {
            return value < 0 ? "" : Long.toString(value);
        }
    }

    /**
     * A measure.
     *
     * @param target in words, empty for none
     * @param isMet whether the figure reaches it; true where there is none
     * @param load of the machine meanwhile
     */
    record Measure(String name, String figure, String target, boolean isMet, String load) {
        String line() {
            return "| %s | %s | %s | %s | %s |"
                    .formatted(name, figure, target, target.isEmpty() ? "" : isMet ? "yes" : "NO", load);
        }
    }

    /**
     * One subscriber of one fault. A fault that met none of its work in flight has shown nothing, and fails.
     *
     * @param met how often the fault met work of this subscriber in flight
     * @param hits that count in words, and whatever else was counted
     * @param holds whether what the fault asks for beside the four counts is so
     */
    void fault(String fault, String how, String subscriber, Verdict verdict, long met, String hits, boolean holds) {
        add(new Row(fault, how, subscriber, verdict, true, met, hits, holds));
    }

    /** One subscriber where nothing is broken: what a fault or a measure is compared with. */
    void quiet(String name, String how, String subscriber, Verdict verdict, String counts, boolean holds) {
        add(new Row(name, how, subscriber, verdict, false, 0, counts, holds));
    }

    private void add(Row row) {
        if (rows.isEmpty()) {
            out.println(FAULTS);
        }
        rows.add(row);
        out.println(row.line());
    }

    /** A fault that broke off. */
    void broken(String fault, Throwable failure) {
        notes.add(fault + " broke off: " + failure);
        add(new Row(
                fault,
                "broke off",
                "",
                new Verdict(0, 0, 0, 0, 0, 0, 0, -1, -1),
                true,
                0,
                String.valueOf(failure),
                false));
    }

    /** Something that cannot be tried on this machine. */
    void note(String text) {
        notes.add(text);
        out.println("note: " + text);
    }

    void measure(String name, String figure, String target, boolean isMet, String load) {
        Measure measure = new Measure(name, figure, target, isMet, load);
        measures.add(measure);
        out.println(measure.line());
    }

    boolean passes() {
        return rows.stream().allMatch(Row::passes);
    }

    /** The machine's load average, which says how far a figure is this system's alone. */
    static String load() {
        return String.format(
                Locale.ROOT,
                "load %.1f on %d cores",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                Runtime.getRuntime().availableProcessors());
    }

    private String head() {
        return "Run of %s, %d cores, %s %s, Java %s."
                .formatted(
                        begun,
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        System.getProperty("java.version"));
    }

    /** Writes {@code report.md} and {@code report.json}. */
    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        List<String> lines = new ArrayList<>(List.of(head(), ""));
        if (!rows.isEmpty()) {
            lines.add(FAULTS);
            rows.forEach(row -> lines.add(row.line()));
            lines.addAll(List.of(
                    "", passes() ? "Every fault: nothing lost, reordered, doubled silently or broken." : "FAILED."));
        }
        if (!measures.isEmpty()) {
            lines.addAll(List.of("", MEASURES));
            measures.forEach(measure -> lines.add(measure.line()));
        }
        lines.add("");
        notes.forEach(note -> lines.add("- " + note));
        Files.write(folder.resolve("report.md"), lines);

        ObjectNode json = HubApi.JSON.createObjectNode();
        json.put("begun", begun.toString()).put("passes", passes());
        ArrayNode faults = json.putArray("faults");
        for (Row row : rows) {
            ObjectNode fault = faults.addObject();
            fault.put("fault", row.fault).put("subscriber", row.subscriber).put("hits", row.hits);
            fault.put("met", row.met).put("isFault", row.isFault);
            fault.put("passes", row.passes());
            fault.set("counts", HubApi.JSON.valueToTree(row.verdict));
        }
        json.set("measures", HubApi.JSON.valueToTree(measures));
        json.set("notes", HubApi.JSON.valueToTree(notes));
        Files.writeString(folder.resolve("report.json"), json.toPrettyString());
    }
}
