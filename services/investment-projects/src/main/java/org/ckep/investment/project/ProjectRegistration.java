package org.ckep.investment.project;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.ckep.investment.register.Contents;
import org.ckep.investment.register.Violation;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.record.Stewardship;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.records.Days;
import org.ckep.records.LocalId;
import org.ckep.records.LocalIdentifiers;
import org.ckep.records.RecordHead;
import org.ckep.records.Register;
import org.ckep.records.StoredResponse;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Adds projects to the register: those of one's own side, and those known from public sources alone. */
@ApplicationScoped
class ProjectRegistration {
    private static final String DISPLAY_KIND = "PRJ";

    private final Register register;
    private final Surroundings surroundings;
    private final LocalIdentifiers localIds;
    private final Contents contents;
    private final ProjectPartStore parts;
    private final ProjectViews views;

    ProjectRegistration(
            Register register,
            Surroundings surroundings,
            LocalIdentifiers localIds,
            Contents contents,
            ProjectPartStore parts,
            ProjectViews views) {
        this.register = register;
        this.surroundings = surroundings;
        this.localIds = localIds;
        this.contents = contents;
        this.parts = parts;
        this.views = views;
    }

    /** Registers a project of the viewer's side, as PROSPECT or, where it continues a standing plant, as ANNOUNCED. */
    Uni<StoredResponse> create(Mutiny.Session session, Viewer viewer, NewProject request) {
        ProjectContent content = request.content();
        contents.requireValid(content);
        RecordHead head = register.forOwnSide(
                viewer, DISPLAY_KIND, request.classification(), content.sources(), request.localIds());
        Urn urn = Urn.random(Project.TYPE);
        return surroundings
                .look(session, viewer, entry(urn, content, startState(request), head))
                .map(found -> start(viewer, urn, head, request, found))
                .chain(project -> add(session, viewer, head, project));
    }

    private static ProjectTree.Entry entry(Urn urn, ProjectContent content, ProjectState state, RecordHead head) {
        return new ProjectTree.Entry(
                urn, content, state.status(), head.classification(), ProjectTree.Occasion.REGISTRATION);
    }

    private ProjectSnapshot start(
            Viewer viewer, Urn urn, RecordHead head, NewProject request, Surroundings.Found found) {
        ProjectState state = startState(request);
        FuzzyDate since = request.stateSince() == null && state instanceof ProjectState.Prospect
                ? FuzzyDate.day(register.today())
                : request.stateSince();
        StateDates dates = StateDates.settle(request.content(), state, since);
        ProjectSnapshot project = snapshot(viewer, urn, head, dates, state, null, Set.of(), found.siteCountries());
        if (!(state instanceof ProjectState.Prospect)) {
            requireGuardsOfStart(project, found);
        }
        Violation.refuse(ProjectInvariants.violations(project.subject(), register.today()));
        return project;
    }

    private static ProjectState startState(NewProject request) {
        ProjectStatus asked = request.state() == null ? ProjectStatus.PROSPECT : request.state();
        boolean allowed = asked == ProjectStatus.PROSPECT
                || (asked == ProjectStatus.ANNOUNCED && request.type().continuesAPlant());
        if (!allowed) {
            List<String> open = request.type().continuesAPlant()
                    ? List.of(ProjectStatus.PROSPECT.name(), ProjectStatus.ANNOUNCED.name())
                    : List.of(ProjectStatus.PROSPECT.name());
            String message = "A new project of the type " + request.type() + " does not start as " + asked + ".";
            throw new ProblemException(KernelProblem.STATE_FORBIDS, message)
                    .withErrors(FieldError.at("/state", "state", message))
                    .withMember("allowed", open);
        }
        return ProjectState.of(asked, null);
    }

    private void requireGuardsOfStart(ProjectSnapshot project, Surroundings.Found found) {
        Evidence evidence = evidence(project, found.testimonies(Days.anywhere(register.clock())));
        List<FieldError> failures = new ArrayList<>(
                ProjectGuards.failures(List.of(Guard.ANNOUNCEMENT, Guard.STATE_DATE, Guard.MODALITY), evidence));
        if (!found.plantStands()) {
            failures.add(ProjectGuards.failure(Guard.STANDING_PLANT, evidence));
        }
        if (!failures.isEmpty()) {
            throw new ProblemException(
                            ProjectProblem.PROJECT_GUARD_NOT_MET,
                            failures.getFirst().message())
                    .withErrors(failures)
                    .withMember("allowed", List.of(ProjectStatus.PROSPECT.name()));
        }
    }

    /** Registers a project that is known from public sources, in the state that they support. */
    Uni<StoredResponse> registerObserved(Mutiny.Session session, Viewer viewer, ObservedProject request) {
        ProjectContent content = request.content();
        contents.requireValid(content);
        ProjectState state = observedState(request);
        Set<Guard> notShown = EnumSet.noneOf(Guard.class);
        notShown.addAll(request.guardsNotShown());
        RecordHead head = register.observed(
                viewer,
                DISPLAY_KIND,
                content.sources(),
                notShown.stream().map(Guard::name).toList(),
                request.localIds());
        Urn urn = Urn.random(Project.TYPE);
        StateDates dates = StateDates.settle(content, state, request.stateSince());
        return surroundings
                .look(session, viewer, entry(urn, content, state, head))
                .map(found -> {
                    ProjectSnapshot project = snapshot(
                            viewer, urn, head, dates, state, request.reason(), notShown, found.siteCountries());
                    requireHonest(project, found.testimonies(Days.anywhere(register.clock())));
                    Violation.refuse(ProjectInvariants.violations(project.subject(), register.today()));
                    return project;
                })
                .chain(project -> add(session, viewer, head, project));
    }

    private static ProjectState observedState(ObservedProject request) {
        ProjectState state;
        try {
            state = ProjectState.of(request.state(), request.resumeTo());
        } catch (IllegalArgumentException mismatch) {
            throw ProblemException.invalid("/resumeTo", "invalid", Objects.toString(mismatch.getMessage()) + ".");
        }
        if (!ProjectStatus.of(request.type().profile()).contains(state.effective())) {
            throw ProblemException.invalid(
                    "/state",
                    "state",
                    "A project of the type " + request.type() + " is never " + state.effective() + ".");
        }
        return state;
    }

    /** What is missing is named as missing: guards that are not shown, and reasons for dates and amounts not there. */
    private static void requireHonest(ProjectSnapshot project, List<Testimony> testimonies) {
        Set<Guard> missing = ProjectGuards.notShown(evidence(project, testimonies));
        if (!missing.equals(project.notShown())) {
            String expected = missing.stream().map(Guard::name).collect(Collectors.joining(", "));
            String message = "In the state " + project.state().status() + " the fields and sources leave exactly these"
                    + " guards unshown: " + (expected.isEmpty() ? "none" : expected) + ".";
            throw new ProblemException(ProjectProblem.PROJECT_GUARDS_NOT_NAMED, message)
                    .withErrors(FieldError.at("/guardsNotShown", "guards", message))
                    .withMember(
                            "guardsNotShown", missing.stream().map(Guard::name).toList());
        }
        List<Violation> violations = new ArrayList<>();
        ProjectContent content = project.content();
        requireReason(content, "stateSince", project.stateSince(), violations);
        requireReason(content, "totalInvestment", content.totalInvestment(), violations);
        Violation.refuse(violations);
    }

    private static void requireReason(
            ProjectContent content, String name, @Nullable Object value, List<Violation> violations) {
        if (value == null && !content.unknownReasons().containsKey(name)) {
            violations.add(ProjectInvariants.unknownReason(
                    name, "missing", "The value '" + name + "' is missing without a reason."));
        }
    }

    private static Evidence evidence(ProjectSnapshot project, List<Testimony> testimonies) {
        return new Evidence(
                project.content(),
                project.state(),
                project.stateSince(),
                testimonies,
                List.of(),
                project.ownSideHosts(),
                project.isObserved(),
                project.bindings(),
                BookedSums.NONE,
                new Evidence.Given(project.stateReason(), null, null));
    }

    private static ProjectSnapshot snapshot(
            Viewer viewer,
            Urn urn,
            RecordHead head,
            StateDates dates,
            ProjectState state,
            @Nullable LocalizedText reason,
            Set<Guard> notShown,
            Map<Urn, String> siteCountries) {
        Stewardship stewardship = head.stewardship();
        return new ProjectSnapshot(
                urn,
                dates.content(),
                state,
                dates.since(),
                reason,
                notShown,
                Evidence.Bindings.NONE,
                new StepAuthority.Custody(stewardship, head.ownerSide(), Set.of(subject(viewer))),
                siteCountries);
    }

    private static String subject(Viewer viewer) {
        return Objects.requireNonNull(viewer.subject(), "a writer has a subject");
    }

    private Uni<StoredResponse> add(Mutiny.Session session, Viewer viewer, RecordHead head, ProjectSnapshot snapshot) {
        Project project = new Project(snapshot.urn().uuid(), head, subject(viewer), snapshot);
        List<LocalId> ids = head.localIds();
        return localIds.requireFree(session, viewer, Project.class, ids)
                .chain(() -> session.persist(project))
                .chain(() -> register.created(
                        session,
                        viewer,
                        project,
                        "project.registered",
                        ProjectEvents.sector(snapshot),
                        ProjectEvents.data(project, snapshot)))
                .chain(() -> parts.flush(session, project, List.of()))
                .chain(() -> views.one(session, viewer, project, List.of()))
                .map(view -> StoredResponse.created("v1/projects/" + project.id(), view));
    }
}
