package org.ckep.investment.project;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.ckep.investment.register.Contents;
import org.ckep.investment.register.Names;
import org.ckep.investment.site.SiteState;
import org.ckep.investment.site.Sites;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.claim.Source;
import org.ckep.records.Days;
import org.ckep.records.EventData;
import org.ckep.records.Register;
import org.ckep.records.Sources;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Carries a project from state to state, with what the step brings: dates, commitments, filings, sources. */
@ApplicationScoped
class ProjectTransition {
    private final Register register;
    private final Sources sources;
    private final Sites sites;
    private final ProjectAnnex annex;
    private final ProjectPartStore parts;
    private final Contents contents;
    private final LedgerEvidence ledger;

    ProjectTransition(
            Register register,
            Sources sources,
            Sites sites,
            ProjectAnnex annex,
            ProjectPartStore parts,
            Contents contents,
            LedgerEvidence ledger) {
        this.register = register;
        this.sources = sources;
        this.sites = sites;
        this.annex = annex;
        this.parts = parts;
        this.contents = contents;
        this.ledger = ledger;
    }

    /**
     * Takes the step in the session's transaction.
     *
     * @param seen the project as the viewer sees it before the step
     * @return fails with the rules' refusal
     */
    Uni<Void> take(
            Mutiny.Session session, Viewer viewer, Project project, SeenProject seen, TransitionCommand command) {
        ProjectSnapshot before = before(project, seen);
        return decide(session, viewer, project, seen.sources(), before, command, alone(viewer, before))
                .chain(next -> write(session, viewer, project, before, next, command, null));
    }

    /**
     * The same of a step that a maker of the project's side has drafted and the viewer has confirmed. A key date that it
     * moves is a change of the content by its drafter, who is no second person about that afterwards (rule C2).
     *
     * @param drafter subject of the maker
     */
    Uni<Void> takeConfirmed(
            Mutiny.Session session,
            Viewer viewer,
            Project project,
            SeenProject seen,
            TransitionCommand command,
            String drafter) {
        ProjectSnapshot before = before(project, seen);
        StepTaker taker = new StepTaker.Confirmed(viewer, before.custody(), before.ownSideHosts());
        return decide(session, viewer, project, seen.sources(), before, command, taker)
                .chain(next -> write(session, viewer, project, before, next, command, drafter));
    }

    /** Fails where {@link #take} does, and takes no step. */
    Uni<Void> look(
            Mutiny.Session session, Viewer viewer, Project project, SeenProject seen, TransitionCommand command) {
        ProjectSnapshot before = before(project, seen);
        return decide(session, viewer, project, before, command, alone(viewer, before))
                .replaceWithVoid();
    }

    private static ProjectSnapshot before(Project project, SeenProject seen) {
        return project.snapshot(seen.filings(), Surroundings.countries(seen.sites()));
    }

    private static StepTaker alone(Viewer viewer, ProjectSnapshot before) {
        return new StepTaker.Alone(viewer, before.custody(), before.ownSideHosts());
    }

    /**
     * The project as a step would leave it.
     *
     * @param before the project before the step, with the filings of the side whose word it is as far as the viewer may
     *     read them
     * @return fails with the rules' refusal
     */
    Uni<ProjectSnapshot> decide(
            Mutiny.Session session,
            Viewer viewer,
            Project project,
            ProjectSnapshot before,
            TransitionCommand command,
            StepTaker taker) {
        return sources.find(session, viewer, project.head().sources())
                .chain(found -> decide(session, viewer, project, found.values(), before, command, taker));
    }

    private Uni<ProjectSnapshot> decide(
            Mutiny.Session session,
            Viewer viewer,
            Project project,
            Collection<Source> recordSources,
            ProjectSnapshot before,
            TransitionCommand command,
            StepTaker taker) {
        return stepSources(session, viewer, project, command)
                .chain(stepSources -> ledger.of(session, viewer, project, before, command.to())
                        .map(booked -> decide(
                                before, command, testimonies(stepSources), testimonies(recordSources), taker, booked)));
    }

    private Uni<List<Source>> stepSources(
            Mutiny.Session session, Viewer viewer, Project project, TransitionCommand command) {
        requireOrganisations(command);
        return sources.require(
                session, viewer, command.sources(), project.head().classification(), "/sources");
    }

    private static void requireOrganisations(TransitionCommand command) {
        for (int i = 0; i < command.commitments().size(); i++) {
            Names.requireOrganisation(command.commitments().get(i).party(), "/commitments/" + i + "/party");
        }
        for (int i = 0; i < command.holdings().size(); i++) {
            Holding holding = command.holdings().get(i);
            if (holding.holder() != null) {
                Names.requireOrganisation(holding.holder(), "/holdings/" + i + "/holder");
            }
        }
    }

    private List<Testimony> testimonies(Collection<Source> sources) {
        LocalDate today = Days.anywhere(register.clock());
        return sources.stream().map(source -> Testimony.of(source, today)).toList();
    }

    private ProjectSnapshot decide(
            ProjectSnapshot before,
            TransitionCommand command,
            List<Testimony> stepSources,
            List<Testimony> recordSources,
            StepTaker taker,
            BookedSums booked) {
        return switch (ProjectSteps.take(
                before, command, stepSources, recordSources, taker, booked, register.today())) {
            case StepResult.Refused refused -> throw refused.toProblem();
            case StepResult.Taken taken -> taken.next();
        };
    }

    /** What an event tells of the step, and what the audit trail hashes beside the project: the filings that came with it. */
    private EventData told(
            Project project,
            ProjectSnapshot next,
            ProjectStatus from,
            AuditedProject found,
            Viewer viewer,
            TransitionCommand command) {
        EventData data = ProjectEvents.data(project, next)
                .with("previousState", from)
                .with("reason", command.reason())
                .noted(changed(found, project, command));
        return command.filings().isEmpty() || viewer.side() == null ? data : data.leaving("filings", command.filings());
    }

    private Uni<Void> write(
            Mutiny.Session session,
            Viewer viewer,
            Project project,
            ProjectSnapshot before,
            ProjectSnapshot next,
            TransitionCommand command,
            @Nullable String drafter) {
        ProjectStatus from = before.state().status();
        AuditedProject found = project.audited();
        ProjectStep step = new ProjectStep(
                project.id(),
                from,
                before.stateSince(),
                next,
                command,
                viewer.side(),
                register.clock().instant());
        return register.restOn(session, viewer, project, command.sources())
                .invoke(() -> {
                    if (drafter == null
                            || next.content().keyDates().equals(before.content().keyDates())) {
                        project.become(next);
                    } else {
                        project.become(next, drafter);
                    }
                })
                .chain(() -> annex.enter(session, viewer, project, command.filings()))
                .chain(() -> settleSites(session, viewer, project, next, command))
                .chain(() -> register.changed(
                        viewer,
                        project,
                        "project.state_changed",
                        ProjectEvents.sector(next),
                        told(project, next, from, found, viewer, command),
                        List.of(step),
                        rows -> parts.flush(session, project, rows)))
                .chain(() -> ProjectEvents.slipped(
                        register, session, project, before.content(), next, ProjectEvents.data(project, next)));
    }

    private List<String> changed(AuditedProject found, Project project, TransitionCommand command) {
        List<String> changed = new ArrayList<>(contents.changed(found, project.audited()));
        if (!command.filings().isEmpty()) {
            changed.add("filings");
        }
        return changed;
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
