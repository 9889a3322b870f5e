package org.ckep.investment.project;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.ckep.investment.inconsistency.Contradictions;
import org.ckep.investment.inconsistency.Inconsistency;
import org.ckep.investment.inconsistency.Inconsistency.Kind;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.records.RecordQuery;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Rule I9 with a side's hidden phases: who changes the sum of a project that others read is refused for what he may read
 * alone, so it can come to lie below the phases that the other side hides.
 */
@ApplicationScoped
class HiddenPhases implements Contradictions {
    private static final String PHASES = "r.relation = PHASE_OF";

    private final ObjectMapper json;

    HiddenPhases(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public Uni<List<Inconsistency>> of(Mutiny.Session session, Viewer viewer) {
        return RecordQuery.of(Project.class, viewer)
                .where(PHASES)
                .where("r.head.ownerSide = :side", "side", viewer.side())
                .where("r.head.classificationLevel in (SIDE, MINISTRY)")
                .list(session, MOST)
                .chain(hidden -> wholes(session, viewer, hidden)
                        .chain(wholes -> phases(session, viewer, wholes).map(phases -> found(wholes, phases))));
    }

    private static Uni<List<Project>> wholes(Mutiny.Session session, Viewer viewer, List<Project> hidden) {
        List<UUID> ids = hidden.stream()
                .map(Project::parent)
                .filter(Objects::nonNull)
                .map(Urn::uuid)
                .distinct()
                .toList();
        return RecordQuery.of(Project.class, viewer).among(session, ids).map(found -> found.stream()
                .filter(HiddenPhases::isOpen)
                .filter(whole -> whole.sumOfPhases() != null)
                .toList());
    }

    private static Uni<List<Project>> phases(Mutiny.Session session, Viewer viewer, List<Project> wholes) {
        return wholes.isEmpty()
                ? Uni.createFrom().item(List.of())
                : RecordQuery.of(Project.class, viewer)
                        .where(PHASES)
                        .whereAnyOf(
                                "r.parentId",
                                "parents",
                                wholes.stream().map(Project::id).toList())
                        .list(session, 10 * MOST);
    }

    private static boolean isOpen(Project project) {
        return project.head().classification().level().isReadByBothSides();
    }

    private List<Inconsistency> found(List<Project> wholes, List<Project> phases) {
        Map<Urn, List<Project>> byWhole = phases.stream()
                .collect(Collectors.groupingBy(phase -> Objects.requireNonNull(phase.parent(), "a phase has a whole")));
        List<Inconsistency> found = new ArrayList<>();
        for (Project whole : wholes) {
            Investment sum = Objects.requireNonNull(whole.sumOfPhases());
            List<Project> all = byWhole.getOrDefault(whole.urn(), List.of());
            BigDecimal tooMuch = PhaseRules.tooMuch(sum, rows(all));
            // What is too much openly is no secret.
            if (tooMuch != null
                    && PhaseRules.tooMuch(
                                    sum,
                                    rows(all.stream()
                                            .filter(HiddenPhases::isOpen)
                                            .toList()))
                            == null) {
                Investment own = new Investment(tooMuch, sum.currency(), sum.basis(), null, null);
                found.add(new Inconsistency(
                        Kind.PHASES,
                        whole.urn(),
                        ProjectContent.TOTAL_INVESTMENT,
                        "I9",
                        all.stream()
                                .filter(phase -> !isOpen(phase))
                                .map(Project::urn)
                                .sorted(Comparator.comparing(Urn::toString))
                                .toList(),
                        json.valueToTree(own),
                        json.valueToTree(sum)));
            }
        }
        return found;
    }

    private static List<PhaseRules.Phase> rows(List<Project> phases) {
        return phases.stream().map(Project::asPhase).toList();
    }
}
