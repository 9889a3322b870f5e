package org.ckep.hub.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** The programs of {@code docs/verify}, run as subscribers run them. */
enum Verifier {
    JAVA,
    PYTHON,
    NODE;

    private List<String> command() {
        Path verify = Path.of("..", "..", "docs", "verify").toAbsolutePath();
        return switch (this) {
            case JAVA ->
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        verify.resolve("Completeness.java").toString());
            case PYTHON -> List.of("python3", verify.resolve("completeness.py").toString());
            case NODE -> List.of("node", verify.resolve("completeness.mjs").toString());
        };
    }

    /** The lines it prints: its findings and the totals. Its exit value says whether there are findings. */
    List<String> run(Path file, String subscription, List<String> received, String key, String... options)
            throws IOException, InterruptedException {
        Files.write(file, received, StandardCharsets.UTF_8);
        List<String> command = new ArrayList<>(command());
        command.addAll(List.of(options));
        command.add(subscription);
        command.add(file.toString());
        if (key != null && this != PYTHON) {
            command.add(key);
        }
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException notInstalled) {
            Assumptions.abort(this + " is not installed");
            return List.of();
        }
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(String.join("\n", lines)).isEqualTo(lines.size() > 1 ? 1 : 0);
        return lines;
    }
}
