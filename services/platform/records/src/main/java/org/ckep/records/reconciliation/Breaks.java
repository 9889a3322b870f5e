package org.ckep.records.reconciliation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.change.ChangeHash;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.Decision;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.reconciliation.Break;
import org.ckep.kernel.reconciliation.BreakAction;
import org.ckep.kernel.reconciliation.BreakProtocol;
import org.ckep.kernel.reconciliation.BreakReason;
import org.ckep.kernel.reconciliation.BreakState;
import org.ckep.records.AnyOf;
import org.ckep.records.Audit;
import org.ckep.records.MomentKey;
import org.ckep.records.PlainText;
import org.ckep.records.RecordVisibility;
import org.ckep.records.RuleLocks;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** What both sides do about figures that differ. */
@ApplicationScoped
public class Breaks {
    /** The type of breaks in URNs. */
    public static final String TYPE = StoredBreak.TYPE;

    private static final String AT = "at";
    private static final String ID = "id";

    private final ReconciliationEvents events;
    private final Consents consents;
    private final Audit audit;
    private final Clock clock;
    private final ObjectMapper json;

    Breaks(ReconciliationEvents events, Consents consents, Audit audit, Clock clock, ObjectMapper json) {
        this.events = events;
        this.consents = consents;
        this.audit = audit;
        this.clock = clock;
        this.json = json;
    }

    /**
     * Which breaks are asked for.
     *
     * @param states only in these, null for all
     * @param reason only with this reason, as a side has said or as the figures suggest
     * @param assigned only those that this side is to explain
     * @param record only of this record, or of a group that it is in
     */
    public record Filter(
            @Nullable List<BreakState> states,
            @Nullable BreakReason reason,
            @Nullable Side assigned,
            @Nullable Urn record) {}

    /** One page of the breaks, newest first; none for a viewer who may not read both sides' figures. */
    public Uni<Page<BreakView>> page(Mutiny.Session session, Viewer viewer, Filter filter, PageRequest page) {
        return Uni.createFrom().deferred(() -> {
            Map<String, String> after = page.after();
            if (!viewer.mayRead(Classification.BILATERAL)) {
                return Uni.createFrom().item(new Page<>(List.of(), null));
            }
            List<String> conditions = new ArrayList<>(List.of("1 = 1"));
            Map<String, Object> parameters = new LinkedHashMap<>();
            if (filter.states() != null && !filter.states().isEmpty()) {
                AnyOf states = AnyOf.of(filter.states());
                conditions.add(states.condition("b.state", "states"));
                parameters.put("states", states.parameter());
            }
            if (filter.reason() != null) {
                conditions.add("(b.reason = :reason or (b.reason is null and "
                        + RecordVisibility.contains("b.suggested", "suggested") + "))");
                parameters.put("reason", filter.reason());
                parameters.put("suggested", filter.reason().name());
            }
            if (filter.assigned() != null) {
                conditions.add(RecordVisibility.contains("b.assigned", "assigned"));
                parameters.put("assigned", filter.assigned().name());
            }
            if (filter.record() != null) {
                conditions.add("(b.recordUrn = :record or " + RecordVisibility.contains("b.members", "member") + ")");
                parameters.put("record", filter.record().toString());
                parameters.put("member", filter.record().toString());
            }
            startAfter(after, conditions, parameters);
            Mutiny.SelectionQuery<StoredBreak> query = session.createSelectionQuery(
                    "from StoredBreak b where " + String.join(" and ", conditions)
                            + " order by b.openedAt desc, b.id desc",
                    StoredBreak.class);
            parameters.forEach(query::setParameter);
            return query.setMaxResults(page.limit() + 1).getResultList().chain(rows -> consents.own(
                            session, viewer, rows.stream().map(StoredBreak::id).toList())
                    .map(own -> page.page(
                                    rows,
                                    row -> Map.of(
                                            AT,
                                            row.openedAt().toString(),
                                            ID,
                                            row.id().toString()))
                            .map(found -> view(viewer, found, own.get(found.id())))));
        });
    }

    private static void startAfter(Map<String, String> after, List<String> conditions, Map<String, Object> parameters) {
        if (after.isEmpty()) {
            return;
        }
        String at = after.get(AT);
        String id = after.get(ID);
        if (at == null || id == null) {
            throw PageRequest.invalidCursor();
        }
        conditions.add(MomentKey.beyond("b.openedAt", "<", ":at", "b.id < :id"));
        try {
            parameters.put(AT, Instant.parse(at));
            parameters.put(ID, UUID.fromString(id));
        } catch (DateTimeException | IllegalArgumentException notOurs) {
            throw PageRequest.invalidCursor();
        }
    }

    /** One of them; fails with NOT_FOUND where there is none that the viewer may know of. */
    public Uni<BreakView> get(Mutiny.Session session, Viewer viewer, UUID id) {
        return find(session, viewer, id)
                .chain(found -> consents.own(session, viewer, found).map(own -> view(viewer, found, own)));
    }

    /** One page of the breaks that are not settled, newest first; fails with FORBIDDEN for whoever may not read both sides' figures. */
    public Uni<Page<OpenBreak>> open(Mutiny.Session session, Viewer viewer, PageRequest page) {
        return Uni.createFrom().deferred(() -> {
            Reconciliation.requireBilateral(viewer);
            Map<String, String> after = page.after();
            Mutiny.SelectionQuery<StoredBreak> query = session.createSelectionQuery(
                    "from StoredBreak b where b.settledAt is null"
                            + (after.isEmpty()
                                    ? ""
                                    : " and " + MomentKey.beyond("b.openedAt", "<", ":at", "b.id < :id"))
                            + " order by b.openedAt desc, b.id desc",
                    StoredBreak.class);
            if (!after.isEmpty()) {
                MomentKey.startAfter(query, after);
            }
            return query.setMaxResults(page.limit() + 1).getResultList().map(rows -> page.page(
                            rows, row -> MomentKey.of(row.openedAt(), row.id()))
                    .map(OpenBreak::of));
        });
    }

    private static Uni<StoredBreak> find(Mutiny.Session session, Viewer viewer, UUID id) {
        if (!viewer.mayRead(Classification.BILATERAL)) {
            return Uni.createFrom().failure(ProblemException::notFound);
        }
        return session.find(StoredBreak.class, id).onItem().ifNull().failWith(ProblemException::notFound);
    }

    /** Carries out an act; fails with the rules' refusal. */
    public Uni<BreakView> act(Mutiny.Session session, Viewer viewer, UUID id, BreakAction action, BreakAct act) {
        return RuleLocks.take(session, Reconciliation.LOCK)
                .chain(() -> find(session, viewer, id))
                .chain(found -> consents.own(session, viewer, found)
                        .chain(own -> act(session, viewer, found, own, action, act)));
    }

    private Uni<BreakView> act(
            Mutiny.Session session,
            Viewer viewer,
            StoredBreak found,
            @Nullable StoredConsent own,
            BreakAction action,
            BreakAct act) {
        PlainText.require(act.words(), "/words");
        int before = found.version();
        boolean settled = found.toBreak().state().isSettled();
        Break next = accepted(rules(found, own), action, act, viewer);
        return consents.sign(session, viewer, action, found, own, act.hash())
                .invoke(() -> {
                    found.become(next, clock.instant());
                    if (action == BreakAction.EXPLAIN) {
                        found.explained(act.words(), clock.instant());
                    }
                })
                .call(session::flush)
                .call(() ->
                        audit.record(session, viewer, action.code() + "-break", found.urn(), before, found.version()))
                .call(() -> !settled && next.state().isSettled()
                        ? events.closed(session, found)
                        : Uni.createFrom().voidItem())
                .map(signed -> view(viewer, found, signed));
    }

    private static Break accepted(Break found, BreakAction action, BreakAct act, Viewer viewer) {
        Set<Side> assigned = act.assigned() == null ? Set.of() : act.assigned();
        BreakProtocol.Act attempt = new BreakProtocol.Act(action, assigned, act.reason(), act.hash());
        return switch (BreakProtocol.decide(found, attempt, viewer)) {
            case Decision.Accepted<Break> accepted -> accepted.next();
            case Decision.Unchanged<Break> unchanged -> found;
            case Decision.Refused<Break> refused -> throw refused.toProblem();
        };
    }

    /** The break as its rules see it, with what the viewer's own side has prepared of exactly this. */
    private Break rules(StoredBreak found, @Nullable StoredConsent own) {
        String hash = hash(found);
        return found.toBreak(
                hash, own == null || !own.hash().equals(hash) ? Map.of() : Map.of(own.side(), own.preparedBy()));
    }

    /** What those sign who leave it at that; {@link BreakView} names its members. */
    private @Nullable String hash(StoredBreak found) {
        Break rules = found.toBreak();
        if (rules.reason() == null) {
            return null;
        }
        StoredMatch.Pair pair = found.pair();
        ObjectNode content = json.createObjectNode();
        content.set("urn", json.valueToTree(found.urn()));
        content.set("record", json.valueToTree(found.record()));
        if (!found.members().isEmpty()) {
            content.set("members", json.valueToTree(found.members()));
        }
        content.put("pair", pair.name());
        content.set("cn", tree(pair.cn()));
        content.set("kr", tree(pair.kr()));
        content.set("reason", json.valueToTree(rules.reason()));
        content.set("explainedBy", json.valueToTree(rules.explainedBy()));
        if (found.words() != null) {
            content.set("words", json.valueToTree(found.words()));
        }
        if (found.explainedAt() != null) {
            content.set("explainedAt", json.valueToTree(found.explainedAt()));
        }
        return ChangeHash.of(content.toString());
    }

    private BreakView view(Viewer viewer, StoredBreak found, @Nullable StoredConsent own) {
        Break rules = rules(found, own);
        StoredMatch.Pair pair = found.pair();
        return new BreakView(
                found.urn(),
                found.record(),
                found.members().isEmpty() ? null : found.members(),
                pair.name(),
                rules.state(),
                tree(pair.cn()),
                tree(pair.kr()),
                found.delta(),
                found.suggested(),
                rules.assigned().stream().sorted().toList(),
                rules.reason(),
                rules.explainedBy(),
                found.words(),
                found.explainedAt(),
                rules.hash(),
                viewer.side() == null ? null : rules.prepared().containsKey(viewer.side()),
                rules.agreed().keySet().stream().sorted().toList(),
                found.openedAt(),
                found.dueOn(),
                found.settledAt(),
                BreakProtocol.allowed(rules, viewer));
    }

    private JsonNode tree(@Nullable String text) {
        try {
            return json.readTree(text == null ? "null" : text);
        } catch (JsonProcessingException ours) {
            throw new IllegalStateException("a stored figure cannot be read", ours);
        }
    }
}
