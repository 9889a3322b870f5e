package org.ckep.benchmark.investment;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.ckep.benchmark.Command;
import org.ckep.benchmark.MeasuredService;
import org.ckep.benchmark.Report;

/** The command: takes the measures that are named, or all of them. Its answer is what it prints. */
public final class Main {
    private Main() {}

    /** Ends with 1 where a measure broke off, with 2 where the arguments mean nothing. */
    public static void main(String[] arguments) throws Exception {
        Command<Integer> command = new Command<>(
                titles(),
                "help",
                new Command.Size<>(
                        "--projects",
                        "a number from " + Generated.FEWEST,
                        100_000,
                        Integer::valueOf,
                        projects -> projects >= Generated.FEWEST));
        System.exit(command.run(arguments, System.out, System.err, Main::measure));
    }

    private static void measure(Set<String> wanted, int projects, Report report) throws IOException {
        try (MeasuredService service =
                new MeasuredService("investment", "investment-projects", "/investment/v1/projects")) {
            System.out.println("data and logs in " + service.folder());
            Generated.into(service, projects);
            report.begin(service, "projects", projects);
            take(wanted, service, report, projects);
        }
    }

    private static Map<String, String> titles() {
        Map<String, String> titles = new LinkedHashMap<>();
        titles.put("list", "the first page of the list with filters, beside the bare SQL of the same query");
        titles.put("search", "the first page of a search in three scripts");
        titles.put("transitions", "steps of one side's projects, with event and audit");
        return titles;
    }

    private static void take(Set<String> wanted, MeasuredService service, Report report, int projects) {
        Map<String, Runnable> bodies = new LinkedHashMap<>();
        ListMeasures lists = new ListMeasures(service, report);
        bodies.put("list", lists::list);
        bodies.put("search", lists::search);
        bodies.put("transitions", new TransitionMeasure(service, report, projects)::take);
        bodies.forEach((name, body) -> {
            if (wanted.contains(name)) {
                report.take(name, body);
            }
        });
    }
}
