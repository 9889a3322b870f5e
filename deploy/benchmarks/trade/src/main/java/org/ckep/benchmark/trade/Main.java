package org.ckep.benchmark.trade;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.ckep.benchmark.Report;

/** The command: takes the measures that are named, or all of them. Its answer is what it prints. */
public final class Main {
    private static final System.Logger LOG = System.getLogger(Main.class.getName());

    private Main() {}

    /** Ends with 1 where a measure broke off, with 2 where the arguments mean nothing. */
    public static void main(String[] arguments) throws Exception {
        double scale = 1;
        Path json = Path.of(System.getProperty("ckep.build.dir", "target"), "report", "report.json");
        List<String> wanted = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].equals("--scale") && i + 1 < arguments.length) {
                scale = Double.parseDouble(arguments[++i]);
            } else if (arguments[i].equals("--json") && i + 1 < arguments.length) {
                json = Path.of(arguments[++i]);
            } else {
                wanted.add(arguments[i].toLowerCase(Locale.ROOT));
            }
        }
        Map<String, String> known = titles();
        if (wanted.contains("list")) {
            known.forEach((name, title) -> System.out.println(name + "  " + title));
            return;
        }
        if (!known.keySet().containsAll(wanted) || scale <= 0 || scale > 1) {
            System.err.println("There is only " + new TreeSet<>(known.keySet())
                    + ", 'list', --json FILE and --scale with a number above 0 and up to 1.");
            System.exit(2);
        }
        Report report = new Report(System.out);
        try (Stage stage = new Stage(Scale.of(scale))) {
            System.out.println("data and logs in " + stage.folder());
            report.begin(stage.service(), "figures", stage.scale().total());
            take(wanted.isEmpty() ? List.copyOf(known.keySet()) : wanted, stage, report);
        }
        report.write(json);
        System.out.println("report in " + json);
        System.exit(report.isWhole() ? 0 : 1);
    }

    private static Map<String, String> titles() {
        Map<String, String> titles = new LinkedHashMap<>();
        titles.put("upload", "a million rows until they are visible, and once more, beside COPY");
        titles.put("availability", "what the whole flow has figures for");
        titles.put("last", "the last observation of one series, 50 requests a second");
        titles.put("rca", "all products' revealed comparative advantage of a year");
        titles.put("extraction", "the full flow as SDMX-CSV, beside COPY");
        titles.put("parallel", "twenty extractions at once");
        return titles;
    }

    private static void take(List<String> wanted, Stage stage, Report report) {
        UploadMeasures uploads = new UploadMeasures(stage, report);
        ReadMeasures reads = new ReadMeasures(stage, report);
        Map<String, Runnable> bodies = new LinkedHashMap<>();
        bodies.put("upload", uploads::upload);
        bodies.put("availability", reads::availability);
        bodies.put("last", reads::lastObservation);
        bodies.put("rca", reads::advantage);
        bodies.put("extraction", reads::extraction);
        bodies.put("parallel", reads::parallel);
        Scale scale = stage.scale();
        uploads.load(
                wanted.contains("upload") ? scale.total() - scale.upload() : scale.total(),
                wanted.contains("availability") ? reads::availabilityOfFew : () -> {});
        bodies.forEach((name, body) -> {
            if (wanted.contains(name)) {
                try {
                    body.run();
                } catch (RuntimeException failure) {
                    LOG.log(Level.ERROR, name + " broke off", failure);
                    report.broken(name, failure);
                }
            }
        });
    }
}
