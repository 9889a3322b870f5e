package org.ckep.investment.project;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The standards as their publishers give them out. They are not part of the project: who has them names the folder that holds
 * them as {@code oc4ids} and {@code iati}, and the tests that read our files by them are skipped where nobody does.
 */
final class PublishedStandard {
    static final String FOLDER = "ckep.test.standards";

    private PublishedStandard() {}

    /** A file of OC4IDS 0.9.5. */
    static Path oc4ids(String name) {
        return Path.of(System.getProperty(FOLDER), "oc4ids").resolve(name);
    }

    /** A file of IATI 2.03. */
    static Path iati(String name) {
        return Path.of(System.getProperty(FOLDER), "iati").resolve(name);
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** One of our golden files, with values in the place of all names. */
    static String golden(String name) {
        try (InputStream in = Objects.requireNonNull(PublishedStandard.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("${CHANGED}", "2024-09-01T08:00:00.123456Z")
                    .replaceAll("\\$\\{(\\w+)}", "urn:ckep:test:$1");
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
