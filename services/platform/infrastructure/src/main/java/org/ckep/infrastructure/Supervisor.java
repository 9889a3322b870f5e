package org.ckep.infrastructure;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.UUID;
import org.ckep.infrastructure.SharedServers.ServersFolder;

/** Process that holds the servers of a build while any of its build processes lives. */
final class Supervisor {

    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private Supervisor() {}

    /**
     * Starts the servers, writes their addresses and stays until no build process is left.
     *
     * @param args the folder of {@link ServersFolder}
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        ServersFolder folder = new ServersFolder(Path.of(args[0]));
        // A channel that nothing refers to is closed by the garbage collector, with its lock, while the servers still
        // run.
        try (FileChannel turn = awaitFormer(folder)) {
            SharedCache.deleteTree(folder.data());
            Servers servers = Servers.start(
                    Servers.Plan.forTests(folder.data(), UUID.randomUUID().toString()),
                    Servers.Progress.printedTo(System.out));
            Runtime.getRuntime().addShutdownHook(new Thread(servers::close));
            servers.addresses().write(folder.addresses());
            while (turn.isOpen() && isWanted(folder)) {
                Thread.sleep(LOOK_EVERY);
            }
            System.exit(0);
        }
    }

    /** The former supervisor's servers write to the same folder until they have ended; this process's end frees the lock. */
    private static FileChannel awaitFormer(ServersFolder folder) throws IOException {
        FileChannel turn = FileChannel.open(folder.turn(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        turn.lock();
        return turn;
    }

    private static boolean isWanted(ServersFolder folder) throws IOException {
        if (!Files.exists(folder.addresses())) {
            // "mvn clean" of a build whose processes live on, as in an editor.
            return false;
        }
        if (folder.hasOwner()) {
            return true;
        }
        // Nobody may attach between this look and the end.
        try (FileChannel channel = FileChannel.open(folder.lock(), StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            if (folder.hasOwner()) {
                return true;
            }
            Files.deleteIfExists(folder.addresses());
            return false;
        }
    }
}
