package org.ckep.benchmark.investment;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.ckep.benchmark.MeasuredService;
import org.ckep.benchmark.Report;

/** The command: takes the measures that are named, or all of them. Its answer is what it prints. */
public final class Main {
    private static final System.Logger LOG = System.getLogger(Main.class.getName());

    private Main() {}

    /** Ends with 1 where a measure broke off, with 2 where the arguments mean nothing. */
    public static void main(String[] arguments) throws Exception {
        int projects = 100_000;
        Path json = Path.of(System.getProperty("ckep.build.dir", "target"), "report", "report.json");
        List<String> wanted = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].equals("--projects") && i + 1 < arguments.length) {
                projects = Integer.parseInt(arguments[++i]);
            } else if (arguments[i].equals("--json") && i + 1 < arguments.length) {
                json = Path.of(arguments[++i]);
            } else {
                wanted.add(arguments[i].toLowerCase(Locale.ROOT));
            }
        }
        Map<String, String> known = titles();
        if (wanted.contains("help")) {
            known.forEach((name, title) -> System.out.println(name + "  " + title));
            return;
        }
        if (!known.keySet().containsAll(wanted) || projects < Generated.FEWEST) {
            System.err.println("There is only " + new TreeSet<>(known.keySet())
                    + ", 'help', --json FILE and --projects with a number from " + Generated.FEWEST + ".");
            System.exit(2);
        }
        Report report = new Report(System.out);
        try (MeasuredService service =
                new MeasuredService("investment", "investment-projects", "/investment/v1/projects")) {
            System.out.println("data and logs in " + service.folder());
            Generated.into(service, projects);
            report.begin(service, "projects", projects);
            take(wanted.isEmpty() ? List.copyOf(known.keySet()) : wanted, service, report, projects);
        }
        report.write(json);
        System.out.println("report in " + json);
        System.exit(report.isWhole() ? 0 : 1);
    }

    private static Map<String, String> titles() {
        Map<String, String> titles = new LinkedHashMap<>();
        titles.put("list", "the first page of the list with filters, beside the bare SQL of the same query");
        titles.put("search", "the first page of a search in three scripts");
        titles.put("transitions", "steps of one side's projects, with event and audit");
        return titles;
    }

    private static void take(List<String> wanted, MeasuredService service, Report report, int projects) {
        Map<String, Runnable> bodies = new LinkedHashMap<>();
        ListMeasures lists = new ListMeasures(service, report);
        bodies.put("list", lists::list);
        bodies.put("search", lists::search);
        bodies.put("transitions", new TransitionMeasure(service, report, projects)::take);
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
