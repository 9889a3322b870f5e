package org.ckep.investment.ledger;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.ckep.investment.inconsistency.Contradictions;
import org.ckep.investment.inconsistency.Inconsistency;
import org.ckep.investment.inconsistency.Inconsistency.Kind;
import org.ckep.investment.project.ProjectSum;
import org.ckep.investment.project.Projects;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.Money;
import org.ckep.records.RecordQuery;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * What a side's hidden commitments bind together with those that it shows, against the sum of the project that others read, of one
 * currency and one basis.
 */
@ApplicationScoped
class HiddenCommitments implements Contradictions {
    private final Ledger ledger;
    private final Projects projects;
    private final ObjectMapper json;

    HiddenCommitments(Ledger ledger, Projects projects, ObjectMapper json) {
        this.ledger = ledger;
        this.projects = projects;
        this.json = json;
    }

    @Override
    public Uni<List<Inconsistency>> of(Mutiny.Session session, Viewer viewer) {
        return own(viewer)
                .where("r.head.classificationLevel in (SIDE, MINISTRY)")
                .list(session, MOST)
                .map(hidden -> hidden.stream()
                        .map(StoredCommitment::project)
                        .distinct()
                        .toList())
                .chain(touched -> projects.openSums(session, viewer, touched))
                .chain(sums -> commitments(session, viewer, sums.keySet())
                        .chain(all -> ledger.balances(session, all, null).map(balances -> found(sums, all, balances))));
    }

    private static RecordQuery<StoredCommitment> own(Viewer viewer) {
        return RecordQuery.of(StoredCommitment.class, viewer).where("r.head.ownerSide = :side", "side", viewer.side());
    }

    private static Uni<List<StoredCommitment>> commitments(
            Mutiny.Session session, Viewer viewer, Collection<Urn> projects) {
        return projects.isEmpty()
                ? Uni.createFrom().item(List.of())
                : own(viewer)
                        .whereAnyOf(
                                "r.projectId",
                                "projects",
                                projects.stream().map(Urn::uuid).toList())
                        .list(session, 10 * MOST);
    }

    private List<Inconsistency> found(
            Map<Urn, ProjectSum> sums, List<StoredCommitment> all, Map<Urn, Balance> balances) {
        Map<Urn, List<StoredCommitment>> byProject =
                all.stream().collect(Collectors.groupingBy(StoredCommitment::project));
        List<Inconsistency> found = new ArrayList<>();
        sums.forEach((project, sum) -> {
            List<StoredCommitment> commitments = byProject.getOrDefault(project, List.of()).stream()
                    .filter(commitment -> isOf(sum, commitment))
                    .toList();
            List<StoredCommitment> open =
                    commitments.stream().filter(HiddenCommitments::isOpen).toList();
            BigDecimal bound = committed(commitments, balances);
            BigDecimal limit = sum.amount().amount();
            // What is too much openly is no secret.
            if (bound.compareTo(limit) > 0 && committed(open, balances).compareTo(limit) <= 0) {
                found.add(new Inconsistency(
                        Kind.COMMITMENTS,
                        project,
                        "totalInvestment",
                        null,
                        commitments.stream()
                                .filter(commitment -> !isOpen(commitment))
                                .map(StoredCommitment::urn)
                                .sorted(Comparator.comparing(Urn::toString))
                                .toList(),
                        shown(new Money(bound, sum.amount().currency(), null, null), sum.basis()),
                        shown(sum.amount(), sum.basis())));
            }
        });
        return found;
    }

    private static boolean isOf(ProjectSum sum, StoredCommitment commitment) {
        return sum.basis().equals(commitment.basis().name())
                && sum.amount().currency().equals(commitment.currency());
    }

    private static boolean isOpen(StoredCommitment commitment) {
        return commitment.head().classification().level().isReadByBothSides();
    }

    private static BigDecimal committed(List<StoredCommitment> commitments, Map<Urn, Balance> balances) {
        return commitments.stream()
                .map(commitment ->
                        balances.getOrDefault(commitment.urn(), Balance.ZERO).committed())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private ObjectNode shown(Money money, String basis) {
        ObjectNode shown = json.valueToTree(money);
        return shown.put("basis", basis);
    }
}
