package org.ckep.investment.project;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.ckep.investment.inconsistency.Contradictions;
import org.ckep.investment.inconsistency.Inconsistency;
import org.ckep.investment.inconsistency.Inconsistency.Kind;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.reconciliation.MatchStatus;
import org.ckep.kernel.reconciliation.Matching;
import org.ckep.kernel.record.Stewardship;
import org.ckep.records.figure.SideFigures;
import org.ckep.records.reconciliation.Reconcilable;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * A side's hidden figures against what both agreed on and against the one that the side shows, by the tolerances of the
 * reconciliation. Sums of two currencies are not compared: that takes a month whose rates are agreed.
 */
@ApplicationScoped
class HiddenFigures implements Contradictions {
    private final SideFigures figures;
    private final ProjectFigures compared;
    private final ProjectRepository projects;
    private final ProjectAgreement agreement;

    HiddenFigures(
            SideFigures figures, ProjectFigures compared, ProjectRepository projects, ProjectAgreement agreement) {
        this.figures = figures;
        this.compared = compared;
        this.projects = projects;
        this.agreement = agreement;
    }

    @Override
    public Uni<List<Inconsistency>> of(Mutiny.Session session, Viewer viewer) {
        return figures.hidden(session, viewer, MOST).chain(hidden -> projects.among(
                        session,
                        viewer,
                        hidden.stream()
                                .map(figure -> figure.record().uuid())
                                .distinct()
                                .toList())
                .map(found -> {
                    Map<Urn, Project> known =
                            found.stream().collect(Collectors.toMap(Project::urn, project -> project));
                    List<Inconsistency> contradictions = new ArrayList<>();
                    hidden.forEach(figure -> contradictions.addAll(of(figure, known.get(figure.record()))));
                    return contradictions;
                }));
    }

    private List<Inconsistency> of(SideFigures.Hidden figure, @Nullable Project project) {
        List<Inconsistency> found = new ArrayList<>();
        if (project == null) {
            return found;
        }
        JsonNode recorded = agreement.of(project).core().get(figure.attribute());
        if (project.head().stewardship() == Stewardship.JOINT) {
            compare(Kind.AGREED_VALUE, figure, recorded, found);
            compare(Kind.SHOWN_FIGURE, figure, figure.shown(), found);
        } else if (project.head().classification().level().isReadByBothSides()) {
            // What stands in its own record a side shows as well; a figure that it shows is its later word.
            compare(Kind.SHOWN_FIGURE, figure, figure.shown() == null ? recorded : figure.shown(), found);
        }
        return found;
    }

    private void compare(Kind kind, SideFigures.Hidden figure, @Nullable JsonNode open, List<Inconsistency> found) {
        String attribute = figure.attribute();
        if (open == null || open.isNull() || !compared.policy().attributes().contains(attribute)) {
            return;
        }
        Map<String, Reconcilable.Part> shown = compared.parts(attribute, open);
        compared.parts(attribute, figure.value()).forEach((pair, own) -> {
            Reconcilable.Part other = shown.get(pair);
            if (other != null
                    && Matching.match(
                                            own.statement(),
                                            other.statement(),
                                            compared.policy().of(pair),
                                            Matching.Rates.NONE)
                                    .status()
                            == MatchStatus.BREAK) {
                found.add(new Inconsistency(kind, figure.record(), pair, null, List.of(), own.shown(), other.shown()));
            }
        });
    }
}
