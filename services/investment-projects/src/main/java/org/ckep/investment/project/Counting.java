package org.ckep.investment.project;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.ckep.kernel.claim.Modality;
import org.ckep.records.AnyOf;
import org.ckep.records.SqlCondition;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Which projects a report counts: never one whose money is counted elsewhere, so that each stands in it once. Of both
 * sides' records of one thing those of the side count that both have agreed on, for whoever is told of the pair.
 *
 * @param sector code of a sector that they have, null for all
 * @param direction between which economies, null for all
 * @param modalities in which moods they are spoken of
 * @param knownAt as they were recorded at that moment, null for now
 */
record Counting(
        @Nullable String sector,
        @Nullable Direction direction,
        List<Modality> modalities,
        @Nullable Instant knownAt) {
    private static final String OF_SECTOR = SqlCondition.of(
            "exists (select 1 from project_sector wanted where wanted.project_id = ? and wanted.code = ?)",
            "p.id",
            ":sector");

    private static final String NOT_PAIRED_AWAY = "cast(sql('not exists (select 1 from pair_member paired "
            + "where paired.project_id = ? and not paired.counted)', p.id) as Boolean) = true";

    /** The same, of records that stand for another one which the view has too. */
    private static final String NOT_PAIRED_AWAY_IN_VIEW = "cast(sql('not exists (select 1 from pair_member paired "
            + "join pair_member other on other.group_id = paired.group_id and other.counted "
            + "join project o on o.id = other.project_id and (o.stewardship = ''JOINT'' or o.owner_side = ''%s'') "
            + "where paired.project_id = ? and not paired.counted)', p.id) as Boolean) = true";

    /** The condition in HQL over a project {@code p}. */
    String condition() {
        return condition(null);
    }

    /**
     * The same of the records that a view has.
     *
     * @param view as whose records they are counted, null for everybody's beside each other
     */
    String condition(@Nullable ProjectPerspective view) {
        List<String> conditions = new ArrayList<>(List.of(
                "p.countsTowardAggregate", inView(view), AnyOf.of(modalities).condition("p.modality", "modalities")));
        if (sector != null) {
            conditions.add(OF_SECTOR);
        }
        if (direction != null) {
            conditions.add("p.direction = :direction");
        }
        return String.join(" and ", conditions);
    }

    /** Each view counts a thing once: by the record of both sides, or by that of the one side. */
    private static String inView(@Nullable ProjectPerspective view) {
        if (view == null || view == ProjectPerspective.PUBLIC) {
            return NOT_PAIRED_AWAY;
        }
        if (view.side() == null) {
            return "p.head.stewardship = JOINT";
        }
        return "(p.head.stewardship = JOINT or p.head.ownerSide = " + view.side() + ") and "
                + NOT_PAIRED_AWAY_IN_VIEW.formatted(view.side());
    }

    /** Sets the parameters of the condition. */
    <R> Mutiny.SelectionQuery<R> bind(Mutiny.SelectionQuery<R> query) {
        query.setParameter("modalities", AnyOf.of(modalities).parameter());
        if (sector != null) {
            query.setParameter("sector", sector);
        }
        if (direction != null) {
            query.setParameter("direction", direction);
        }
        return query;
    }
}
