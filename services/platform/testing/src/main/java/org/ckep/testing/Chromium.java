package org.ckep.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The machine's own Chromium; installed by the system's package manager where the build may do that. */
public final class Chromium {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final Path KOREAN_AND_CHINESE_FONTS = Path.of("/usr/share/fonts/opentype/noto");
    private static final int INSTALL_MINUTES = 10;

    private Chromium() {}

    /**
     * The executable.
     *
     * @throws IllegalStateException naming what to install, where there is none and none could be installed
     */
    public static Path executable() throws IOException, InterruptedException {
        Optional<Path> found = find();
        if (found.isEmpty() && mayInstall()) {
            install();
            found = find();
        }
        return found.orElseThrow(() -> new IllegalStateException(
                "the browser tests need Chromium: install it (Debian: apt-get install chromium fonts-noto-cjk)"
                        + " or name its path in the environment variable CKEP_CHROMIUM"));
    }

    private static Optional<Path> find() {
        String named = System.getenv("CKEP_CHROMIUM");
        if (named != null) {
            return Optional.of(Path.of(named)).filter(Files::isExecutable);
        }
        return NAMES.stream().flatMap(name -> onPath(name).stream()).findFirst();
    }

    private static Optional<Path> onPath(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static boolean mayInstall() {
        return "root".equals(System.getProperty("user.name"))
                && onPath("apt-get").isPresent();
    }

    private static void install() throws IOException, InterruptedException {
        run("apt-get", "update", "-qq");
        List<String> command =
                new ArrayList<>(List.of("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"));
        if (!Files.isDirectory(KOREAN_AND_CHINESE_FONTS)) {
            command.add("fonts-noto-cjk");
        }
        run(command.toArray(String[]::new));
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Path log = Files.createTempFile("install-", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
        Process process = builder.start();
        if (!process.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IllegalStateException(String.join(" ", command) + " did not end, see " + log);
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException(String.join(" ", command) + " failed, see " + log);
        }
        Files.delete(log);
    }
}
