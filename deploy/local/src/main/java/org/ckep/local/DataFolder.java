package org.ckep.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.ckep.infrastructure.InfrastructureException;

/** The data folder, held by one run at a time. */
final class DataFolder implements AutoCloseable {

    private static final String LOCK = "lock";

    private final Path folder;
    private final FileChannel channel;

    private DataFolder(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Takes the folder for this process until it ends.
     *
     * @throws InfrastructureException where another run holds it
     */
    static DataFolder take(Path folder) {
        try {
            Files.createDirectories(folder);
            FileChannel channel =
                    FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw new InfrastructureException(
                        "The platform runs already with " + folder + "; 'deploy/local/up down' stops it");
            }
            return new DataFolder(folder, channel);
        } catch (IOException e) {
            throw new InfrastructureException("Cannot use " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Whether some run holds the folder. */
    static boolean isTaken(Path folder) {
        if (!Files.exists(folder.resolve(LOCK))) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        } catch (IOException e) {
            throw new InfrastructureException("Cannot look at " + folder, e);
        }
    }

    /** Deletes what earlier runs have left. */
    void empty() {
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.filter(path -> !path.endsWith(LOCK)).toList()) {
                deleteTree(entry);
            }
        } catch (IOException e) {
            throw new InfrastructureException("Cannot empty " + folder + ": " + e.getMessage(), e);
        }
    }

    private static void deleteTree(Path tree) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> paths = Files.walk(tree)) {
            deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                Files.delete(path);
            }
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The lock ends with the process at the latest.
        }
    }
}
