package org.ckep.investment.interference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.ckep.kernel.field.FieldClass;
import org.ckep.kernel.field.FieldPolicy;

/** The attributes of all kinds of records, from the files that give them their classes. */
final class RecordAttributes {
    private static final Path FILES = Path.of("src", "main", "resources", "org", "ckep", "investment");
    private static final String SUFFIX = ".fields";
    private static final String PROJECT = "project";

    private RecordAttributes() {}

    /** All of a project; of any other record what is stated of it, such as {@code site.title}. */
    static Set<String> all() {
        Set<String> all = new TreeSet<>();
        for (Path file : files()) {
            String kind = file.getFileName().toString().replace(SUFFIX, "");
            FieldPolicy policy = policy(file);
            if (kind.equals(PROJECT)) {
                all.addAll(policy.attributes());
            } else {
                policy.attributes().stream()
                        .filter(attribute ->
                                !policy.attributes(FieldClass.DERIVED).contains(attribute))
                        .forEach(attribute -> all.add(kind + "." + attribute));
            }
        }
        return all;
    }

    private static List<Path> files() {
        try (Stream<Path> files = Files.walk(FILES)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX)).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static FieldPolicy policy(Path file) {
        try {
            return FieldPolicy.read(file.toString(), Files.newBufferedReader(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
