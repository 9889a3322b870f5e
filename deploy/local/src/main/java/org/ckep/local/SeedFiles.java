package org.ckep.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The files of the first data, in the order of their names. */
final class SeedFiles {

    private static final ObjectMapper JSON = new ObjectMapper();

    private SeedFiles() {}

    static List<SeedLoader.SeedFile> read(Path folder) {
        List<SeedLoader.SeedFile> files = new ArrayList<>();
        try (Stream<Path> paths = Files.list(folder)) {
            for (Path path : paths.filter(candidate -> candidate.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                try (InputStream in = Files.newInputStream(path)) {
                    files.add(new SeedLoader.SeedFile(String.valueOf(path.getFileName()), JSON.readTree(in)));
                }
            }
        } catch (IOException e) {
            throw new SeedException("Cannot read the first data from " + folder + ": " + e.getMessage(), e);
        }
        if (files.isEmpty()) {
            throw new SeedException(folder + " holds no first data");
        }
        return files;
    }
}
