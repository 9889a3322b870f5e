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
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.ckep.hub.border.Undertakings;
import org.ckep.hub.sharing.Detached;
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
            insert into border_audit(source, id, audience, type, subject, classification, origin, rule, undertakings)
            select source, id, audience, type, subject, classification, origin, rule, string_to_array(undertakings, ',')
            from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                        $9::text[])
              as s(source, id, audience, type, subject, classification, origin, rule, undertakings)
            order by source, id, audience on conflict do nothing""";

    private static final List<Function<Stop, @Nullable String>> COLUMNS = List.of(
            stop -> stop.event.source(),
            stop -> stop.event.id(),
            stop -> stop.readers.id(),
            stop -> stop.event.type(),
            stop -> stop.event.subject(),
            stop -> stop.event.classification(),
            stop -> BorderRules.origin(stop.event.classification()),
            stop -> stop.missing.isEmpty() ? "classification" : "undertaking",
            stop -> String.join(",", stop.missing));

    private static final String READ = """
            select at, source, id, audience, rule, type, subject, classification, undertakings from border_audit
            where $1::timestamptz is null or (at, source, id, audience, rule) > ($1, $2, $3, $4, $5)
            order by at, source, id, audience, rule limit $6""";

    private final Pool pool;

    BorderAudit(Pool pool) {
        this.pool = pool;
    }

    /**
     * The events whose readers may know them; the others get no number, and a record of them stays.
     *
     * @param waits what is asked again when it is known what its readers have undertaken
     */
    static Uni<List<LogEvent>> admitted(
            SqlConnection connection,
            List<LogEvent> events,
            Set<Audience> open,
            Undertakings undertakings,
            Predicate<LogEvent> waits) {
        List<LogEvent> admitted = new ArrayList<>();
        List<Stop> stopped = new ArrayList<>();
        for (LogEvent event : events) {
            boolean isOpen = open.contains(event.log());
            Set<String> missing = !waits.test(event) && (isOpen || event.log().equals(Audience.PUBLIC))
                    ? undertakings.missing(event.log(), event.undertakings())
                    : Set.of();
            if (!BorderRules.admits(event.log(), isOpen, event.classification())) {
                stopped.add(new Stop(event, event.audience(), Set.of()));
            } else if (!missing.isEmpty()) {
                stopped.add(new Stop(event, event.audience(), missing));
            } else {
                admitted.add(event);
            }
        }
        stopped.forEach(stop -> LOG.errorf(
                "event %s %s of classification %s came for %s, which may not know it%s",
                stop.event.source(),
                stop.event.id(),
                stop.event.classification(),
                stop.readers,
                stop.missing.isEmpty() ? "" : " without " + stop.missing));
        return record(connection, stopped).replaceWith(admitted);
    }

    /** Remembers what was kept from somebody. */
    static Uni<Void> record(SqlConnection connection, List<Stop> stopped) {
        if (stopped.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple parameters = Tuple.tuple();
        COLUMNS.forEach(column ->
                parameters.addArrayOfString(stopped.stream().map(column).toArray(String[]::new)));
        return connection.preparedQuery(RECORD).execute(parameters).replaceWithVoid();
    }

    /**
     * An event that was kept from somebody.
     *
     * @param readers from whom
     * @param missing what they have not undertaken; none where its classification forbids it
     */
    record Stop(LogEvent event, Audience readers, Set<String> missing) {}

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
                        .execute(Tuple.of(
                                at,
                                after.get("source"),
                                after.get("id"),
                                after.get("audience"),
                                after.get("rule"),
                                limit)))
                .map(rows -> {
                    List<Blocked> found = new ArrayList<>();
                    rows.forEach(row -> found.add(Blocked.of(row)));
                    return found;
                }));
        return Detached.of(work)
                .map(rows -> request.page(
                        rows,
                        row -> Map.of(
                                "at",
                                row.at.toString(),
                                "source",
                                row.source,
                                "id",
                                row.eventId,
                                "audience",
                                row.audience,
                                "rule",
                                row.rule)));
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
            String classification,

            @Schema(
                    description =
                            "Why: classification, or undertaking where the agency has not signed what it asks for")
            String rule,

            @Schema(description = "Undertakings that were wanting, or that the event asks for", examples = "[\"PIPL\"]")
            List<String> undertakings) {

        Blocked {
            undertakings = List.copyOf(undertakings);
        }

        static Blocked of(Row row) {
            return new Blocked(
                    row.getOffsetDateTime("at").toInstant(),
                    row.getString("source"),
                    row.getString("id"),
                    row.getString("audience"),
                    row.getString("type"),
                    row.getString("subject"),
                    row.getString("classification"),
                    row.getString("rule"),
                    List.of(row.getArrayOfStrings("undertakings")));
        }
    }
}
