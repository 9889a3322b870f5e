package org.ckep.trade.release;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.ckep.trade.figures.JdbcTransactions;
import org.jboss.logging.Logger;

/** Publishes what is under embargo when the embargo ends, on whichever replica comes first. */
@ApplicationScoped
class EmbargoClock {
    private static final Logger LOG = Logger.getLogger(EmbargoClock.class);

    private final DataSource dataSource;
    private final ReleaseJournal journal;
    private final ReleasePublisher publisher;
    private final ReleaseConfig config;

    EmbargoClock(DataSource dataSource, ReleaseJournal journal, ReleasePublisher publisher, ReleaseConfig config) {
        this.dataSource = dataSource;
        this.journal = journal;
        this.publisher = publisher;
        this.config = config;
    }

    @Scheduled(
            every = "${ckep.trade.releases.embargo-check-period:1S}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    void publishDue() {
        try {
            due().forEach(this::publish);
        } catch (SQLException databaseIsAway) {
            LOG.warn("embargoes could not be looked at", databaseIsAway);
        }
    }

    /** Those of one instant; where that fails each of them by itself, so that none is kept back by another one. */
    private void publish(Instant end, List<UUID> releases) {
        try {
            publisher.publishWhenDue(releases, end);
        } catch (SQLException | RuntimeException failure) {
            LOG.errorf(failure, "releases %s could not be published when their embargo ended", releases);
            if (releases.size() > 1) {
                releases.forEach(release -> publish(end, List.of(release)));
            }
        }
    }

    private SortedMap<Instant, List<UUID>> due() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return JdbcTransactions.system(connection, () -> journal.due(connection, config.embargoLeadPeriod()));
        }
    }
}
