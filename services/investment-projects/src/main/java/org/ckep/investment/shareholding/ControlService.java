package org.ckep.investment.shareholding;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.ckep.investment.register.Names;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.OrgRef;
import org.ckep.records.RecordQuery;
import org.ckep.records.Register;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Follows shareholding histories upwards from an organisation, no further than the viewer may see. */
@ApplicationScoped
class ControlService {
    /** Histories of one organisation, side and kind that are looked at; the newest counts. */
    private static final int MOST = 10_000;

    private final Register register;
    private final Names names;

    ControlService(Register register, Names names) {
        this.register = register;
        this.names = names;
    }

    /** What is asked. */
    record Question(
            Urn entity, ShareholdingKind kind, @Nullable Side side, LocalDate day) {}

    Uni<Control> of(Viewer viewer, Question question) {
        return register.read(viewer, session -> {
            Map<Urn, Map<Urn, BigDecimal>> holdings = new LinkedHashMap<>();
            Frontier frontier = new Frontier(question.entity());
            return Multi.createBy()
                    .repeating()
                    .uni(() -> level(session, viewer, question, frontier, holdings))
                    .whilst(done -> !frontier.next.isEmpty())
                    .collect()
                    .last()
                    .chain(done -> control(session, viewer, question, holdings));
        });
    }

    /** Whose histories are looked at next; nobody's twice, so that holdings in a circle end. */
    private static final class Frontier {
        private final Set<Urn> seen = new HashSet<>();
        private Set<Urn> next;

        private Frontier(Urn entity) {
            this.next = Set.of(entity);
        }
    }

    private Uni<Boolean> level(
            Mutiny.Session session,
            Viewer viewer,
            Question question,
            Frontier frontier,
            Map<Urn, Map<Urn, BigDecimal>> holdings) {
        frontier.seen.addAll(frontier.next);
        List<String> entities = frontier.next.stream().map(Urn::toString).toList();
        return RecordQuery.of(StoredShareholding.class, viewer)
                .where("r.entityUrn in :entities", "entities", entities)
                .where("r.kind = :kind", "kind", question.kind())
                .where(question.side() == null ? "r.head.ownerSide is null" : "r.head.ownerSide is not null")
                .where("r.head.ownerSide = :side", "side", question.side())
                .list(session, MOST)
                .chain(found -> ShareholdingService.entered(session, found).map(entered -> {
                    Set<Urn> holders = new HashSet<>();
                    newest(found).forEach((entity, history) -> {
                        Map<Urn, BigDecimal> of = on(question.day(), entered.getOrDefault(history, List.of()));
                        holdings.put(entity, of);
                        holders.addAll(of.keySet());
                    });
                    holders.removeAll(frontier.seen);
                    frontier.next = holders;
                    return true;
                }));
    }

    /** The list is in the order of recording, newest first. */
    private static Map<Urn, UUID> newest(List<StoredShareholding> found) {
        Map<Urn, UUID> histories = new LinkedHashMap<>();
        found.forEach(history -> histories.putIfAbsent(history.entity(), history.id()));
        return histories;
    }

    /** Who holds at least how many percent by himself; of unnamed holders nothing follows. */
    private static Map<Urn, BigDecimal> on(LocalDate day, List<Statement> entered) {
        Map<Urn, BigDecimal> holdings = new HashMap<>();
        new History(entered).on(day).ifPresent(statement -> statement.holdings().forEach(holding -> {
            OrgRef holder = holding.holder();
            if (holder != null && holder.orgId() != null && holding.direct()) {
                holdings.put(holder.orgId(), ShareholdingRules.least(List.of(holding)));
            }
        }));
        return holdings;
    }

    private Uni<Control> control(
            Mutiny.Session session, Viewer viewer, Question question, Map<Urn, Map<Urn, BigDecimal>> holdings) {
        List<ControlRules.Part> parts = ControlRules.parts(question.entity(), holdings);
        return names.of(
                        session,
                        viewer,
                        parts.stream().map(part -> OrgRef.named(part.holder())).toList())
                .map(known -> new Control(
                        question.entity(),
                        question.kind(),
                        question.side(),
                        question.day(),
                        Control.VISIBLE_ONLY,
                        parts.stream()
                                .map(part -> new Control.Holder(
                                        part.holder(),
                                        known.get(part.holder()),
                                        part.direct(),
                                        part.total(),
                                        List.copyOf(part.through())))
                                .toList()));
    }
}
