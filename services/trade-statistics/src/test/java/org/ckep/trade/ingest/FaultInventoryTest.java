package org.ckep.trade.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each of the seventeen faults that real files have has a test that carries its number, and stands in the documentation. */
class FaultInventoryTest {
    private static final Path ROOT = Path.of(System.getProperty("ckep.project.dir"));
    private static final List<String> FAULTS = IntStream.rangeClosed(1, 17)
            .mapToObj(number -> String.format(Locale.ROOT, "%02d", number))
            .toList();

    private static final Pattern METHOD = Pattern.compile("^    void f([0-9]{2})_");

    @Test
    void everyFaultHasATestOfItsNumber() throws IOException {
        TreeSet<String> tested = new TreeSet<>();
        try (Stream<Path> files = Files.walk(ROOT.resolve("services/trade-statistics/src/test/java"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith("Test.java")).toList()) {
                boolean annotated = false;
                for (String line : Files.readAllLines(file)) {
                    Matcher method = METHOD.matcher(line);
                    if (annotated && method.find()) {
                        tested.add(method.group(1));
                    }
                    annotated = line.matches("    @(Test|ParameterizedTest)") || annotated && !line.equals("    }");
                }
            }
        }
        assertThat(tested).containsExactlyElementsOf(FAULTS);
    }

    @Test
    void everyFaultIsToldInTheDocumentation() throws IOException {
        List<String> told = Files.readAllLines(ROOT.resolve("docs/trade-figures.md")).stream()
                .map(line -> Pattern.compile("^\\| ([0-9]{1,2}) \\| ").matcher(line))
                .filter(Matcher::find)
                .map(row -> String.format(Locale.ROOT, "%02d", Integer.parseInt(row.group(1))))
                .toList();
        assertThat(told).containsExactlyElementsOf(FAULTS);
    }
}
