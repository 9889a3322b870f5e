package org.ckep.records.reconciliation;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.reconciliation.BreakAction;
import org.ckep.records.AnyOf;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** What each side's own people have prepared and agreed to about breaks. */
@ApplicationScoped
class Consents {
    private static final String OWN = "from StoredConsent c where c.side = :side and %s";

    private final Clock clock;

    Consents(Clock clock) {
        this.clock = clock;
    }

    /** Of this break that of the viewer's side, null for none. */
    Uni<@Nullable StoredConsent> own(Mutiny.Session session, Viewer viewer, StoredBreak about) {
        return own(session, viewer, List.of(about.id())).map(own -> own.get(about.id()));
    }

    /** Of these breaks those of the viewer's side, by the break; none for who belongs to no side. */
    Uni<Map<UUID, StoredConsent>> own(Mutiny.Session session, Viewer viewer, Collection<UUID> breaks) {
        Side side = viewer.side();
        if (side == null || breaks.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        AnyOf ids = AnyOf.of(breaks);
        return session.createSelectionQuery(OWN.formatted(ids.condition("c.breakId", "breaks")), StoredConsent.class)
                .setParameter("side", side)
                .setParameter("breaks", ids.parameter())
                .getResultList()
                .map(Consents::byBreak);
    }

    private static Map<UUID, StoredConsent> byBreak(List<StoredConsent> found) {
        return found.stream().collect(Collectors.toMap(StoredConsent::breakId, Function.identity()));
    }

    /**
     * Notes what the rules have allowed the viewer to do; nothing for an act that is no agreement.
     *
     * @param own that of the viewer's side so far, null for none
     * @return that of the viewer's side now, null for none
     */
    Uni<@Nullable StoredConsent> sign(
            Mutiny.Session session,
            Viewer viewer,
            BreakAction action,
            StoredBreak about,
            @Nullable StoredConsent own,
            @Nullable String hash) {
        return switch (action) {
            case ASSIGN, EXPLAIN, CLOSE -> Uni.createFrom().item(own);
            case PREPARE -> prepare(session, viewer, about, own, Objects.requireNonNull(hash));
            case AGREE -> {
                StoredConsent prepared = Objects.requireNonNull(own, "a side agrees to what it has prepared");
                prepared.agree(person(viewer), clock.instant());
                // The database counts four persons when the break changes its state.
                yield session.flush().replaceWith(prepared);
            }
        };
    }

    private Uni<@Nullable StoredConsent> prepare(
            Mutiny.Session session, Viewer viewer, StoredBreak about, @Nullable StoredConsent own, String hash) {
        if (own == null) {
            StoredConsent prepared = new StoredConsent(
                    about.id(), Objects.requireNonNull(viewer.side()), hash, person(viewer), clock.instant());
            return session.persist(prepared).replaceWith(prepared);
        }
        own.prepare(hash, person(viewer), clock.instant());
        return Uni.createFrom().item(own);
    }

    private static String person(Viewer viewer) {
        return Objects.requireNonNull(viewer.subject(), "who signs has a subject");
    }
}
