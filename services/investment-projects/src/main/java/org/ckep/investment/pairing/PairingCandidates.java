package org.ckep.investment.pairing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.ckep.investment.project.Projects;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.value.LocalizedText;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Looks for the other side's record of the same thing, among the records that both sides have shared and no others (rule
 * C10): so both sides are answered the same, and nothing that either hides changes it.
 */
@ApplicationScoped
class PairingCandidates {
    /** How many are told at most. */
    private static final int MOST = 20;
    /** One organisation and something beside it, or a place with sum or with the rest. */
    private static final int LEAST = 4;

    private static final String READ_BY_BOTH = Arrays.stream(Classification.Level.values())
            .filter(Classification.Level::isReadByBothSides)
            .map(level -> "'" + level + "'")
            .collect(Collectors.joining(", ", "classification_level in (", ")"));

    /** What is declared or contracted is never compared with what has arrived or was used. */
    private static final String AMOUNT = """
            coalesce(p.investment_currency = s.investment_currency
              and %s = %s
              and p.investment_amount between s.investment_amount * 0.5 and s.investment_amount * 2, false)""".formatted(basisOf("p"), basisOf("s"));

    private static final String SECTOR = """
            exists (select 1 from project_sector a join project_sector b on b.code = a.code
              where a.project_id = s.id and b.project_id = p.id)""";

    /**
     * Begins with what an index finds by the identifier, the organisations and the place of the one record, and weighs only
     * that; of a whole province only what can reach the least score. Names of organisations are those that both sides were
     * told, and the same names begin and end with the same words. Texts and ids are compared by equality, for row-level
     * security bars an index from anything else.
     */
    static final String FIND = """
            with subject as materialized (
              select *, array['|ckep:urn:ckep:project:' || id, 'CN|ckep:urn:ckep:project:' || id,
                'KR|ckep:urn:ckep:project:' || id] as named_by from project where id = :id),
            orgs as (select role, org_urn from project_participant
              where project_id = :id and org_urn is not null and role in ('INVESTOR', 'HOST_ENTITY')),
            known as materialized (
              select o.role, name.key, name.value ->> 'text' as text, said.words[1] as first,
                said.words[cardinality(said.words)] as last
              from orgs o join reference_copy r on r.audience = 'bilateral' and r.urn = o.org_urn
              cross join lateral jsonb_each(r.title) name
              cross join lateral (select array(select ckep_search_words(name.value ->> 'text')) as words) said),
            alike as materialized (
              select known.*, first.urn from known
              join name_term first on first.audience = 'bilateral' and first.term = known.first
              join name_term last on last.audience = 'bilateral' and last.term = known.last and last.urn = first.urn),
            same_org as (
              select role, org_urn from orgs
              union
              select alike.role, alike.urn from alike
              join reference_copy namesake on namesake.audience = 'bilateral' and namesake.urn = alike.urn
              where ckep_search_key(namesake.title -> alike.key ->> 'text') = ckep_search_key(alike.text)),
            by_org as (select distinct p.project_id, p.role
              from same_org s join project_participant p on p.org_urn = s.org_urn and p.role = s.role),
            province as (select distinct own.country, own.iso3166_2
              from project_site ours join site own on own.id = ours.site_id and own.%1$s
              where ours.project_id = :id),
            by_place as (select distinct p.id as project_id
              from province join site other
                on other.country = province.country and other.iso3166_2 = province.iso3166_2 and other.%1$s
              join project_site theirs on theirs.site_id = other.id
              join project p on p.id = theirs.project_id and p.owner_side = :other and p.%1$s
              cross join subject s
              where %2$s or %3$s),
            by_id as (
              select l.project_id from project_local_id own join project_local_id l on l.key = own.key
                where own.project_id = :id
              union
              select l.project_id from subject s cross join unnest(s.named_by) named
                join project_local_id l on l.key = named
              union
              select cast(substring(key from
                  '^ckep:urn:ckep:project:([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$') as uuid)
              from subject s, unnest(s.local_id_keys) key),
            found as (select project_id from by_id union select project_id from by_org
              union select project_id from by_place),
            compared as materialized (
              select p.id, p.title,
                exists (select 1 from by_id i where i.project_id = p.id) as identifier,
                exists (select 1 from by_org o where o.project_id = p.id and o.role = 'INVESTOR') as investor,
                exists (select 1 from by_org o where o.project_id = p.id and o.role = 'HOST_ENTITY') as host_entity,
                exists (select 1 from project_site theirs join site other on other.id = theirs.site_id and other.%1$s
                  join province on province.country = other.country and province.iso3166_2 = other.iso3166_2
                  where theirs.project_id = p.id) as place,
                %2$s as amount,
                %3$s as sector,
                exists (select 1 from project_key_date a join project_key_date b on b.key_date = a.key_date
                  where a.project_id = s.id and b.project_id = p.id
                    and first_day(b.date) - last_day(a.date) <= 180 and first_day(a.date) - last_day(b.date) <= 180)
                or coalesce(p.state = s.state and p.state <> 'PROSPECT'
                  and first_day(p.state_since) - last_day(s.state_since) <= 180
                  and first_day(s.state_since) - last_day(p.state_since) <= 180, false) as date
              from found f join project p on p.id = f.project_id cross join subject s
              where p.owner_side = :other and p.%1$s
                and not exists (select 1 from pair_member m where m.project_id = p.id)),
            weighed as (select *, %4$s as score from compared)
            select cast(id as text), cast(title as text), cast(identifier as text), score, %5$s
            from weighed where identifier or score >= :least order by identifier desc, score desc, id limit :most""".formatted(READ_BY_BOTH, AMOUNT, SECTOR, weights(), columns());

    private static final int FIRST_PART = 4;

    private final Projects projects;
    private final PairGroups groups;
    private final ObjectMapper json;

    PairingCandidates(Projects projects, PairGroups groups, ObjectMapper json) {
        this.projects = projects;
        this.groups = groups;
        this.json = json;
    }

    private static String basisOf(String project) {
        return "case " + project + ".investment_basis when 'DECLARED' then 1 when 'CONTRACTED' then 1"
                + " when 'ARRIVED' then 2 when 'USED' then 2 else 3 end";
    }

    private static String column(CandidatePart part) {
        return part.name().toLowerCase(Locale.ROOT);
    }

    private static String weights() {
        List<String> terms = new ArrayList<>();
        for (CandidatePart part : CandidatePart.values()) {
            terms.add("case when " + column(part) + " then " + part.weight() + " else 0 end");
        }
        return String.join(" + ", terms);
    }

    private static String columns() {
        List<String> names = new ArrayList<>();
        for (CandidatePart part : CandidatePart.values()) {
            names.add("cast(" + column(part) + " as text)");
        }
        return String.join(", ", names);
    }

    /**
     * The other side's records that may be of the same thing as a shared one, the likeliest first; told to both sides alone.
     *
     * @return fails with NOT_FOUND, RECORD_NOT_SHARED and RECORD_PAIRED
     */
    Uni<List<CandidateView>> of(Mutiny.Session session, Viewer viewer, UUID project) {
        return projects.get(session, viewer, project)
                .invoke(found -> requireSide(viewer))
                .map(SharedRecords::sideOf)
                .call(side -> requireUnpaired(session, project))
                .chain(side -> find(session, project, side.other()));
    }

    private static void requireSide(Viewer viewer) {
        if (viewer.side() == null) {
            throw new ProblemException(
                    viewer.isPublic() ? KernelProblem.UNAUTHENTICATED : KernelProblem.FORBIDDEN,
                    "Pairing is between the two sides.");
        }
    }

    private Uni<Void> requireUnpaired(Mutiny.Session session, UUID project) {
        return groups.paired(session, List.of(project))
                .invoke(paired -> {
                    if (!paired.isEmpty()) {
                        throw new ProblemException(
                                PairingProblem.RECORD_PAIRED,
                                "The record is in a group; see it at the project's /pair-group.");
                    }
                })
                .replaceWithVoid();
    }

    private Uni<List<CandidateView>> find(Mutiny.Session session, UUID project, Side other) {
        return session.createNativeQuery(FIND, Object[].class)
                .setParameter("id", project)
                .setParameter("other", other.name())
                .setParameter("least", LEAST)
                .setParameter("most", MOST)
                .getResultList()
                .map(rows -> rows.stream().map(this::view).toList());
    }

    private CandidateView view(Object[] row) {
        List<CandidateView.Part> parts = new ArrayList<>();
        for (CandidatePart part : CandidatePart.values()) {
            if (Boolean.parseBoolean((String) row[FIRST_PART + part.ordinal()])) {
                parts.add(new CandidateView.Part(part, part.weight()));
            }
        }
        return new CandidateView(
                new Urn(Projects.TYPE, UUID.fromString((String) row[0])),
                title((String) row[1]),
                Boolean.parseBoolean((String) row[2]),
                ((Number) row[3]).intValue(),
                parts);
    }

    private LocalizedText title(String text) {
        try {
            return json.readValue(text, LocalizedText.class);
        } catch (JsonProcessingException ours) {
            throw new IllegalStateException("a stored title is unreadable", ours);
        }
    }
}
