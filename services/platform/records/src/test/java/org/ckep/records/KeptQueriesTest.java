package org.ckep.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.arc.ClientProxy;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.claim.SourceKind;
import org.hibernate.reactive.common.spi.Implementor;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.stat.QueryStatistics;
import org.hibernate.stat.spi.StatisticsImplementor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Hibernate keeps the SQL of a query of records and finds it again, whoever asks; else it would translate it each time. */
@QuarkusTest
class KeptQueriesTest {
    @Inject
    RecordTransactions transactions;

    @Inject
    Mutiny.SessionFactory sessions;

    static Stream<Viewer> viewers() {
        return Viewers.all().stream();
    }

    @ParameterizedTest
    @MethodSource("viewers")
    void theSqlOfAQueryIsFoundAgain(Viewer viewer) throws Throwable {
        // A condition that no other query has, in this run and this service.
        String condition = "r.version <> -" + (1000 + Viewers.all().indexOf(viewer));
        StatisticsImplementor statistics = statistics();
        for (int i = 0; i < 3; i++) {
            ask(viewer, condition);
        }
        List<String> asked = Stream.of(statistics.getQueries())
                .filter(query -> query.contains(condition))
                .toList();
        assertThat(asked).hasSize(1);
        QueryStatistics query = statistics.getQueryStatistics(asked.getFirst());
        // Each time it is looked for twice: as HQL that was read, and as SQL.
        assertThat(query.getPlanCacheMissCount()).isEqualTo(2);
        assertThat(query.getPlanCacheHitCount()).isEqualTo(4);
    }

    private StatisticsImplementor statistics() {
        StatisticsImplementor statistics = ((Implementor) ClientProxy.unwrap(sessions))
                .getServiceRegistry()
                .requireService(StatisticsImplementor.class);
        statistics.setStatisticsEnabled(true);
        return statistics;
    }

    private void ask(Viewer viewer, String condition) throws Throwable {
        VertxContextSupport.subscribeAndAwait(
                () -> transactions.read(viewer, session -> RecordQuery.of(StoredSource.class, viewer)
                        .where(condition)
                        .whereAnyOf("r.kind", "kinds", List.of(SourceKind.PRESS, SourceKind.COMMENTARY))
                        .whereLocalId("register 7")
                        .among(session, List.of(UUID.randomUUID(), UUID.randomUUID()))));
    }

    /** Nor does a transaction leave a plan that nobody finds again: they would take the place of those that are found. */
    @ParameterizedTest
    @MethodSource("viewers")
    void bindingAViewerLeavesNoPlan(Viewer viewer) throws Throwable {
        StatisticsImplementor statistics = statistics();
        ask(viewer, "r.version <> -1");
        assertThat(statistics.getQueries()).noneMatch(query -> query.contains("set_config"));
    }
}
