package org.ckep.investment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of rules and tests in the documentation names what there is. */
class RuleInventoryTest {
    private static final Path ROOT = Path.of(System.getProperty("ckep.project.dir"));

    private static List<String[]> rows() throws IOException {
        List<String[]> rows = new ArrayList<>();
        for (String line : Files.readAllLines(ROOT.resolve("docs/investment-projects.md"))) {
            String[] cells = line.replace("`", "").split("\\s*\\|\\s*");
            if (cells.length == 5 && cells[1].matches("I\\d+") && cells[4].endsWith("Test")) {
                rows.add(cells);
            }
        }
        return rows;
    }

    private static String source(String tree, String name) throws IOException {
        try (Stream<Path> files =
                Files.walk(ROOT.resolve("services/investment-projects/src/" + tree + "/java/org/ckep/investment"))) {
            List<Path> found =
                    files.filter(file -> file.endsWith(name + ".java")).toList();
            assertThat(found).as("%s in %s", name, tree).hasSize(1);
            return Files.readString(found.getFirst());
        }
    }

    @Test
    void everyRuleHasItsTests() throws IOException {
        List<String[]> rows = rows();
        assertThat(rows)
                .extracting(cells -> cells[1])
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 17)
                        .mapToObj(number -> "I" + number)
                        .toList());
        for (String[] cells : rows) {
            for (String rule : cells[2].split(", ")) {
                assertThat(source("main", rule)).contains("class " + rule);
            }
            for (String test : (cells[3] + ", " + cells[4]).split(", ")) {
                assertThat(source("test", test))
                        .as("%s tests %s", test, cells[1])
                        .containsPattern("void (i\\d+_)*" + cells[1].toLowerCase(Locale.ROOT) + "_");
            }
            for (String random : cells[4].split(", ")) {
                assertThat(source("test", random))
                        .as("%s tries at random", random)
                        .containsPattern("@Property|Random");
            }
        }
    }
}
