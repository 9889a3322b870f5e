package org.ckep.benchmark.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fault that hit nothing has shown nothing, whatever arrived. */
class ReportTest {
    private static final Verdict WHOLE = new Verdict(10, 10, 0, 0, 0, 0, 0, 1, 2);

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Report report = new Report(new PrintStream(printed, true, UTF_8));

    @Test
    void aFaultThatMetWorkInFlightPasses(@TempDir Path folder) throws Exception {
        report.fault("F0", "how", "good", WHOLE, 3, "3 of 5 kills hit held lanes", true);
        assertThat(report.passes()).isTrue();
        report.write(folder);
        assertThat(Files.readString(folder.resolve("report.md")))
                .contains("| 3 of 5 kills hit held lanes |")
                .doesNotContain("FAILED");
        assertThat(HubApi.JSON
                        .readTree(folder.resolve("report.json").toFile())
                        .at("/faults/0/met")
                        .asLong())
                .isEqualTo(3);
    }

    @Test
    void aFaultThatMetNothingFailsThoughEverythingArrived() {
        report.fault("F0", "how", "good", WHOLE, 0, "0 of 5 kills hit held lanes", true);
        assertThat(report.passes()).isFalse();
        assertThat(printed.toString(UTF_8)).contains("| NOTHING WAS MET; 0 of 5 kills hit held lanes **FAILED** |");
    }

    @Test
    void oneRowThatMetNothingFailsTheRun() {
        report.fault("F0", "how", "good", WHOLE, 3, "", true);
        report.fault("F0", "", "slow", WHOLE, 0, "", true);
        assertThat(report.passes()).isFalse();
    }

    @Test
    void whatMetWorkStillFailsWhereSomethingIsLostOrWhatIsAskedForIsNotSo() {
        report.fault("F0", "how", "good", new Verdict(10, 9, 0, 0, 0, 0, 0, 1, 2), 3, "", true);
        assertThat(report.passes()).isFalse();
        Report other = new Report(new PrintStream(printed, true, UTF_8));
        other.fault("F0", "how", "good", WHOLE, 3, "", false);
        assertThat(other.passes()).isFalse();
    }

    @Test
    void whereNothingIsBrokenNothingHasToBeMet() {
        report.quiet("M0", "how", "good", WHOLE, "20 of 20 subscribers got everything", true);
        assertThat(report.passes()).isTrue();
        report.quiet("M0", "how", "good", WHOLE, "19 of 20 subscribers got everything", false);
        assertThat(report.passes()).isFalse();
    }

    @Test
    void aFaultThatBrokeOffFails() {
        report.broken("F0", new IllegalStateException("no hub"));
        assertThat(report.passes()).isFalse();
    }
}
