package org.ckep.hub.log;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.ckep.kernel.access.Audience;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Keeps events out of the logs of readers who may not know them, and remembers that they came. */
@ApplicationScoped
class BorderAudit {
    private static final Logger LOG = Logger.getLogger(BorderAudit.class);

    private static final String RECORD = """
            insert into border_audit(source, id, audience, type, subject, classification, origin)
            select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
            on conflict do nothing""";

    private static final List<Function<LogEvent, @Nullable String>> COLUMNS = List.of(
            LogEvent::source,
            LogEvent::id,
            event -> event.audience().id(),
            LogEvent::type,
            LogEvent::subject,
            LogEvent::classification,
            event -> BorderRules.origin(event.classification()));

    private static final String READ = """
            select at, source, id, audience, type, subject, classification from border_audit
            where $1::timestamptz is null or (at, source, id) > ($1, $2, $3) order by at, source, id limit $4""";

    private final Pool pool;

    BorderAudit(Pool pool) {
        this.pool = pool;
    }

    /** The events whose readers may know them; the others get no number, and a record of them stays. */
    static Uni<List<LogEvent>> admitted(SqlConnection connection, List<LogEvent> events, Set<Audience> open) {
        Map<Boolean, List<LogEvent>> sorted = events.stream()
                .collect(Collectors.partitioningBy(
                        event -> BorderRules.admits(event.log(), open.contains(event.log()), event.classification())));
        List<LogEvent> admitted = Objects.requireNonNull(sorted.get(true));
        List<LogEvent> blocked = Objects.requireNonNull(sorted.get(false));
        if (blocked.isEmpty()) {
            return Uni.createFrom().item(admitted);
        }
        blocked.forEach(event -> LOG.errorf(
                "event %s %s of classification %s came for %s, which may not know it",
                event.source(), event.id(), event.classification(), event.audience()));
        Tuple parameters = Tuple.tuple();
        COLUMNS.forEach(column ->
                parameters.addArrayOfString(blocked.stream().map(column).toArray(String[]::new)));
        return connection.preparedQuery(RECORD).execute(parameters).replaceWith(admitted);
    }

    /** What was kept from others and is a matter of this side, the oldest first. */
    Uni<Page<Blocked>> read(Audience side, PageRequest request) {
        Map<String, String> after = request.after();
        OffsetDateTime at;
        try {
            at = after.isEmpty() ? null : OffsetDateTime.parse(String.valueOf(after.get("at")));
        } catch (DateTimeParseException notOurs) {
            throw PageRequest.invalidCursor();
        }
        int limit = request.limit() + 1;
        Uni<List<Blocked>> work = pool.withTransaction(connection -> connection
                .preparedQuery("select set_config('app.audience', $1, true)")
                .execute(Tuple.of(side.id()))
                .chain(() -> connection
                        .preparedQuery(READ)
                        .execute(Tuple.of(at, after.get("source"), after.get("id"), limit)))
                .map(rows -> {
                    List<Blocked> found = new ArrayList<>();
                    rows.forEach(row -> found.add(Blocked.of(row)));
                    return found;
                }));
        // A client that goes away must not cancel work on a connection: the pool would lose it.
        return Uni.createFrom()
                .<List<Blocked>>emitter(emitter -> work.subscribe().with(emitter::complete, emitter::fail))
                .map(rows -> request.page(
                        rows, row -> Map.of("at", row.at.toString(), "source", row.source, "id", row.eventId)));
    }

    /** An event that was kept from those for whom it came. */
    @Schema(name = "BlockedEvent")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Blocked(
            Instant at,
            String source,
            String eventId,

            @Schema(description = "For whom it came", examples = "agency-kotra")
            String audience,

            String type,
            @Nullable String subject,

            @Schema(description = "What its data are, so that they may not know it", examples = "side-cn")
            String classification) {

        static Blocked of(Row row) {
            return new Blocked(
                    row.getOffsetDateTime("at").toInstant(),
                    row.getString("source"),
                    row.getString("id"),
                    row.getString("audience"),
                    row.getString("type"),
                    row.getString("subject"),
                    row.getString("classification"));
        }
    }
}
