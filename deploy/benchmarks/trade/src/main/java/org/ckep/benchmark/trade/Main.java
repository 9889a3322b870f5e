package org.ckep.benchmark.trade;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.ckep.benchmark.Command;
import org.ckep.benchmark.Report;

/** The command: takes the measures that are named, or all of them. Its answer is what it prints. */
public final class Main {
    private Main() {}

    /** Ends with 1 where a measure broke off, with 2 where the arguments mean nothing. */
    public static void main(String[] arguments) throws Exception {
        Command<Double> command = new Command<>(
                titles(),
                "list",
                new Command.Size<>(
                        "--scale",
                        "a number above 0 and up to 1",
                        1.0,
                        Double::valueOf,
                        scale -> scale > 0 && scale <= 1));
        System.exit(command.run(arguments, System.out, System.err, Main::measure));
    }

    private static void measure(Set<String> wanted, double scale, Report report) throws IOException {
        try (Stage stage = new Stage(Scale.of(scale))) {
            System.out.println("data and logs in " + stage.folder());
            report.begin(stage.service(), "figures", stage.scale().total());
            take(wanted, stage, report);
        }
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

    private static void take(Set<String> wanted, Stage stage, Report report) {
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
                report.take(name, body);
            }
        });
    }
}
