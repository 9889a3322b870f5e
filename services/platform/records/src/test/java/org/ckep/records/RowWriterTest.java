package org.ckep.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.messaging.DomainEvent;
import org.ckep.messaging.Outbox;
import org.hibernate.FlushMode;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows that one statement adds are those that Hibernate would have added one by one. */
@QuarkusTest
class RowWriterTest {
    private static final Viewer CN = Viewers.of(Side.CN, "mofcom", Role.MAKER);
    private static final Instant AT = Instant.parse("2026-01-04T08:00:00.123456Z");
    private static final String ENTRIES =
            "select cast(to_jsonb(e) - 'id' as text) from audit_entry e where e.urn = :urn";
    private static final String EVENTS = "select cast(to_jsonb(e) - array['id', 'seq', 'headers'] "
            + "|| (e.headers - array['ce_id', 'ce_recordedtime']) as text) from outbox_event e where e.aggregateid = :urn";

    @Inject
    RecordTransactions transactions;

    @Inject
    RowWriter rows;

    @Inject
    Outbox outbox;

    private Urn urn;

    @BeforeEach
    void aRecord() {
        urn = Urn.random("facility");
    }

    private AuditEntry entry() {
        return new AuditEntry(
                UUID.randomUUID(),
                AT,
                CN,
                Side.CN,
                "change-facility",
                urn,
                null,
                3,
                Imprint.of(List.of("title", "city")),
                "X");
    }

    private Uni<List<String>> found(Mutiny.Session session, String sql) {
        return session.createNativeQuery(sql, String.class)
                .setParameter("urn", urn.toString())
                .setFlushMode(FlushMode.MANUAL)
                .getResultList();
    }

    @Test
    void anEntryOfTheTrailIsTheSame() throws Throwable {
        List<String> found =
                VertxContextSupport.subscribeAndAwait(() -> transactions.system(session -> session.persist(entry())
                        .chain(session::flush)
                        .chain(() -> rows.insert(session, List.of(rows.of(entry()))))
                        .chain(() -> found(session, ENTRIES))));
        assertThat(found).hasSize(2).allMatch(found.getFirst()::equals);
        assertThat(found.getFirst())
                .contains("change-facility", "\"version_after\": 3", "\"version_before\": null")
                .contains(
                        "\"attributes\": [\"city\", \"title\"]",
                        "\"content_hash\": null",
                        "\"network\": \"X\"",
                        "\"form\": 2");
    }

    @Test
    void anEventIsTheSame() throws Throwable {
        DomainEvent event = DomainEvent.forAll(
                "org.ckep.investment.facility.changed.v1",
                urn,
                AT,
                "SEMI",
                Classification.side(Side.CN),
                Map.of("title", "晶圆厂 \\ 팹"));
        List<String> found = VertxContextSupport.subscribeAndAwait(
                () -> transactions.system(session -> outbox.publish(session, event)
                        .chain(session::flush)
                        .chain(() -> outbox.publish(
                                event,
                                told -> rows.insert(
                                        session,
                                        Stream.concat(told.stream(), Stream.of(entry()))
                                                .map(rows::of)
                                                .toList())))
                        .chain(() -> found(session, EVENTS))
                        .call(() -> found(session, ENTRIES)
                                .invoke(entries -> assertThat(entries).hasSize(1)))));
        assertThat(found).hasSize(2).allMatch(found.getFirst()::equals);
        assertThat(found.getFirst()).contains("\"ce_sector\": \"SEMI\"");
    }

    @Test
    void nothingElseIsWritten() throws Throwable {
        List<String> found =
                VertxContextSupport.subscribeAndAwait(() -> transactions.system(session -> session.persist(entry())
                        .chain(() -> rows.insert(session, List.of()))
                        .chain(() -> rows.insert(session, List.of(rows.of(entry()))))
                        .chain(() -> found(session, ENTRIES))));
        assertThat(found).hasSize(1);
    }

    /** What one of the rows breaks, all of them and the transaction are undone by. */
    @Test
    void allOfThemAreAddedOrNone() throws Throwable {
        AuditEntry twice = entry();
        assertThatThrownBy(() -> VertxContextSupport.subscribeAndAwait(() -> transactions.system(
                        session -> rows.insert(session, List.of(rows.of(entry()), rows.of(twice), rows.of(twice))))))
                .hasStackTraceContaining("audit_entry_pkey");
        assertThat(Database.all("select cast(id as text) from audit_entry where urn = ?", urn.toString()))
                .isEmpty();
    }

    /** Row-level security looks at these rows as at others. */
    @Test
    void nobodyAddsWhatHeMayNot() {
        RowWriter.Row link = new RowWriter.Row(
                "audit_link",
                List.of("chain", "no", "entry_id", "hash", "form"),
                Map.of(
                        "chain",
                        "CN",
                        "no",
                        1_000_000_000,
                        "entry_id",
                        UUID.randomUUID(),
                        "hash",
                        "0".repeat(64),
                        "form",
                        2));
        assertThatThrownBy(() -> VertxContextSupport.subscribeAndAwait(
                        () -> transactions.write(CN, session -> rows.insert(session, List.of(link)))))
                .hasStackTraceContaining("row-level security");
    }
}
