package org.ckep.investment.shareholding;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.ckep.investment.register.Contents;
import org.ckep.investment.register.Names;
import org.ckep.investment.register.Parameters;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.OrgRef;
import org.ckep.records.AnyOf;
import org.ckep.records.RecordQuery;
import org.ckep.records.Register;
import org.ckep.records.Sources;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Answers with shareholding histories, as they stood on a day and as they were recorded at a moment. */
@ApplicationScoped
class ShareholdingReader {
    private final Register register;
    private final Sources sources;
    private final Names names;

    ShareholdingReader(Register register, Sources sources, Names names) {
        this.register = register;
        this.sources = sources;
        this.names = names;
    }

    Uni<Page<ShareholdingView>> list(
            Viewer viewer, ShareholdingFilter filter, PageRequest page, @Nullable Instant knownAt, boolean withHead) {
        LocalDate day = day(filter.asOf, knownAt);
        return register.read(viewer, knownAt, session -> query(viewer, filter)
                .page(session, page)
                .chain(found -> views(session, viewer, found.data(), day, withHead)
                        .map(views -> new Page<>(views, found.next()))));
    }

    private LocalDate day(@Nullable String asOf, @Nullable Instant knownAt) {
        LocalDate day = Parameters.day("asOf", asOf);
        return day == null ? register.today(knownAt) : day;
    }

    private static RecordQuery<StoredShareholding> query(Viewer viewer, ShareholdingFilter filter) {
        Urn entity = Parameters.urn("entity", filter.entity, Names.ORGANISATION);
        Urn holder = Parameters.urn("holder", filter.holder, Names.ORGANISATION);
        return RecordQuery.of(StoredShareholding.class, viewer)
                .where("r.entityUrn = :entity", "entity", entity == null ? null : entity.toString())
                .whereContains("r.holderUrns", "holder", holder == null ? null : holder.toString())
                .where("r.kind = :kind", "kind", filter.kind)
                .where("r.head.ownerSide = :side", "side", filter.side)
                .whereLocalId(filter.localId);
    }

    /** The history of that id; fails with NOT_FOUND where the viewer may know of none. */
    static Uni<StoredShareholding> get(Mutiny.Session session, Viewer viewer, UUID id) {
        return RecordQuery.of(StoredShareholding.class, viewer).get(session, id);
    }

    /** A history as it stood on a day, as it was recorded at a moment. */
    Uni<ShareholdingView> get(
            Viewer viewer, UUID id, @Nullable String asOf, @Nullable Instant knownAt, boolean withHead) {
        LocalDate day = day(asOf, knownAt);
        return register.read(viewer, knownAt, session -> get(session, viewer, id)
                .chain(stored ->
                        views(session, viewer, List.of(stored), day, withHead).map(List::getFirst)));
    }

    Uni<Page<Statement>> statements(Viewer viewer, UUID id, @Nullable Instant knownAt) {
        return register.read(viewer, knownAt, session -> get(session, viewer, id)
                .chain(stored -> history(session, stored))
                .map(ShareholdingReader::page));
    }

    /** All statements of a history. */
    static Uni<History> history(Mutiny.Session session, StoredShareholding stored) {
        return entered(session, List.of(stored)).map(found -> new History(found.getOrDefault(stored.id(), List.of())));
    }

    /** The statements of a history as they are listed, whose tag is that of the history in all of its days. */
    static Page<Statement> page(History history) {
        return new Page<>(history.statements(), null);
    }

    /** The statements that were entered, by the id of their history. */
    private static Uni<Map<UUID, List<Statement>>> entered(
            Mutiny.Session session, Collection<StoredShareholding> histories) {
        return entered(session, histories, Integer.MAX_VALUE);
    }

    /**
     * The same, cut off.
     *
     * @param max most statements to be read
     */
    static Uni<Map<UUID, List<Statement>>> entered(
            Mutiny.Session session, Collection<StoredShareholding> histories, int max) {
        if (histories.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        AnyOf wanted = AnyOf.of(histories.stream().map(StoredShareholding::id).toList());
        return session.createSelectionQuery(
                        "from StoredStatement s where " + wanted.condition("s.shareholdingId", "histories")
                                + " order by s.recordedAt, s.id",
                        StoredStatement.class)
                .setParameter("histories", wanted.parameter())
                .setMaxResults(max)
                .getResultList()
                .map(found -> found.stream()
                        .collect(Collectors.groupingBy(
                                StoredStatement::shareholdingId,
                                Collectors.mapping(StoredStatement::toStatement, Collectors.toList()))));
    }

    /** A history that was written just now, as it stands today. */
    Uni<ShareholdingView> today(Mutiny.Session session, Viewer viewer, StoredShareholding stored) {
        return views(session, viewer, List.of(stored), register.today(), false).map(List::getFirst);
    }

    private Uni<List<ShareholdingView>> views(
            Mutiny.Session session, Viewer viewer, List<StoredShareholding> found, LocalDate day, boolean withHead) {
        List<OrgRef> entities =
                found.stream().map(one -> OrgRef.named(one.entity())).toList();
        List<Urn> from =
                found.stream().flatMap(one -> one.head().sources().stream()).toList();
        return names.of(session, viewer, entities).chain(known -> sources.find(session, viewer, from)
                .chain(read -> entered(session, found).map(entered -> found.stream()
                        .map(stored -> ShareholdingView.of(
                                stored,
                                new History(entered.getOrDefault(stored.id(), List.of()))
                                        .on(day)
                                        .orElse(null),
                                known,
                                Contents.pick(read, stored.head().sources()),
                                withHead))
                        .toList())));
    }
}
