package org.ckep.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table of measures, printed as they come, and written as JSON at the end. */
public final class Report {
    private static final System.Logger LOG = System.getLogger(Report.class.getName());

    private static final String HEAD = """
            | measure | figure | beside it | target | met |
            |---|---|---|---|---|""";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrintStream out;
    private final List<Measure> measures = new ArrayList<>();
    private final ObjectNode json = JSON.createObjectNode();
    private boolean whole = true;

    public Report(PrintStream out) {
        this.out = out;
    }

    /**
     * A measure.
     *
     * @param figure of the service, in words
     * @param beside of what it is compared with, empty for nothing
     * @param target in words, empty for none
     * @param met true where the figure reaches it
     * @param load of the machine meanwhile
     */
    private record Measure(String name, String figure, String beside, String target, boolean met, String load) {}

    /**
     * Tells on what the run measures.
     *
     * @param unit what there are that many of, such as {@code figures}
     */
    public void begin(MeasuredService service, String unit, long size) {
        json.put("begun", Instant.now().toString())
                .put("cores", Runtime.getRuntime().availableProcessors())
                .put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"))
                .put("java", System.getProperty("java.version"))
                .put("postgres", service.text("show server_version"))
                .put("serviceHeap", MeasuredService.HEAP)
                .put(unit, size);
        for (String setting :
                List.of("fsync", "synchronous_commit", "full_page_writes", "shared_buffers", "max_wal_size")) {
            json.put(setting, service.text("show " + setting));
        }
        out.println(json);
        out.println(HEAD);
    }

    /** A measure with what it is compared with and its target; empty words where there is none. */
    public void add(String name, String figure, String beside, String target, boolean met) {
        String load = String.format(
                Locale.ROOT,
                "%.1f",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        Measure measure = new Measure(name, figure, beside, target, met, load);
        measures.add(measure);
        out.println("| " + String.join(" | ", name, figure, beside, target, target.isEmpty() ? "" : met ? "yes" : "NO")
                + " |");
    }

    /** Takes a measure; where it breaks off that is told, and those after it can be taken. */
    public void take(String name, Runnable measure) {
        try {
            measure.run();
        } catch (RuntimeException failure) {
            LOG.log(Level.ERROR, name + " broke off", failure);
            broken(name, failure);
        }
    }

    private void broken(String name, RuntimeException failure) {
        whole = false;
        add(name, "broke off: " + failure, "", "an answer", false);
    }

    /** False where a measure broke off. */
    public boolean isWhole() {
        return whole;
    }

    /** The figures as JSON. */
    public void write(Path file) throws IOException {
        if (file.getParent() != null) {
            Files.createDirectories(file.getParent());
        }
        json.set("measures", JSON.valueToTree(measures));
        Files.writeString(file, json.toPrettyString());
    }
}
