package org.ckep.infrastructure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Holds the three servers for development: tests that are given the written file by {@code CKEP_TEST_SERVERS} use them
 * instead of starting their own.
 */
public final class DevServers {

    private DevServers() {}

    /**
     * Starts the servers on free ports, writes their addresses and stays until killed.
     *
     * @param args the file to write, and optionally the folder for data and logs, which is emptied first; by default a
     *     folder beside the file
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length < 1 || args.length > 2) {
            System.err.println("usage: DevServers <json file> [data folder]");
            System.exit(2);
        }
        Path file = Path.of(args[0]).toAbsolutePath();
        Path folder = args.length == 2 ? Path.of(args[1]).toAbsolutePath() : file.resolveSibling("dev-servers");
        Files.deleteIfExists(file);
        SharedCache.deleteTree(folder);
        Servers servers = Servers.start(
                Servers.Plan.forTests(folder, UUID.randomUUID().toString()), Servers.Progress.printedTo(System.out));
        file.toFile().deleteOnExit();
        Runtime.getRuntime().addShutdownHook(new Thread(servers::close));
        servers.addresses().write(file);
        System.out.println("Addresses in " + file);
        Thread.currentThread().join();
    }
}
