package org.ckep.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.claim.SourceKind;
import org.hibernate.query.sqm.internal.SqmCriteriaNodeBuilder;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Hibernate keeps the SQL of a query of records, whoever asks; else it would translate the query anew each time. */
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
    void theSqlOfAQueryIsKept(Viewer viewer) throws Throwable {
        // A condition that no other query has, in this run and this service.
        String condition = "r.version <> -" + (1000 + Viewers.all().indexOf(viewer));
        int before = kept();
        VertxContextSupport.subscribeAndAwait(
                () -> transactions.read(viewer, session -> RecordQuery.of(StoredSource.class, viewer)
                        .where(condition)
                        .whereAnyOf("r.kind", "kinds", List.of(SourceKind.PRESS, SourceKind.COMMENTARY))
                        .among(session, List.of(UUID.randomUUID(), UUID.randomUUID()))));
        assertThat(kept()).isGreaterThan(before);
    }

    private int kept() {
        return ((SqmCriteriaNodeBuilder) sessions.getCriteriaBuilder())
                .getQueryEngine()
                .getInterpretationCache()
                .getNumberOfCachedQueryPlans();
    }
}
