package org.ckep.investment;

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

/** Each bad input of the catalogue has a test that carries its number, and stands in the documentation with its type. */
class BadInputInventoryTest {
    private static final Path ROOT = Path.of(System.getProperty("ckep.project.dir"));
    private static final List<String> LINES = IntStream.rangeClosed(1, 33)
            .mapToObj(number -> String.format(Locale.ROOT, "%02d", number))
            .toList();

    private static final Pattern METHOD = Pattern.compile("^    void b([0-9]{2})_");
    private static final Pattern ROW = Pattern.compile("^\\| ([0-9]{1,2}) \\| [^|]+ \\| ([^|]*) \\|$");
    private static final Pattern CODE = Pattern.compile("`([a-z0-9-]+)`");

    @Test
    void everyLineHasATestOfItsNumber() throws IOException {
        TreeSet<String> tested = new TreeSet<>();
        for (String register : List.of("investment-projects", "sector-partnerships")) {
            for (Path file : files(ROOT.resolve("services").resolve(register).resolve("src/test/java"), "Test.java")) {
                boolean annotated = false;
                for (String line : Files.readAllLines(file)) {
                    Matcher method = METHOD.matcher(line);
                    if (annotated && method.find()) {
                        tested.add(method.group(1));
                    }
                    annotated = line.matches("    @(Test|ParameterizedTest).*") || annotated && !line.equals("    }");
                }
            }
        }
        assertThat(tested).containsExactlyElementsOf(LINES);
    }

    @Test
    void everyLineIsToldInTheDocumentationWithTypesThatThereAre() throws IOException {
        TreeSet<String> titled = new TreeSet<>();
        for (Path bundle : files(ROOT.resolve("services"), "problems_en.properties")) {
            Files.readAllLines(bundle).forEach(line -> titled.add(line.replaceFirst("=.*", "")));
        }
        TreeSet<String> told = new TreeSet<>();
        for (String line : Files.readAllLines(ROOT.resolve("docs/investment-projects.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                told.add(String.format(Locale.ROOT, "%02d", Integer.parseInt(row.group(1))));
                List<String> types = CODE.matcher(row.group(2))
                        .results()
                        .map(code -> code.group(1))
                        .toList();
                assertThat(titled).as(line).containsAll(types);
                assertThat(types.isEmpty()).as(line).isEqualTo(row.group(1).equals("23"));
            }
        }
        assertThat(told).containsExactlyElementsOf(LINES);
    }

    private static List<Path> files(Path root, String end) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file ->
                            file.toString().endsWith(end) && !file.toString().contains("/target/"))
                    .toList();
        }
    }
}
