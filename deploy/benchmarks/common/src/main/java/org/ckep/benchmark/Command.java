package org.ckep.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The command line of a run: takes the measures that are named, or all of them, on as much as an option says.
 *
 * @param <N> what its size is told in
 */
public final class Command<N extends Number> {
    private final Map<String, String> titles;
    private final String help;
    private final Size<N> size;

    /**
     * A command with these measures.
     *
     * @param titles of the measures by their names, in their order
     * @param help the word that asks for them
     */
    public Command(Map<String, String> titles, String help, Size<N> size) {
        this.titles = new LinkedHashMap<>(titles);
        this.help = help;
        this.size = size;
    }

    /**
     * How large a run is.
     *
     * @param option such as {@code --scale}
     * @param words which numbers it takes
     * @param usual where it is not given
     * @param reading throws NumberFormatException for what is none
     */
    public record Size<N extends Number>(
            String option, String words, N usual, Function<String, N> reading, Predicate<N> allowed) {
        private Optional<N> read(String text) {
            try {
                return Optional.of(reading.apply(text)).filter(allowed);
            } catch (NumberFormatException noNumber) {
                return Optional.empty();
            }
        }
    }

    /** What takes the measures. */
    public interface Run<N extends Number> {
        void take(Set<String> wanted, N size, Report report) throws IOException;
    }

    /** Runs it, and answers with 0, with 1 where a measure broke off, with 2 where the arguments mean nothing. */
    public int run(String[] arguments, PrintStream out, PrintStream errors, Run<N> run) throws IOException {
        Optional<N> asked = Optional.of(size.usual());
        Path json = Path.of(System.getProperty("ckep.build.dir", "target"), "report", "report.json");
        Set<String> wanted = new LinkedHashSet<>();
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].equals(size.option()) && i + 1 < arguments.length) {
                asked = size.read(arguments[++i]);
            } else if (arguments[i].equals("--json") && i + 1 < arguments.length) {
                json = Path.of(arguments[++i]);
            } else {
                wanted.add(arguments[i].toLowerCase(Locale.ROOT));
            }
        }
        if (wanted.contains(help)) {
            titles.forEach((name, title) -> out.println(name + "  " + title));
            return 0;
        }
        if (!titles.keySet().containsAll(wanted) || asked.isEmpty()) {
            errors.println("There is only " + new TreeSet<>(titles.keySet()) + ", '" + help + "', --json FILE and "
                    + size.option() + " with " + size.words() + ".");
            return 2;
        }
        Log.toStderr();
        Report report = new Report(out);
        run.take(wanted.isEmpty() ? titles.keySet() : wanted, asked.get(), report);
        report.write(json);
        out.println("report in " + json);
        return report.isWhole() ? 0 : 1;
    }
}
