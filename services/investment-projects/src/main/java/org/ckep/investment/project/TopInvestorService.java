package org.ckep.investment.project;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.ckep.investment.register.Coverage;
import org.ckep.investment.register.Names;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.OrgRef;
import org.ckep.records.Register;
import org.hibernate.reactive.mutiny.Mutiny;

/** Ranks investors by what they have bound themselves to, in no more projects than the viewer may see. */
@ApplicationScoped
class TopInvestorService {
    static final int MAX_LIMIT = 100;

    /** The condition in HQL over a project {@code p}: it was not given up, and nothing is sold. */
    static final String ALIVE = "p.state not in (WITHDRAWN, CANCELLED) and p.type <> DIVESTMENT";

    private static final String INVESTOR = "role = '" + ParticipantRole.INVESTOR.name() + "' and org_urn is not null";

    private final Register register;
    private final Names names;

    TopInvestorService(Register register, Names names) {
        this.register = register;
        this.names = names;
    }

    Uni<TopInvestors> rank(Viewer viewer, Counting counting, int limit) {
        return register.read(viewer, counting.knownAt(), session -> {
            InvestorTally tally = new InvestorTally();
            return ReportRows.each(session, viewer, counting, "p.state", ALIVE, rows -> tally(session, rows, tally))
                    .chain(() -> named(session, viewer, tally.first(limit)));
        });
    }

    private static Uni<Void> tally(Mutiny.Session session, List<Object[]> projects, InvestorTally tally) {
        Map<UUID, Set<Urn>> investors = new HashMap<>();
        Map<UUID, Map<InvestorTally.Bond, BigDecimal>> bound = new HashMap<>();
        return ReportRows.parts(session, projects, "org_urn", "project_participant", INVESTOR)
                .invoke(rows -> rows.forEach(row -> investors
                        .computeIfAbsent((UUID) row[0], none -> new HashSet<>())
                        .add(Urn.parse((String) row[1]))))
                .chain(() -> ReportRows.parts(
                        session, projects, "org_urn, amount, currency", "project_commitment", "org_urn is not null"))
                .invoke(rows -> {
                    rows.forEach(row -> bound.computeIfAbsent((UUID) row[0], none -> new HashMap<>())
                            .merge(
                                    new InvestorTally.Bond(Urn.parse((String) row[1]), (String) row[3]),
                                    (BigDecimal) row[2],
                                    BigDecimal::add));
                    projects.forEach(project -> tally.add(
                            investors.getOrDefault((UUID) project[0], Set.of()),
                            bound.getOrDefault((UUID) project[0], Map.of())));
                })
                .replaceWithVoid();
    }

    private Uni<TopInvestors> named(Mutiny.Session session, Viewer viewer, List<InvestorTally.Rank> ranks) {
        List<OrgRef> parties =
                ranks.stream().map(rank -> OrgRef.named(rank.organisation())).toList();
        return names.of(session, viewer, parties)
                .map(known -> new TopInvestors(
                        Coverage.VISIBLE_ONLY,
                        ranks.stream()
                                .map(rank -> new TopInvestors.Investor(
                                        rank.organisation(),
                                        known.get(rank.organisation()),
                                        rank.currency(),
                                        rank.projects(),
                                        rank.currency() == null ? null : rank.committed()))
                                .toList()));
    }
}
