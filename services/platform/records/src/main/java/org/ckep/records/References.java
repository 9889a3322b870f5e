package org.ckep.records;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ckep.kernel.access.Audience;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Titles and states of other services' records, copied from their events. Copies are kept for each audience apart and a
 * viewer is answered from his own audience alone, so a copy never shows what the original would hide.
 */
@ApplicationScoped
public class References {
    private static final String FIND = "select urn, display_id, cast(title as text), state, occurred_at "
            + "from reference_copy where audience = :audience and urn = any (cast(cast(:urns as text) as text[]))";
    private static final String PUT = "insert into reference_copy"
            + "(audience, urn, display_id, title, state, event_type, occurred_at, copied_at) "
            + "values (:audience, :urn, :displayId, cast(cast(:title as text) as jsonb), :state, :type, :occurredAt, :now) "
            + "on conflict (audience, urn) do update set display_id = excluded.display_id, title = excluded.title, "
            + "state = excluded.state, event_type = excluded.event_type, occurred_at = excluded.occurred_at, "
            + "copied_at = excluded.copied_at";

    private final ObjectMapper json;
    private final Clock clock;

    References(ObjectMapper json, Clock clock) {
        this.json = json;
        this.clock = clock;
    }

    /** The copies that exist for this viewer, by URN; a record that is unknown to him is absent. */
    public Uni<Map<Urn, ReferenceCopy>> find(Mutiny.Session session, Viewer viewer, Collection<Urn> urns) {
        if (urns.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return session.createNativeQuery(FIND, Object[].class)
                .setParameter("audience", viewer.audience().id())
                .setParameter("urns", AnyOf.of(urns).parameter())
                .getResultList()
                .map(rows -> {
                    Map<Urn, ReferenceCopy> found = new LinkedHashMap<>();
                    for (Object[] row : rows) {
                        ReferenceCopy copy = copy(row);
                        found.put(copy.urn(), copy);
                    }
                    return found;
                });
    }

    Uni<Void> put(
            Mutiny.Session session,
            Audience audience,
            String eventType,
            @Nullable Instant occurredAt,
            ReferenceCopy copy) {
        return session.createNativeQuery(PUT)
                .setParameter("audience", audience.id())
                .setParameter("urn", copy.urn().toString())
                .setParameter("displayId", copy.displayId())
                .setParameter("title", write(copy.title()))
                .setParameter("state", copy.state())
                .setParameter("type", eventType)
                .setParameter("occurredAt", occurredAt)
                .setParameter("now", clock.instant())
                .executeUpdate()
                .replaceWithVoid();
    }

    private ReferenceCopy copy(Object[] row) {
        return new ReferenceCopy(
                Urn.parse((String) row[0]), (String) row[1], read((String) row[2]), (String) row[3], instant(row[4]));
    }

    private static @Nullable Instant instant(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Instant instant -> instant;
            case OffsetDateTime time -> time.toInstant();
            default -> throw new IllegalStateException("unexpected type of a moment: " + value.getClass());
        };
    }

    private LocalizedText read(String title) {
        try {
            return json.readValue(title, LocalizedText.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored title is unreadable", e);
        }
    }

    private String write(LocalizedText title) {
        try {
            return json.writeValueAsString(title);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a title cannot be written", e);
        }
    }
}
