package org.ckep.records;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The first lock (rule C8): the condition that leaves of a query what the viewer may read. Row-level security is the
 * second; each of them hides alone. Every query of records carries this condition; {@link RecordQuery} adds it by itself.
 */
public final class RecordVisibility {
    private final String condition;
    private final Map<String, Object> parameters;

    private RecordVisibility(String condition, Map<String, Object> parameters) {
        this.condition = condition;
        this.parameters = parameters;
    }

    /**
     * The condition for a viewer. The levels stand in it as constants: Hibernate translates a query that has a list among
     * its parameters anew each time, and there are but few kinds of viewers.
     *
     * @param head HQL path of the {@link RecordHead}, such as {@code p.head}
     */
    public static RecordVisibility predicate(Viewer viewer, String head) {
        List<String> alternatives = new ArrayList<>();
        Map<String, Object> parameters = new LinkedHashMap<>();
        Side side = viewer.side();
        String agency = viewer.agency();
        boolean bothSides = side != null || viewer.hasRole(Role.SECRETARIAT);

        String level = head + ".classificationLevel";
        alternatives.add(level + (bothSides ? " in (PUBLIC, PARTNER, BILATERAL)" : " = PUBLIC"));
        if (!bothSides && agency != null) {
            alternatives.add("(" + level + " = PARTNER and "
                    + contains(head + ".classificationAgencies", "visibleAgency") + ")");
            parameters.put("visibleAgency", agency);
        }
        if (side != null) {
            alternatives.add("(" + level + " = SIDE and " + head + ".classificationSide = :visibleSide)");
            parameters.put("visibleSide", side);
            if (agency != null) {
                alternatives.add("(" + level + " = MINISTRY and " + head + ".classificationSide = :visibleSide and "
                        + contains(head + ".classificationAgencies", "visibleAgency") + ")");
                parameters.put("visibleAgency", agency);
            }
        }
        return new RecordVisibility("(" + String.join(" or ", alternatives) + ")", parameters);
    }

    /**
     * The condition that an array of texts contains a parameter. Hibernate's own {@code array_contains} casts to another
     * type of array than our columns have.
     */
    public static String contains(String path, String parameter) {
        return SqlCondition.of("? @> array[cast(? as text)]", path, ":" + parameter);
    }

    /** The condition in HQL, in parentheses; its parameters begin with {@code visible}. */
    public String condition() {
        return condition;
    }

    /** Sets the parameters of the condition. */
    public <R> Mutiny.SelectionQuery<R> bind(Mutiny.SelectionQuery<R> query) {
        parameters.forEach(query::setParameter);
        return query;
    }
}
