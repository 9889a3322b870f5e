package org.ckep.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.Uuid;

/** One Kafka node (broker and KRaft controller) on the loopback interface. Topics are never created by use. */
public final class KafkaServer implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);

    private final ServerProcess process;
    private final KafkaAddress address;

    private KafkaServer(ServerProcess process, KafkaAddress address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Starts the node and waits until it answers. A folder without data is formatted.
     *
     * @param folder data and log of this server
     * @param port of the broker
     * @param controllerPort of the controller, for the node itself
     */
    public static KafkaServer start(Path folder, int port, int controllerPort) {
        Path absolute = folder.toAbsolutePath().normalize();
        Path data = absolute.resolve("data");
        Path properties = absolute.resolve("server.properties");
        Path logging = absolute.resolve("log4j2.properties");
        List<Path> classPath = ServerArtifacts.locate().kafkaClassPath();
        try {
            Files.createDirectories(absolute);
            Files.writeString(properties, properties(data, port, controllerPort), StandardCharsets.UTF_8);
            Files.writeString(logging, LOGGING, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new InfrastructureException("Cannot prepare " + absolute, e);
        }
        if (!Files.exists(data.resolve("meta.properties"))) {
            format(absolute, properties, logging, classPath);
        }
        ServerProcess process = ServerProcess.start(
                "Kafka",
                JavaCommand.of(brokerOptions(logging), classPath, "kafka.Kafka", List.of(properties.toString())),
                Map.of(),
                absolute,
                absolute.resolve("kafka.log"));
        KafkaAddress address = new KafkaAddress("127.0.0.1:" + port);
        try {
            process.awaitReady(() -> listens(port), START_LIMIT);
            process.awaitReady(address::answers, START_LIMIT);
        } catch (RuntimeException e) {
            process.close();
            throw e;
        }
        return new KafkaServer(process, address);
    }

    private static void format(Path folder, Path properties, Path logging, List<Path> classPath) {
        try (ServerProcess format = ServerProcess.start(
                "Kafka's formatting of its data folder",
                JavaCommand.of(
                        options(logging, "-Xmx128m"),
                        classPath,
                        "kafka.tools.StorageTool",
                        List.of(
                                "format",
                                "--cluster-id",
                                Uuid.randomUuid().toString(),
                                "--config",
                                properties.toString())),
                Map.of(),
                folder,
                folder.resolve("format.log"))) {
            int code = format.onExit()
                    .orTimeout(START_LIMIT.toSeconds(), TimeUnit.SECONDS)
                    .join()
                    .exitCode();
            if (code != 0) {
                throw new InfrastructureException(
                        "Kafka could not format its data folder (exit code " + code + ")" + format.tail());
            }
        } catch (CompletionException e) {
            throw new InfrastructureException("Kafka did not format its data folder in time", e);
        }
    }

    private static List<String> options(Path logging, String heap) {
        return List.of(
                heap,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-Dlog4j2.configurationFile=" + logging);
    }

    /** With class data sharing: the JVM writes the archive at the first regular end and maps it from then on. */
    private static List<String> brokerOptions(Path logging) {
        Path folder = SharedCache.ofUser().entry("class-archives", target -> {});
        String name = "kafka-" + Runtime.version().toString().replaceAll("[^0-9A-Za-z.]", "_") + ".jsa";
        List<String> options = new ArrayList<>(options(logging, "-Xmx256m"));
        options.add("-XX:+AutoCreateSharedArchive");
        options.add("-XX:SharedArchiveFile=" + folder.resolve(name));
        options.add("-Xlog:disable");
        return options;
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), (int) CONNECT_LIMIT.toMillis());
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String properties(Path data, int port, int controllerPort) {
        return """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                controller.listener.names=CONTROLLER
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                log.dirs=%3$s
                auto.create.topics.enable=false
                num.partitions=4
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=4
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=4
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                share.coordinator.state.topic.num.partitions=4
                group.initial.rebalance.delay.ms=0
                log.cleaner.dedupe.buffer.size=16777216
                num.network.threads=2
                num.io.threads=4
                """.formatted(port, controllerPort, data);
    }

    private static final String LOGGING = """
            appender.console.type = Console
            appender.console.name = console
            appender.console.layout.type = PatternLayout
            appender.console.layout.pattern = %d{yyyy-MM-dd HH:mm:ss,SSS} %p %m (%c{1})%n%throwable
            rootLogger.level = WARN
            rootLogger.appenderRef.console.ref = console
            logger.server.name = kafka.server.KafkaRaftServer
            logger.server.level = INFO
            """;

    public KafkaAddress address() {
        return address;
    }

    public ServerProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.stop(STOP_LIMIT);
    }
}
