package org.ckep.kubernetes;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Reads the manifests: the files as they are, and what kustomize makes of them. */
final class Manifests {
    static final Path ROOT = Path.of(System.getProperty("ckep.project.dir")).resolve("deploy/kubernetes");

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private Manifests() {}

    /** The objects of all files, each file alone. Patches and kustomize's own files are none. */
    static List<Document> raw() {
        List<Document> documents = new ArrayList<>();
        for (String folder : List.of("base", "platform", "components")) {
            for (Path file : files(ROOT.resolve(folder))) {
                if (!file.getFileName().toString().equals("kustomization.yaml")) {
                    documents.addAll(parse(ROOT.relativize(file).toString(), read(file)));
                }
            }
        }
        return documents;
    }

    /** The names of the overlays. */
    static List<String> overlays() {
        try (Stream<Path> folders = Files.list(ROOT.resolve("overlays"))) {
            return folders.filter(folder -> Files.exists(folder.resolve("kustomization.yaml")))
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The program that builds overlays, if this machine has one. */
    static Optional<List<String>> kustomize() {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator)) {
            if (Files.isExecutable(Path.of(folder, "kubectl"))) {
                return Optional.of(List.of(Path.of(folder, "kubectl").toString(), "kustomize"));
            }
            if (Files.isExecutable(Path.of(folder, "kustomize"))) {
                return Optional.of(List.of(Path.of(folder, "kustomize").toString(), "build"));
            }
        }
        return Optional.empty();
    }

    /** What kustomize makes of an overlay. */
    static List<Document> overlay(String name, List<String> kustomize) throws IOException, InterruptedException {
        return parse("overlay " + name, build(ROOT.resolve("overlays").resolve(name), kustomize));
    }

    /**
     * Runs kustomize.
     *
     * @throws IllegalStateException with its message if it fails or warns
     */
    static String build(Path folder, List<String> kustomize) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(kustomize);
        command.add(folder.toString());
        Path out = Files.createTempFile("kustomize", ".yaml");
        Path err = Files.createTempFile("kustomize", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("kustomize did not end within a minute");
            }
            String complaint = Files.readString(err).strip();
            if (process.exitValue() != 0 || !complaint.isEmpty()) {
                throw new IllegalStateException("kustomize: " + complaint);
            }
            return Files.readString(out);
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    /** Splits a YAML stream by its grammar: a line of three dashes may also stand inside a text. */
    static List<Document> parse(String origin, String yaml) {
        List<Document> documents = new ArrayList<>();
        try (MappingIterator<Map<String, Object>> objects = YAML.readerFor(
                        new TypeReference<LinkedHashMap<String, Object>>() {})
                .readValues(yaml)) {
            while (objects.hasNextValue()) {
                Map<String, Object> tree = objects.nextValue();
                if (tree != null && !tree.isEmpty()) {
                    documents.add(new Document(origin + " #" + (documents.size() + 1), tree));
                }
            }
            return documents;
        } catch (IOException failure) {
            throw new IllegalStateException(origin + ": " + failure.getMessage(), failure);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static String write(Map<String, Object> tree) {
        try {
            return YAML.writeValueAsString(tree);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
