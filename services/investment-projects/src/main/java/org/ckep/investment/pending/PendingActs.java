package org.ckep.investment.pending;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.records.MomentKey;
import org.ckep.records.Register;
import org.ckep.records.RegisterRecord;
import org.ckep.records.RuleLocks;
import org.ckep.records.StoredResponse;
import org.ckep.web.IdempotencyKey;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Acts on a side's own records that others read, from the draft of one person to the confirmation of another. */
@ApplicationScoped
public class PendingActs {
    private static final String REQUEST = "request";

    private final Register register;
    private final TwoPersons persons;
    private final Instance<DeferredAct> acts;
    private final ObjectMapper json;

    PendingActs(Register register, TwoPersons persons, Instance<DeferredAct> acts, ObjectMapper json) {
        this.register = register;
        this.persons = persons;
        this.acts = acts;
        this.json = json;
    }

    /**
     * Drafts an act on a record that stays as it is, in the transaction of its request and under the lock of the record; the
     * caller has made sure that the rules would let it pass.
     *
     * @param act as {@link DeferredAct#act} names it
     * @param request what is to be done, as it is carried out later
     * @return the answer 202 with what waits
     */
    public Uni<StoredResponse> draft(
            Mutiny.Session session, Viewer viewer, RegisterRecord record, String act, Object request) {
        Pending.Draft draft = persons.draft(viewer);
        ObjectNode content = json.createObjectNode()
                .put("urn", new Urn(StoredAct.TYPE, draft.id()).toString())
                .put("record", record.urn().toString())
                .put("act", act);
        content.set(REQUEST, json.valueToTree(request));
        StoredAct drafted = new StoredAct(draft, record, act, content.toString());
        return persons.begin(session, viewer, drafted)
                .replaceWith(() -> new StoredResponse(
                        202, Map.of("Location", "v1/pending-acts/" + draft.id()), view(viewer, drafted)));
    }

    /**
     * Those of the viewer's side, newest first; none for whoever acts for no side.
     *
     * @param record only on this record, null for all
     * @param state only in this state, null for all
     */
    Uni<Page<PendingActView>> list(
            Viewer viewer, @Nullable Urn record, @Nullable PendingState state, PageRequest page) {
        return register.read(viewer, session -> {
            Map<String, String> after = page.after();
            Side side = viewer.side();
            if (side == null) {
                return Uni.createFrom().item(new Page<PendingActView>(List.of(), null));
            }
            Mutiny.SelectionQuery<StoredAct> query = session.createSelectionQuery(
                            "from StoredAct a where a.side = :side"
                                    + (record == null ? "" : " and a.recordUrn = :record")
                                    + (state == null ? "" : " and a.state = :state")
                                    + (after.isEmpty()
                                            ? ""
                                            : " and " + MomentKey.beyond("a.draftedAt", "<", ":at", "a.id < :id"))
                                    + " order by a.draftedAt desc, a.id desc",
                            StoredAct.class)
                    .setParameter("side", side);
            if (record != null) {
                query.setParameter("record", record.toString());
            }
            if (state != null) {
                query.setParameter("state", state);
            }
            if (!after.isEmpty()) {
                MomentKey.startAfter(query, after);
            }
            return query.setMaxResults(page.limit() + 1).getResultList().map(rows -> page.page(
                            rows, row -> MomentKey.of(row.draftedAt(), row.id()))
                    .map(found -> view(viewer, found)));
        });
    }

    /** One of the viewer's side; fails with NOT_FOUND where there is none. */
    Uni<PendingActView> get(Viewer viewer, UUID id) {
        return register.read(viewer, session -> find(session, viewer, id).map(found -> view(viewer, found)));
    }

    private static Uni<StoredAct> find(Mutiny.Session session, Viewer viewer, UUID id) {
        return session.find(StoredAct.class, id)
                .onItem()
                .ifNull()
                .failWith(ProblemException::notFound)
                .invoke(found -> {
                    if (!PendingRules.isShown(found.side(), viewer)) {
                        throw ProblemException.notFound();
                    }
                });
    }

    /** Gives it up. */
    Uni<Response> drop(Viewer viewer, UUID id, IdempotencyKey key) {
        return close(viewer, id, key, "drop", (session, found) -> persons.drop(session, viewer, found));
    }

    /** Does it, by all the rules once more; who may read the record is told as of any other change. */
    Uni<Response> confirm(Viewer viewer, UUID id, IdempotencyKey key, Confirmation confirmation) {
        return close(viewer, id, key, "confirm " + confirmation.hash(), (session, found) -> {
            DeferredAct deferred = acts.stream()
                    .filter(one -> one.act().equals(found.act()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("nobody carries out " + found.act()));
            UUID record = found.record().uuid();
            JsonNode request = persons.content(found).path(REQUEST);
            return RuleLocks.take(session, deferred.lockOf(record))
                    .chain(() -> persons.confirm(session, viewer, found, confirmation.hash()))
                    .chain(() ->
                            deferred.carryOut(session, viewer, new DeferredAct.Drafted(record, request, found.maker())))
                    .call(session::flush);
        });
    }

    private Uni<Response> close(
            Viewer viewer,
            UUID id,
            IdempotencyKey key,
            String request,
            BiFunction<Mutiny.Session, StoredAct, Uni<Void>> work) {
        return register.once(
                viewer, "pending act " + id, key, request + " of " + id, session -> find(session, viewer, id)
                        .call(found -> work.apply(session, found))
                        .map(found -> StoredResponse.ok(view(viewer, found))));
    }

    private PendingActView view(Viewer viewer, StoredAct found) {
        return new PendingActView(
                found.urn(),
                found.record(),
                found.side(),
                found.act(),
                found.state(),
                persons.content(found),
                found.hash(),
                found.maker(),
                found.draftedAt(),
                found.closedAt(),
                TwoPersons.allowed(viewer, found));
    }
}
