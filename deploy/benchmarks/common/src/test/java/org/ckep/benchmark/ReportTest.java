package org.ckep.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    @TempDir
    Path folder;

    @Test
    void aFigureThatMissesItsTargetIsToldSoInBothForms() throws IOException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Report report = new Report(new PrintStream(printed, true, StandardCharsets.UTF_8));
        report.add("upload", "ratio 0.49", "COPY 100 rows/s", "ratio at least 0.5", false);
        report.add("memory", "90 MiB above idle", "", "at most 96 MB above idle", true);
        report.write(folder.resolve("figures.json"));

        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "| upload | ratio 0.49 | COPY 100 rows/s | ratio at least 0.5 | NO |",
                        "| memory | 90 MiB above idle |  | at most 96 MB above idle | yes |");
        JsonNode json = new ObjectMapper().readTree(Files.readString(folder.resolve("figures.json")));
        assertThat(json.at("/measures/0/met").asBoolean()).isFalse();
        assertThat(json.at("/measures/1/figure").asText()).isEqualTo("90 MiB above idle");
        assertThat(report.isWhole()).isTrue();
    }

    @Test
    void aMeasureThatBreaksOffFailsTheRun() {
        Report report = new Report(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
        report.take("upload", () -> {
            throw new IllegalStateException("no disk");
        });
        assertThat(report.isWhole()).isFalse();
    }
}
