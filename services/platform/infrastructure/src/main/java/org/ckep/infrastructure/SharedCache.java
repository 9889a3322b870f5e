package org.ckep.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

/**
 * Folder of the user in which unpacked and prepared software is kept between builds: {@code CKEP_CACHE} or
 * {@code ~/.cache/ckep}. An entry is made in a temporary folder and moved into place, so that it is whole or absent,
 * also when several processes want it at once or one is killed half-way.
 */
final class SharedCache {

    /** Makes the content of one entry. */
    interface Filler {
        void fill(Path folder) throws IOException;
    }

    private static final ConcurrentMap<Path, Object> LOCKS_IN_THIS_JVM = new ConcurrentHashMap<>();

    private final Path root;

    SharedCache(Path root) {
        this.root = root;
    }

    static SharedCache ofUser() {
        String configured = System.getenv("CKEP_CACHE");
        Path root = configured == null || configured.isBlank()
                ? Path.of(System.getProperty("user.home"), ".cache", "ckep")
                : Path.of(configured);
        return new SharedCache(root.toAbsolutePath().normalize());
    }

    /** The folder of that name, made by {@code filler} if it does not exist yet. The name must change with the content. */
    Path entry(String name, Filler filler) {
        Path entry = root.resolve(name);
        if (Files.isDirectory(entry)) {
            return entry;
        }
        // FileChannel locks exclude other processes only; within one JVM a second lock attempt would throw.
        synchronized (LOCKS_IN_THIS_JVM.computeIfAbsent(entry, path -> new Object())) {
            try {
                Files.createDirectories(root);
                try (FileChannel channel = FileChannel.open(
                                root.resolve("." + name + ".lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                        var lock = channel.lock()) {
                    if (!Files.isDirectory(entry)) {
                        make(entry, name, filler);
                    }
                }
                return entry;
            } catch (IOException e) {
                throw new InfrastructureException("Cannot prepare " + entry, e);
            }
        }
    }

    private void make(Path entry, String name, Filler filler) throws IOException {
        try (Stream<Path> leftovers = Files.list(root)) {
            for (Path leftover : leftovers
                    .filter(path -> String.valueOf(path.getFileName()).startsWith("." + name + ".new"))
                    .toList()) {
                deleteTree(leftover);
            }
        }
        Path staging = Files.createTempDirectory(root, "." + name + ".new");
        try {
            Path content = Files.createDirectory(staging.resolve("content"));
            filler.fill(content);
            Files.move(content, entry, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            deleteTree(staging);
        }
    }

    static void deleteTree(Path tree) throws IOException {
        if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** Copies a folder with its content; the target must not exist. */
    static void copyTree(Path source, Path target) throws IOException {
        try (Stream<Path> paths = Files.walk(source)) {
            paths.forEach(path -> {
                try {
                    Files.copy(path, target.resolve(source.relativize(path)), StandardCopyOption.COPY_ATTRIBUTES);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
