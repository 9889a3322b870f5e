package org.ckep.benchmark.trade;

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

/** The table of measures, printed as they come, and written as JSON at the end. */
final class Report {
    private static final String HEAD = """
            | measure | figure | beside it | target | met |
            |---|---|---|---|---|""";

    private final PrintStream out;
    private final List<Measure> measures = new ArrayList<>();
    private final ObjectNode json = TradeClient.JSON.createObjectNode();
    private boolean whole = true;

    Report(PrintStream out) {
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
    record Measure(String name, String figure, String beside, String target, boolean met, String load) {}

    /** Tells on what the run measures. */
    void begin(Stage stage) {
        json.put("begun", Instant.now().toString())
                .put("cores", Runtime.getRuntime().availableProcessors())
                .put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"))
                .put("java", System.getProperty("java.version"))
                .put("postgres", stage.text("show server_version"))
                .put("serviceHeap", Stage.HEAP)
                .put("figures", stage.scale().total());
        for (String setting :
                List.of("fsync", "synchronous_commit", "full_page_writes", "shared_buffers", "max_wal_size")) {
            json.put(setting, stage.text("show " + setting));
        }
        out.println(json);
        out.println(HEAD);
    }

    void add(String name, String figure, String beside, String target, boolean met) {
        String load = String.format(
                Locale.ROOT,
                "%.1f",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        Measure measure = new Measure(name, figure, beside, target, met, load);
        measures.add(measure);
        out.println("| " + String.join(" | ", name, figure, beside, target, target.isEmpty() ? "" : met ? "yes" : "NO")
                + " |");
    }

    /** A measure that broke off. */
    void broken(String name, RuntimeException failure) {
        whole = false;
        add(name, "broke off: " + failure, "", "an answer", false);
    }

    boolean isWhole() {
        return whole;
    }

    void write(Path file) throws IOException {
        if (file.getParent() != null) {
            Files.createDirectories(file.getParent());
        }
        json.set("measures", TradeClient.JSON.valueToTree(measures));
        Files.writeString(file, json.toPrettyString());
    }
}
