package org.ckep.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of this repository. */
public final class Repository {

    private static final Path ROOT = Path.of(System.getProperty("ckep.project.dir"));
    private static final boolean WRITING = Boolean.getBoolean("ckep.write");

    private Repository() {}

    /** The file or folder at a path from the repository's root. */
    public static Path path(String fromRoot) {
        return ROOT.resolve(fromRoot);
    }

    /** The folders with sources of the services and of the libraries below them, in the order of their names. */
    static List<Path> modules() {
        try (Stream<Path> paths =
                Stream.concat(Files.list(ROOT.resolve("services")), Files.list(ROOT.resolve("services/platform")))) {
            return paths.filter(path -> Files.isDirectory(path.resolve("src/main/java")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files below a folder whose name ends so. */
    static List<Path> files(Path folder, String ending) {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(path -> path.getFileName().toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether documents are to be written rather than compared. */
    public static boolean isWriting() {
        return WRITING;
    }

    /**
     * Compares a document with what it must say; with {@code -Dckep.write=true} writes it.
     *
     * @param test the test that writes the document
     */
    public static void requireDocument(String fromRoot, String content, Class<?> test) {
        Path file = path(fromRoot);
        try {
            if (WRITING) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, content);
            }
            assertThat(Files.exists(file) ? Files.readString(file) : "")
                    .as(
                            "%s differs from the sources; ./mvnw verify -pl deploy/local -Dtest=%s -Dckep.write=true writes it",
                            fromRoot, test.getSimpleName())
                    .isEqualTo(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
