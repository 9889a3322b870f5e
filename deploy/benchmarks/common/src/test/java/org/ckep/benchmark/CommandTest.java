package org.ckep.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final ByteArrayOutputStream refused = new ByteArrayOutputStream();
    private final List<String> taken = new ArrayList<>();

    @Test
    void withoutNamesAllAreTakenAtTheUsualSize() throws IOException {
        assertThat(run("--json", file())).isZero();
        assertThat(taken).containsExactly("[upload, last] 1.0");
        assertThat(folder.resolve("report.json")).exists();
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("report in " + file());
    }

    @Test
    void namesAndSizeAreTaken() throws IOException {
        assertThat(run("LAST", "--scale", "0.01", "--json", file())).isZero();
        assertThat(taken).containsExactly("[last] 0.01");
    }

    @Test
    void theMeasuresAreListed() throws IOException {
        assertThat(run("list")).isZero();
        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("upload  many rows", "last  one series");
        assertThat(taken).isEmpty();
    }

    @Test
    void whatMeansNothingIsRefused() throws IOException {
        for (String[] arguments :
                new String[][] {{"download"}, {"--scale"}, {"--scale", "2"}, {"--scale", "NaN"}, {"--scale", "half"}}) {
            refused.reset();
            assertThat(run(arguments)).as(String.join(" ", arguments)).isEqualTo(2);
            assertThat(refused.toString(StandardCharsets.UTF_8))
                    .startsWith("There is only [last, upload], 'list', --json FILE and --scale with a part up to 1.");
        }
        assertThat(taken).isEmpty();
    }

    @Test
    void aMeasureThatBreaksOffFailsTheRunAndTheNextIsTaken() throws IOException {
        int code = command()
                .run(new String[] {"--json", file()}, out(printed), out(refused), (wanted, scale, report) -> {
                    report.take("upload", () -> {
                        throw new IllegalStateException("no disk");
                    });
                    report.take("last", () -> taken.add("last"));
                });
        assertThat(code).isEqualTo(1);
        assertThat(taken).containsExactly("last");
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("broke off", "no disk");
    }

    private int run(String... arguments) throws IOException {
        return command()
                .run(arguments, out(printed), out(refused), (wanted, scale, report) -> taken.add(wanted + " " + scale));
    }

    private static Command<Double> command() {
        Map<String, String> titles = new LinkedHashMap<>();
        titles.put("upload", "many rows");
        titles.put("last", "one series");
        return new Command<>(
                titles,
                "list",
                new Command.Size<>(
                        "--scale", "a part up to 1", 1.0, Double::valueOf, scale -> scale > 0 && scale <= 1));
    }

    private static PrintStream out(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private String file() {
        return folder.resolve("report.json").toString();
    }
}
