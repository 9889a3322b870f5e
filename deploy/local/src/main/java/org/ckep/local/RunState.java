package org.ckep.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.ckep.infrastructure.InfrastructureException;

/**
 * What runs, written down for {@code status} and {@code down}.
 *
 * @param launcherPid the process to stop
 */
record RunState(long launcherPid, List<Part> parts) {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /**
     * One process.
     *
     * @param address for people
     * @param readyUrl answers 200 when the part is ready; empty where only the process itself can be looked at
     */
    record Part(String name, long pid, String address, String readyUrl, String log) {}

    RunState {
        parts = List.copyOf(parts);
    }

    static Optional<RunState> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(file.toFile(), RunState.class));
        } catch (IOException e) {
            throw new InfrastructureException("Cannot read " + file, e);
        }
    }

    void write(Path file) {
        try {
            Path staging = file.resolveSibling("state.json.new");
            JSON.writeValue(staging.toFile(), this);
            Files.move(staging, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new InfrastructureException("Cannot write " + file, e);
        }
    }
}
