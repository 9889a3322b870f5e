package org.ckep.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.ckep.kernel.access.Audience;

/** The names of topics: {@code {prefix}.events.{audience}.v1} and, for what leaves the platform, {@code {prefix}.agency.{id}.v1}. */
@ApplicationScoped
public class EventTopics {
    private static final String SUFFIX = ".v1";

    private final String prefix;
    private final String agencyPrefix;

    EventTopics(MessagingConfig config) {
        this.prefix = config.topicPrefix() + ".events.";
        this.agencyPrefix = config.topicPrefix() + ".agency.";
    }

    /** The topic that an agency may have its subscription put into. */
    public String ofAgency(String agency) {
        return agencyPrefix + agency + SUFFIX;
    }

    /** The topic that carries the audience's events. */
    public String topic(Audience audience) {
        return prefix + audience.id() + SUFFIX;
    }

    /** The audience that a topic belongs to, empty where it is not an audience topic of this prefix. */
    public Optional<Audience> audience(String topic) {
        if (!topic.startsWith(prefix)
                || !topic.endsWith(SUFFIX)
                || topic.length() <= prefix.length() + SUFFIX.length()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Audience(topic.substring(prefix.length(), topic.length() - SUFFIX.length())));
        } catch (IllegalArgumentException notAnAudience) {
            return Optional.empty();
        }
    }
}
