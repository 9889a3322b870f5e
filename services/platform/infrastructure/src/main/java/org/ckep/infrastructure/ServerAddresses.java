package org.ckep.infrastructure;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where the three servers answer; written to a file for other processes.
 *
 * @param folder data and logs of the servers
 * @param supervisorPid the process whose children the servers are
 */
public record ServerAddresses(
        PostgresAddress postgres, KafkaAddress kafka, KeycloakAddress keycloak, String folder, long supervisorPid) {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** Reads the file of running servers. */
    public static ServerAddresses read(Path file) {
        try {
            return JSON.readValue(file.toFile(), ServerAddresses.class);
        } catch (IOException e) {
            throw new InfrastructureException("Cannot read the servers' addresses from " + file, e);
        }
    }

    /** Writes the file, readable by its owner alone; a reader sees the old content or the new, never a part. */
    void write(Path file) {
        try {
            Path folder = file.toAbsolutePath().resolveSibling("");
            Files.createDirectories(folder);
            Path staging = Files.createTempFile(
                    folder,
                    "servers",
                    ".new",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            JSON.writeValue(staging.toFile(), this);
            Files.move(staging, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new InfrastructureException("Cannot write " + file, e);
        }
    }

    /** Whether the process that holds the servers is still alive. */
    boolean areAlive() {
        return ProcessHandle.of(supervisorPid).map(ProcessHandle::isAlive).orElse(false);
    }
}
