package org.ckep.local;

import java.util.Optional;

/** One of the seven services, in the order in which they are listed to people. */
enum Component {
    GATEWAY("gateway", null, 8080),
    TRADE("trade-statistics", "trade", 8081),
    INVESTMENT("investment-projects", "investment", 8082),
    PARTNERSHIPS("sector-partnerships", "partnerships", 8083),
    POLICY("policy-milestones", "policy", 8084),
    EVENTS("event-hub", "events", 8085),
    PORTAL("portal", null, 8086);

    private final String title;
    private final Optional<String> database;
    private final int defaultPort;

    Component(String title, @org.jspecify.annotations.Nullable String database, int defaultPort) {
        this.title = title;
        this.database = Optional.ofNullable(database);
        this.defaultPort = defaultPort;
    }

    /** The name of its folder under {@code services} and of its log. */
    String title() {
        return title;
    }

    /** The name of its database and the first half of its roles' names, where it has one. */
    Optional<String> database() {
        return database;
    }

    int defaultPort() {
        return defaultPort;
    }
}
