package org.ckep.records.change;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.change.ChangeProtocol;
import org.ckep.kernel.change.ChangeState;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.records.AnyOf;
import org.ckep.records.MomentKey;
import org.ckep.records.RecordVisibility;
import org.ckep.records.SqlCondition;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The change sets of all records of a register. The first lock stands in each query: the condition of which change sets the
 * viewer may know of, and that of which records he may read. Row-level security of both is the second.
 */
@ApplicationScoped
public class ChangeList {
    private static final String FROM = "select c, r.title from StoredChange c join %s r on "
            + "cast(sql('(? = cast(right(?, 36) as uuid))', r.id, c.recordUrn) as Boolean) = true where "
            + ChangeStore.KNOWN + " and ";

    /** As {@link org.ckep.kernel.change.ChangeSet#stateAt} has it. */
    private static final String OVERDUE =
            "(c.procedure <> SILENCE and c.state in (PROPOSED, UNDER_REVIEW) and c.deadline <= :now)";

    /** That the viewer wrote or signed it. */
    private static final String HAND = "(" + RecordVisibility.contains("c.authors", "subject")
            + " or "
            + SqlCondition.of(
                    "exists (select 1 from jsonb_array_elements(? -> ''all'') s where s ->> ''subject'' = cast(? as text))",
                    "c.signatures",
                    ":subject")
            + ")";

    private final ChangeSetViews views;
    private final Clock clock;

    ChangeList(ChangeSetViews views, Clock clock) {
        this.views = views;
        this.clock = clock;
    }

    private record Found(StoredChange change, LocalizedText title) {
        Map<String, String> key() {
            return ChangeStore.key(change);
        }
    }

    /** One page, by the moment since when the viewer's side may know of them; nothing for a viewer without a side. */
    public Uni<Page<ListedChangeSet>> page(
            Mutiny.Session session, Viewer viewer, JointRecords records, ChangeFilter filter, PageRequest page) {
        return Uni.createFrom().deferred(() -> {
            Map<String, String> after = page.after();
            Side side = viewer.side();
            if (side == null) {
                return Uni.createFrom().item(new Page<>(List.of(), null));
            }
            RecordVisibility visible = RecordVisibility.predicate(viewer, "r.head");
            Map<String, Object> parameters = new LinkedHashMap<>(Map.of("side", side));
            String conditions = String.join(" and ", conditions(viewer, side, filter, parameters));
            Mutiny.SelectionQuery<Object[]> query = session.createSelectionQuery(
                            FROM.formatted(records.entityType().getName())
                                    + visible.condition()
                                    + conditions
                                    + (after.isEmpty() ? "" : ChangeStore.START)
                                    + ChangeStore.ORDER,
                            Object[].class)
                    .setMaxResults(page.limit() + 1);
            parameters.forEach(query::setParameter);
            if (!after.isEmpty()) {
                MomentKey.startAfter(query, after);
            }
            return visible.bind(query)
                    .getResultList()
                    .map(rows -> page.page(
                            rows.stream()
                                    .map(row -> new Found((StoredChange) row[0], (LocalizedText) row[1]))
                                    .toList(),
                            Found::key))
                    .map(found -> found.map(
                            row -> new ListedChangeSet(views.of(viewer, records.policy(), row.change()), row.title())));
        });
    }

    private List<String> conditions(Viewer viewer, Side side, ChangeFilter filter, Map<String, Object> parameters) {
        List<String> conditions = new ArrayList<>(List.of(""));
        List<ChangeState> states = filter.states();
        if (states != null) {
            AnyOf anyOf = AnyOf.of(states);
            conditions.add("((" + anyOf.condition("c.state", "states") + " and not " + OVERDUE + ")"
                    + (states.contains(ChangeState.EXPIRED) ? " or " + OVERDUE : "") + ")");
            parameters.put("states", anyOf.parameter());
        }
        if (filter.side() != null) {
            conditions.add("c.side = :proposer");
            parameters.put("proposer", filter.side());
        }
        if (filter.record() != null) {
            conditions.add("c.recordUrn = :record");
            parameters.put("record", filter.record().toString());
        }
        if (filter.waitingFor() != null) {
            // With the constants by which the index of open change sets is chosen.
            conditions.add("c.state in (" + ChangeStore.OPEN_STATES + ") and not " + OVERDUE);
            conditions.add(waiting(viewer, side, filter.waitingFor()));
        }
        String all = String.join(" ", conditions);
        if (all.contains(":now")) {
            parameters.put("now", clock.instant());
        }
        if (all.contains(":subject")) {
            parameters.put("subject", String.valueOf(viewer.subject()));
        }
        return conditions;
    }

    private static String waiting(Viewer viewer, Side side, ChangeFilter.WaitingFor whom) {
        return switch (whom) {
            case ME -> waitingFor(ChangeProtocol.waitingFor(viewer));
            case OWN_SIDE ->
                "((c.side = " + side + " and c.state in (DRAFT, SUBMITTED)) or (c.side = " + side.other()
                        + " and c.state in (PROPOSED, UNDER_REVIEW)))";
            case OTHER_SIDE -> "(c.side = " + side + " and c.state in (PROPOSED, UNDER_REVIEW))";
        };
    }

    private static String waitingFor(Set<ChangeProtocol.Waiting> kinds) {
        return kinds.isEmpty()
                ? "1 = 0"
                : kinds.stream()
                        .map(kind -> "(c.state = " + kind.state() + " and c.procedure = " + kind.procedure()
                                + " and c.side = " + kind.side()
                                + (kind.secondPerson() ? " and not " + HAND : "") + ")")
                        .collect(Collectors.joining(" or ", "(", ")"));
    }
}
