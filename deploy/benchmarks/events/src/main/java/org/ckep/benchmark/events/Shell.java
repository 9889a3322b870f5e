package org.ckep.benchmark.events;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Short commands of the system. */
final class Shell {
    private Shell() {}

    /** Runs a command that must succeed within ten seconds. */
    static void run(String... command) {
        if (!succeeds(command)) {
            throw new IllegalStateException("failed: " + String.join(" ", command));
        }
    }

    static boolean succeeds(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor(10, TimeUnit.SECONDS)) {
                return process.exitValue() == 0;
            }
            process.destroyForcibly();
            return false;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
