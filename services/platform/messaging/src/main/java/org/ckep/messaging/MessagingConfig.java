package org.ckep.messaging;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Publishing and consuming events. */
@ConfigMapping(prefix = "ckep.messaging")
interface MessagingConfig {
    /** Name of the publishing service, the first part of every event's source. */
    @WithDefault("${quarkus.application.name}")
    String service();

    /** First part of every topic's name; test modules set their own so that they do not read each other's events. */
    @WithDefault("ckep")
    String topicPrefix();

    /** Largest data of one event in bytes; a larger one fails the transaction that would publish it. */
    @WithDefault("768K")
    MemorySize maxEventSize();

    /** The relay from the outbox to Kafka. */
    Relay relay();

    /** The memory of consumed events. */
    Inbox inbox();

    interface Relay {
        /** False where another process relays this database's outbox. */
        @WithDefault("true")
        boolean enabled();

        /** Most rows that one round reads and sends. */
        @WithDefault("500")
        int maxBatch();

        /** Shortest pause between two looks at an empty outbox. */
        @WithDefault("250ms")
        Duration minPollInterval();

        /** Longest pause between two looks at an outbox that stays empty. */
        @WithDefault("2s")
        Duration maxPollInterval();

        /** How often a replica compares its partitions with its fair share. */
        @WithDefault("5s")
        Duration rebalanceInterval();

        /** How often the backlog is measured. */
        @WithDefault("10s")
        Duration measureInterval();

        /** Pause after a failure of Kafka or PostgreSQL, doubled up to {@link #maxRetryInterval()}. */
        @WithDefault("500ms")
        Duration minRetryInterval();

        /** Longest pause after repeated failures of Kafka or PostgreSQL. */
        @WithDefault("10s")
        Duration maxRetryInterval();

        /** Longest wait for one answer of PostgreSQL before the relay's connection is given up. */
        @WithDefault("30s")
        Duration statementTimeout();

        /** How often a row that cannot be turned into a record is tried before it is parked. */
        @WithDefault("5")
        int maxAttempts();

        /** Longest wait for records in flight when the service stops. */
        @WithDefault("10s")
        Duration shutdownTimeout();
    }

    interface Inbox {
        /** How long a consumed event is remembered; a repetition after that is applied again. */
        @WithDefault("7d")
        Duration retentionPeriod();

        /** Pause after a failed attempt at an event, doubled up to {@link #maxRetryInterval()}. */
        @WithDefault("200ms")
        Duration minRetryInterval();

        /** Longest pause between two attempts at an event. */
        @WithDefault("10s")
        Duration maxRetryInterval();

        /** Attempts before an event is put into quarantine; failures of PostgreSQL itself are not counted. */
        @WithDefault("5")
        int maxAttempts();
    }
}
