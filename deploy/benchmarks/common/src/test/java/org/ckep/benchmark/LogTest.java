package org.ckep.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LogTest {
    @Test
    void warningsAreShown() {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        PrintStream stderr = System.err;
        System.setErr(new PrintStream(shown, true, StandardCharsets.UTF_8));
        try {
            Log.toStderr();
        } finally {
            System.setErr(stderr);
        }

        System.getLogger("a benchmark").log(Level.WARNING, "{0} is not installed", "node");
        System.getLogger("a benchmark").log(Level.INFO, "all is well");

        assertThat(shown.toString(StandardCharsets.UTF_8))
                .contains("node is not installed")
                .doesNotContain("all is well");
    }
}
