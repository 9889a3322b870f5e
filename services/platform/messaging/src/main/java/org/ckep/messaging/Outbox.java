package org.ckep.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.properties.UnlessBuildProperty;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.ckep.kernel.access.Audience;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.hibernate.id.uuid.UuidVersion7Strategy;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * Publishes events by writing them in the caller's transaction: they go out if it commits, and never otherwise. Nothing
 * is sent from here; the relay does that, so publishing succeeds while Kafka is down.
 *
 * <p>Order: events of one subject leave in the order in which their transactions committed, provided the transaction
 * holds the record's row lock or checks its version.
 */
@ApplicationScoped
@UnlessBuildProperty(name = OutboxSwitch.PROPERTY, stringValue = "false", enableIfMissing = true)
public class Outbox {
    private static final Logger LOG = Logger.getLogger(Outbox.class);

    private static final Set<Audience> KNOWN_TO_CALLERS = Set.of(Audience.PUBLIC, Audience.PARTNER, Audience.BILATERAL);

    private static final String INSERT = "insert into outbox_event"
            + "(id, aggregatetype, aggregateid, type, audience, payload, headers, partition_no) values ";

    private final MessagingConfig config;
    private final ObjectMapper json;
    private final Clock clock;
    private final OutboxSignal signal;

    Outbox(MessagingConfig config, ObjectMapper json, Clock clock, OutboxSignal signal) {
        this.config = config;
        this.json = json;
        this.clock = clock;
        this.signal = signal;
    }

    /**
     * Writes the event's renderings with the session's transaction.
     *
     * @return fails with {@link IllegalArgumentException} where a rendering cannot be written as JSON, and with TOO_LARGE
     *     where one is too large
     */
    public Uni<Void> publish(Mutiny.Session session, DomainEvent event) {
        return publish(event, rows -> session.persistAll(rows.toArray()));
    }

    /**
     * Lets somebody write the event's renderings together with other rows of a transaction.
     *
     * @param writing takes new entities, one for each rendering, and writes them
     * @return fails with {@link IllegalArgumentException} where a rendering cannot be written as JSON, and with TOO_LARGE
     *     where one is too large
     */
    public Uni<Void> publish(DomainEvent event, Function<List<?>, Uni<Void>> writing) {
        return Uni.createFrom()
                .item(() -> rows(event).stream().map(OutboxEvent::new).toList())
                .chain(writing::apply)
                .invoke(signal::wake);
    }

    /**
     * Writes the event's renderings with the connection's transaction, for code that works without Hibernate.
     *
     * @return fails as the others do
     */
    public Uni<Void> publish(SqlConnection connection, DomainEvent event) {
        return Uni.createFrom()
                .item(() -> rows(event).stream().map(Outbox::tuple).toList())
                .chain(rows -> connection
                        .preparedQuery(INSERT + "($1, $2, $3, $4, $5, $6, $7, $8)")
                        .executeBatch(rows))
                .invoke(signal::wake)
                .replaceWithVoid();
    }

    /**
     * Writes the event's renderings with the JDBC connection's transaction, for bulk paths on a worker thread. Call
     * {@link OutboxSignal#wake()} after the commit to have them sent at once.
     *
     * @throws ProblemException TOO_LARGE where a rendering is too large
     */
    public void publish(Connection connection, DomainEvent event) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(INSERT + "(?, ?, ?, ?, ?, ?, cast(? as jsonb), ?)")) {
            for (OutboxRow row : rows(event)) {
                insert.setObject(1, row.id());
                insert.setString(2, row.aggregateType());
                insert.setString(3, row.aggregateId());
                insert.setString(4, row.type());
                insert.setString(5, row.audience());
                insert.setBytes(6, row.payload());
                insert.setString(7, row.headers().encode());
                insert.setShort(8, row.partitionNo());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static Tuple tuple(OutboxRow row) {
        return Tuple.tuple()
                .addUUID(row.id())
                .addString(row.aggregateType())
                .addString(row.aggregateId())
                .addString(row.type())
                .addString(row.audience())
                .addBuffer(Buffer.buffer(row.payload()))
                .addJsonObject(row.headers())
                .addShort(row.partitionNo());
    }

    private List<OutboxRow> rows(DomainEvent event) {
        String subject = event.subject().toString();
        String recorded = clock.instant().toString();
        List<OutboxRow> rows = new ArrayList<>();
        for (Map.Entry<Audience, Object> rendering : event.renderings().entrySet()) {
            Audience audience = rendering.getKey();
            UUID id = UuidVersion7Strategy.INSTANCE.generateUuid(null);
            byte[] data = bytes(event, audience, rendering.getValue());
            CloudEvent cloudEvent = new CloudEvent(
                    id.toString(),
                    "/" + config.service() + "/" + audience.id(),
                    event.type(),
                    subject,
                    event.time(),
                    "application/json",
                    null,
                    extensions(event, audience, subject, recorded),
                    data);
            JsonObject headers = new JsonObject();
            KafkaCloudEvents.headers(cloudEvent).forEach(headers::put);
            rows.add(new OutboxRow(
                    id,
                    event.subject().type(),
                    subject,
                    event.type(),
                    audience.id(),
                    data,
                    headers,
                    OutboxPartitions.of(subject)));
        }
        return rows;
    }

    private static SortedMap<String, String> extensions(
            DomainEvent event, Audience audience, String subject, String recorded) {
        SortedMap<String, String> extensions = new TreeMap<>(event.attributes());
        extensions.put(CloudEvent.AUDIENCE, audience.id());
        extensions.put(CloudEvent.PARTITION_KEY, subject);
        extensions.put(CloudEvent.RECORDED_TIME, recorded);
        String sector = event.sector();
        if (sector != null) {
            extensions.put(CloudEvent.SECTOR, sector);
        }
        String version = event.recordVersion();
        if (version != null) {
            extensions.put(CloudEvent.RECORD_VERSION, version);
        }
        // As the request's log lines have it; none where nobody's request began this, for instance a schedule.
        Object trace = MDC.get(CloudEvent.TRACE_PARENT);
        if (trace != null) {
            extensions.put(CloudEvent.TRACE_PARENT, trace.toString());
        }
        return extensions;
    }

    private byte[] bytes(DomainEvent event, Audience audience, Object rendering) {
        byte[] data;
        try {
            data = json.writeValueAsBytes(rendering);
        } catch (JsonProcessingException notWritable) {
            throw new IllegalArgumentException("event " + event.type() + " cannot be written as JSON", notWritable);
        }
        // Refused here, with the change that caused it: found by the relay it could only be parked.
        long limit = config.maxEventSize().asLongValue();
        if (data.length > limit) {
            LOG.warnf(
                    "event %s about %s has %d bytes for %s, more than %d",
                    event.type(), event.subject(), data.length, audience, limit);
            throw tooLarge(event.type(), audience, data.length, limit);
        }
        return data;
    }

    /** What one side or agency alone gets may be longer by what the caller must not know, not even how long it is. */
    private static ProblemException tooLarge(String type, Audience audience, int bytes, long limit) {
        boolean isKnown = KNOWN_TO_CALLERS.contains(audience);
        ProblemException problem = new ProblemException(
                        KernelProblem.TOO_LARGE,
                        "The event " + type + ", which tells of this change, would have "
                                + (isKnown ? bytes + " bytes of data" : "too many bytes of data for one of its readers")
                                + "; at most " + limit + " are allowed.")
                .withMember("eventType", type)
                .withMember("limit", limit);
        return isKnown ? problem.withMember("bytes", bytes) : problem;
    }
}
