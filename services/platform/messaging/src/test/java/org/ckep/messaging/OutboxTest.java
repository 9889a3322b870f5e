package org.ckep.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.vertx.RunOnVertxContext;
import io.quarkus.test.vertx.UniAsserter;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.ckep.kernel.access.Audience;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OutboxTest {
    @Inject
    Outbox outbox;

    @Inject
    Mutiny.SessionFactory sessions;

    @Inject
    Pool pool;

    @Inject
    DataSource jdbc;

    @Inject
    ObjectMapper json;

    private final Urn subject = Urn.random("note");

    @Test
    @RunOnVertxContext
    void anEventIsWrittenWithTheRecordForEveryEntitledAudience(UniAsserter asserter) {
        DomainEvent event = DomainEvent.forAll(
                "org.ckep.investment.note.written.v1",
                subject,
                Instant.parse("2026-01-04T08:00:00Z"),
                "SEMI",
                Classification.BILATERAL,
                Map.of("title", "西安 · 시안"));
        asserter.assertThat(
                () -> sessions.withTransaction(session -> session.persist(new Note(subject.uuid(), "one"))
                                .chain(() -> outbox.publish(session, event.withRecordVersion("3"))))
                        .chain(this::rows),
                rows -> {
                    assertThat(rows)
                            .extracting(row -> row.getString("audience"))
                            .containsExactly("bilateral", "side-cn", "side-kr");
                    assertThat(rows)
                            .extracting(row -> row.getUUID("id").version())
                            .containsOnly(7);
                    Row row = rows.get(1);
                    assertThat(row.getString("aggregatetype")).isEqualTo("note");
                    assertThat(row.getString("type")).isEqualTo("org.ckep.investment.note.written.v1");
                    assertThat(row.getShort("partition_no")).isEqualTo(OutboxPartitions.of(subject.toString()));
                    assertThat(row.getJsonObject("headers").getMap())
                            .containsEntry("ce_specversion", "1.0")
                            .containsEntry("ce_id", row.getUUID("id").toString())
                            .containsEntry("ce_source", "/messaging-test/side-cn")
                            .containsEntry("ce_type", "org.ckep.investment.note.written.v1")
                            .containsEntry("ce_subject", subject.toString())
                            .containsEntry("ce_time", "2026-01-04T08:00:00Z")
                            .containsEntry("ce_audience", "side-cn")
                            .containsEntry("ce_dataclassification", "bilateral")
                            .containsEntry("ce_partitionkey", subject.toString())
                            .containsEntry("ce_recordversion", "3")
                            .containsEntry("ce_sector", "SEMI")
                            .containsEntry("content-type", "application/json")
                            .containsKey("ce_recordedtime")
                            .hasSize(13);
                    assertThat(tree(row.getBuffer("payload").getBytes())
                                    .get("title")
                                    .asText())
                            .isEqualTo("西安 · 시안");
                });
    }

    /** Within a request whose trace is known; without one there is none, as the test before shows. */
    @Test
    @RunOnVertxContext
    void anEventTellsTheTraceThatItBeganWith(UniAsserter asserter) {
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        DomainEvent event = new DomainEvent(
                "org.ckep.investment.note.written.v1",
                subject,
                Instant.EPOCH,
                null,
                null,
                Map.of(),
                Map.of(Audience.PUBLIC, 1));
        asserter.execute(() -> MDC.put("traceparent", trace));
        asserter.assertThat(
                () -> pool.withTransaction(connection -> outbox.publish(connection, event))
                        .chain(this::rows),
                rows -> assertThat(rows)
                        .extracting(row -> row.getJsonObject("headers").getString("ce_traceparent"))
                        .containsExactly(trace));
        asserter.execute(() -> MDC.remove("traceparent"));
    }

    @Test
    @RunOnVertxContext
    void eachAudienceGetsItsOwnRendering(UniAsserter asserter) {
        DomainEvent event = new DomainEvent(
                "org.ckep.investment.note.written.v1",
                subject,
                Instant.EPOCH,
                null,
                null,
                Map.of(),
                Map.of(Audience.SIDE_KR, Map.of("v", 2), Audience.PUBLIC, Map.of("v", 1)));
        asserter.assertThat(
                () -> pool.withTransaction(connection -> outbox.publish(connection, event))
                        .chain(this::rows),
                rows -> assertThat(rows)
                        .extracting(row -> row.getString("audience") + " " + row.getBuffer("payload"))
                        .containsExactly("public {\"v\":1}", "side-kr {\"v\":2}"));
    }

    @Test
    @RunOnVertxContext
    void aRolledBackTransactionLeavesNoEvent(UniAsserter asserter) {
        asserter.assertFailedWith(
                () -> sessions.withTransaction(session -> session.persist(new Note(subject.uuid(), "gone"))
                        .chain(() -> outbox.publish(session, note()))
                        .chain(session::flush)
                        .chain(() -> Uni.createFrom().<Void>failure(new IllegalStateException("refused")))),
                IllegalStateException.class);
        asserter.assertFailedWith(
                () -> pool.withTransaction(connection -> outbox.publish(connection, note())
                        .chain(() -> Uni.createFrom().<Void>failure(new IllegalStateException("refused")))),
                IllegalStateException.class);
        asserter.assertThat(this::rows, rows -> assertThat(rows).isEmpty());
        asserter.assertThat(
                () -> sessions.withSession(session -> session.find(Note.class, subject.uuid())),
                found -> assertThat(found).isNull());
    }

    @Test
    void theJdbcVariantWritesTheSameRows() throws Exception {
        try (Connection connection = jdbc.getConnection()) {
            connection.setAutoCommit(false);
            outbox.publish(connection, note());
            connection.rollback();
            outbox.publish(connection, note());
            connection.commit();
        }
        List<Row> rows = rows().await().atMost(Duration.ofSeconds(5));
        assertThat(rows).extracting(row -> row.getString("audience")).containsExactly("public");
        assertThat(rows.get(0).getJsonObject("headers").getString("ce_source")).isEqualTo("/messaging-test/public");
        assertThat(rows.get(0).getBuffer("payload").toString()).isEqualTo("{\"text\":\"one\"}");
    }

    @Test
    void anEventThatIsTooLargeOrNotJsonFailsTheTransactionThatPublishesIt() throws Exception {
        try (Connection connection = jdbc.getConnection()) {
            connection.setAutoCommit(false);
            DomainEvent large = note(Map.of("text", "x".repeat(800_000)));
            assertThatThrownBy(() -> outbox.publish(connection, large))
                    .isInstanceOfSatisfying(ProblemException.class, problem -> {
                        assertThat(problem.type()).isEqualTo(KernelProblem.TOO_LARGE);
                        assertThat(problem.detail())
                                .isEqualTo("The event org.ckep.investment.note.written.v1, which tells of this change, "
                                        + "would have 800011 bytes of data; at most 786432 are allowed.");
                        assertThat(problem.members())
                                .containsExactly(
                                        Map.entry("eventType", "org.ckep.investment.note.written.v1"),
                                        Map.entry("limit", 786_432L),
                                        Map.entry("bytes", 800_011));
                    });
            assertThatThrownBy(() -> outbox.publish(connection, note(new Object())))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("event org.ckep.investment.note.written.v1 cannot be written as JSON");
        }
        assertThat(rows().await().atMost(Duration.ofSeconds(5))).isEmpty();
    }

    /** The caller may be of the other side. */
    @Test
    void howLongItIsForOneSideIsNotTold() throws Exception {
        Map<Audience, Object> renderings = new LinkedHashMap<>();
        renderings.put(Audience.BILATERAL, Map.of("text", "one"));
        renderings.put(Audience.SIDE_CN, Map.of("text", "x".repeat(800_000)));
        DomainEvent large = new DomainEvent(
                "org.ckep.investment.note.written.v1", subject, Instant.EPOCH, null, null, Map.of(), renderings);
        try (Connection connection = jdbc.getConnection()) {
            assertThatThrownBy(() -> outbox.publish(connection, large))
                    .isInstanceOfSatisfying(ProblemException.class, problem -> {
                        assertThat(problem.type()).isEqualTo(KernelProblem.TOO_LARGE);
                        assertThat(problem.detail()).doesNotContain("800011").doesNotContain("side-cn");
                        assertThat(problem.members()).containsOnlyKeys("eventType", "limit");
                    });
        }
    }

    private DomainEvent note() {
        return note(Map.of("text", "one"));
    }

    private DomainEvent note(Object data) {
        return new DomainEvent(
                "org.ckep.investment.note.written.v1",
                subject,
                Instant.EPOCH,
                null,
                null,
                Map.of(),
                Map.of(Audience.PUBLIC, data));
    }

    private Uni<List<Row>> rows() {
        return pool.preparedQuery("select * from outbox_event where aggregateid = $1 order by seq")
                .execute(Tuple.of(subject.toString()))
                .map(rows -> {
                    List<Row> list = new ArrayList<>();
                    rows.forEach(list::add);
                    return list;
                });
    }

    private JsonNode tree(byte[] bytes) {
        try {
            return json.readTree(bytes);
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
