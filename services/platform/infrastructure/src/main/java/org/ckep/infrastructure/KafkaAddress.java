package org.ckep.infrastructure;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;

/** Where a Kafka broker answers. */
public record KafkaAddress(String bootstrapServers) {

    private static final long LIMIT_SECONDS = 30;

    boolean answers() throws Exception {
        try (Admin admin = admin()) {
            return !admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).isEmpty();
        }
    }

    /** Creates the topics that do not exist yet, each with this many partitions. */
    public void createTopics(Collection<String> names, int partitions) {
        call("create topics", admin -> {
            Set<String> missing = new HashSet<>(names);
            missing.removeAll(admin.listTopics().names().get(LIMIT_SECONDS, TimeUnit.SECONDS));
            Map<String, KafkaFuture<Void>> created = admin.createTopics(missing.stream()
                            .map(name -> new NewTopic(name, Optional.of(partitions), Optional.empty()))
                            .collect(Collectors.toSet()))
                    .values();
            for (KafkaFuture<Void> one : created.values()) {
                try {
                    one.get(LIMIT_SECONDS, TimeUnit.SECONDS);
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw e;
                    }
                }
            }
        });
    }

    /** Deletes all topics whose name begins with the prefix. */
    public void deleteTopics(String prefix) {
        if (prefix.isEmpty()) {
            throw new IllegalArgumentException("An empty prefix would delete every topic");
        }
        call("delete topics", admin -> {
            Set<String> names = admin.listTopics().names().get(LIMIT_SECONDS, TimeUnit.SECONDS).stream()
                    .filter(name -> name.startsWith(prefix))
                    .collect(Collectors.toSet());
            admin.deleteTopics(names).all().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        });
    }

    private interface AdminCall {
        void on(Admin admin) throws ExecutionException, InterruptedException, TimeoutException;
    }

    private void call(String what, AdminCall call) {
        try (Admin admin = admin()) {
            call.on(admin);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InfrastructureException("Interrupted while Kafka had to " + what, e);
        } catch (ExecutionException | TimeoutException e) {
            throw new InfrastructureException("Kafka at " + bootstrapServers + " could not " + what + ": " + e, e);
        }
    }

    private Admin admin() {
        return Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                10_000,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                20_000));
    }
}
