package org.ckep.investment.project;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.ckep.investment.register.Names;
import org.ckep.investment.site.SiteState;
import org.ckep.investment.site.Sites;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.claim.Source;
import org.ckep.kernel.claim.SourceKind;
import org.ckep.records.Register;
import org.ckep.records.Sources;
import org.hibernate.reactive.mutiny.Mutiny;

/** Carries a project from state to state, with what the step brings: dates, commitments, filings, sources. */
@ApplicationScoped
class ProjectTransition {
    private final Register register;
    private final Sources sources;
    private final Sites sites;

    ProjectTransition(Register register, Sources sources, Sites sites) {
        this.register = register;
        this.sources = sources;
        this.sites = sites;
    }

    /**
     * Takes the step in the session's transaction.
     *
     * @param filings filings of the viewer's own side
     * @return fails with the rules' refusal
     */
    Uni<Void> take(
            Mutiny.Session session, Viewer viewer, Project project, List<Filing> filings, TransitionCommand command) {
        for (int i = 0; i < command.commitments().size(); i++) {
            Names.requireOrganisation(command.commitments().get(i).party(), "/commitments/" + i + "/party");
        }
        for (int i = 0; i < command.holdings().size(); i++) {
            Holding holding = command.holdings().get(i);
            if (holding.holder() != null) {
                Names.requireOrganisation(holding.holder(), "/holdings/" + i + "/holder");
            }
        }
        return sources.require(
                        session, viewer, command.sources(), project.head().classification(), "/sources")
                .chain(stepSources -> sources.find(
                                session, viewer, project.head().sources())
                        .chain(recordSources -> sites.among(session, viewer, project.siteUrns())
                                .map(Surroundings::countries)
                                .chain(countries -> decide(
                                        session,
                                        viewer,
                                        project,
                                        project.snapshot(filings, countries),
                                        command,
                                        kinds(stepSources),
                                        kinds(List.copyOf(recordSources.values()))))));
    }

    private static List<SourceKind> kinds(List<Source> sources) {
        return sources.stream().map(Source::kind).toList();
    }

    private Uni<Void> decide(
            Mutiny.Session session,
            Viewer viewer,
            Project project,
            ProjectSnapshot before,
            TransitionCommand command,
            List<SourceKind> stepSources,
            List<SourceKind> recordSources) {
        return switch (ProjectSteps.take(before, command, stepSources, recordSources, viewer, register.today())) {
            case StepResult.Refused refused -> Uni.createFrom().failure(refused.toProblem());
            case StepResult.Taken taken -> write(session, viewer, project, before, taken.next(), command);
        };
    }

    private Uni<Void> write(
            Mutiny.Session session,
            Viewer viewer,
            Project project,
            ProjectSnapshot before,
            ProjectSnapshot next,
            TransitionCommand command) {
        ProjectStatus from = before.state().status();
        ProjectStep step = new ProjectStep(
                project.id(),
                from,
                next,
                command,
                viewer.side(),
                register.clock().instant());
        return register.restOn(session, viewer, project, command.sources())
                .invoke(() -> project.become(next))
                .chain(() -> session.persist(step))
                .chain(() -> enterFilings(session, viewer, project, command))
                .chain(() -> register.changed(
                        session,
                        viewer,
                        project,
                        "project.state_changed",
                        ProjectEvents.sector(next),
                        ProjectEvents.data(project, next)
                                .with("previousState", from)
                                .with("reason", command.reason())))
                .chain(() -> settleSites(session, viewer, project, next, command))
                .call(session::flush);
    }

    /** Filings go into the annex of the side that entered them. */
    private Uni<Void> enterFilings(Mutiny.Session session, Viewer viewer, Project project, TransitionCommand command) {
        Side side = viewer.side();
        if (side == null) {
            return Uni.createFrom().voidItem();
        }
        return Multi.createFrom()
                .iterable(command.filings())
                .onItem()
                .transformToUniAndConcatenate(filing -> session.persist(new ProjectFiling(
                        project.id(), side, filing, register.clock().instant())))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** A divestment that is completed has sold its sites; winding down and closing say what becomes of them. */
    private Uni<Void> settleSites(
            Mutiny.Session session, Viewer viewer, Project project, ProjectSnapshot next, TransitionCommand command) {
        boolean sold =
                next.content().type() == ProjectType.DIVESTMENT && next.state() instanceof ProjectState.Completed;
        SiteState state = sold ? SiteState.DIVESTED : command.siteState();
        return state == null
                ? Uni.createFrom().voidItem()
                : sites.settle(session, viewer, project.siteUrns(), project.head(), state);
    }
}
