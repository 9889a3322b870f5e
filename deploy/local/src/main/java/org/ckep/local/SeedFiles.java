package org.ckep.local;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The files of the first data, in the order of their names. */
final class SeedFiles {

    /** Numbers are sent on as they are written: 1.50 is not 1.5. */
    static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private SeedFiles() {}

    /**
     * @param resources the folder that holds the folder {@code seed} and the files that it refers to
     */
    static List<SeedLoader.SeedFile> read(Path resources) {
        Path folder = resources.resolve("seed");
        List<SeedLoader.SeedFile> files = new ArrayList<>();
        try (Stream<Path> paths = Files.list(folder)) {
            for (Path path : paths.filter(candidate -> candidate.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                try (InputStream in = Files.newInputStream(path)) {
                    files.add(
                            new SeedLoader.SeedFile(String.valueOf(path.getFileName()), JSON.readTree(in), resources));
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
