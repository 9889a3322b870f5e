package org.ckep.investment.project;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.ckep.investment.register.Contents;
import org.ckep.investment.register.Violation;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.records.Days;
import org.ckep.records.EventData;
import org.ckep.records.PlainText;
import org.ckep.records.Register;
import org.ckep.web.MergePatch;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Changes a project's content by a merge patch; its state changes by steps alone. */
@ApplicationScoped
class ProjectChange {
    private final Register register;
    private final Surroundings surroundings;
    private final ProjectPartStore parts;
    private final MergePatch patches;
    private final Contents contents;

    ProjectChange(
            Register register,
            Surroundings surroundings,
            ProjectPartStore parts,
            MergePatch patches,
            Contents contents) {
        this.register = register;
        this.surroundings = surroundings;
        this.parts = parts;
        this.patches = patches;
        this.contents = contents;
    }

    /**
     * What a patch makes of a project.
     *
     * @param correction why a record that is over is corrected, null where the patch does not say
     */
    record Patched(
            ProjectSnapshot before,
            ProjectSnapshot after,
            @Nullable LocalizedText correction) {}

    /**
     * Applies the patch in the session's transaction.
     *
     * @param filings filings of the viewer's own side
     * @param patch members of the content, and beside them {@code stateSince} and {@code correctionReason}
     */
    Uni<Void> apply(Mutiny.Session session, Viewer viewer, Project project, List<Filing> filings, JsonNode patch) {
        String editor = Objects.requireNonNull(viewer.subject(), "a writer has a subject");
        return patched(session, viewer, project, filings, patch)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : write(session, viewer, project, found.get(), editor));
    }

    /**
     * Looks what the patch would make of the project, by all the rules of a change, and writes nothing.
     *
     * @return nothing where it would leave all as it is; fails with the rules' refusal
     */
    Uni<Optional<Patched>> patched(
            Mutiny.Session session, Viewer viewer, Project project, List<Filing> filings, JsonNode patch) {
        ProjectSnapshot before = project.snapshot(filings, Map.of());
        ProjectPatch patched = patches.apply(ProjectPatch.of(before.content()), patch, ProjectPatch.class);
        LocalizedText correction = patched.correctionReason();
        requireOpenOrCorrected(before, correction);
        boolean dated =
                patch.has(ProjectPatch.STATE_SINCE) && !Objects.equals(patched.stateSince(), before.stateSince());
        if (!dated && patched.content().equals(before.content())) {
            return Uni.createFrom().item(Optional.empty());
        }
        ProjectContent content = before.isObserved()
                ? patched.content().withSources(before.content().sources())
                : patched.content();
        requireKeepsState(before, content);
        Violation.refuse(DateRules.plansKept(before.content(), content));
        StateDates dates = StateDates.settle(
                content,
                before.state(),
                patch.has(ProjectPatch.STATE_SINCE) ? patched.stateSince() : since(before, content));
        return surroundings
                .look(
                        session,
                        viewer,
                        entry(before, dates, project.head().classification(), ProjectTree.Occasion.CHANGE))
                .map(found -> Optional.of(new Patched(before, after(before, dates, found), correction)));
    }

    /**
     * The project with another content, in the state that it has, if the rules let that through.
     *
     * @param readers who may read it then, for whom what it refers to must be open
     * @return fails with their refusal
     */
    Uni<ProjectSnapshot> settle(
            Mutiny.Session session,
            Viewer viewer,
            Project project,
            ProjectSnapshot before,
            ProjectContent content,
            Classification readers,
            ProjectTree.Occasion occasion) {
        requireKeepsState(before, content);
        StateDates dates = StateDates.settle(content, before.state(), since(before, content));
        return surroundings
                .look(session, viewer, entry(before, dates, readers, occasion))
                .map(found -> after(before, dates, found));
    }

    private static ProjectTree.Entry entry(
            ProjectSnapshot before, StateDates dates, Classification readers, ProjectTree.Occasion occasion) {
        return new ProjectTree.Entry(
                before.urn(), dates.content(), before.state().status(), readers, occasion);
    }

    /** Rule I15: what is over changes by corrections only, and a correction says why. */
    private static void requireOpenOrCorrected(ProjectSnapshot before, @Nullable LocalizedText correction) {
        if (correction != null) {
            PlainText.require(correction, "/" + ProjectPatch.CORRECTION_REASON);
        } else if (before.state().status().isTerminal()) {
            String message = "The project is " + before.state().status()
                    + " for good; a correction of its record needs a correctionReason.";
            throw new ProblemException(ProjectProblem.PROJECT_TERMINAL, message)
                    .withErrors(FieldError.at("/" + ProjectPatch.CORRECTION_REASON, "required", message))
                    .withMember("allowed", List.of());
        }
    }

    private static void requireKeepsState(ProjectSnapshot before, ProjectContent content) {
        ProjectStatus state = before.state().effective();
        if (!ProjectStatus.of(content.profile()).contains(state)) {
            String message = "A project of the type " + content.type() + " is never " + state + ".";
            throw new ProblemException(ProjectProblem.PROJECT_TYPE_CHANGE, message)
                    .withErrors(FieldError.at("/type", "state", message));
        }
    }

    /** Since when the state holds where the patch does not say it; a key date that the state implies moves it. */
    private static @Nullable FuzzyDate since(ProjectSnapshot before, ProjectContent content) {
        KeyDate implied = before.state().status().impliedDate();
        boolean moved = implied != null
                && !Objects.equals(
                        content.keyDate(implied).actual(),
                        before.content().keyDate(implied).actual());
        return moved ? null : before.stateSince();
    }

    private ProjectSnapshot after(ProjectSnapshot before, StateDates dates, Surroundings.Found found) {
        Evidence evidence = new Evidence(
                dates.content(),
                before.state(),
                dates.since(),
                found.testimonies(Days.anywhere(register.clock())),
                List.of(),
                before.ownSideHosts(),
                before.isObserved(),
                before.bindings(),
                BookedSums.NONE,
                new Evidence.Given(before.stateReason(), null, null));
        Set<Guard> notShown = ProjectSteps.stillNotShown(before.notShown(), evidence);
        ProjectSnapshot after = new ProjectSnapshot(
                before.urn(),
                dates.content(),
                before.state(),
                dates.since(),
                before.stateReason(),
                notShown,
                before.bindings(),
                before.custody(),
                found.siteCountries());
        Violation.refuse(ProjectInvariants.violations(after.subject(), before.content(), register.today()));
        return after;
    }

    /**
     * Writes what was looked up before in the same transaction.
     *
     * @param editor subject of the person whose word it is
     */
    Uni<Void> write(Mutiny.Session session, Viewer viewer, Project project, Patched patched, String editor) {
        ProjectSnapshot before = patched.before();
        ProjectSnapshot after = patched.after();
        List<String> changed = new ArrayList<>(contents.changed(before.content(), after.content()));
        if (!Objects.equals(before.stateSince(), after.stateSince())) {
            changed.add(ProjectPatch.STATE_SINCE);
        }
        return register.restOnPatched(session, viewer, project, after.content().sources())
                .chain(() -> changed.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : note(session, viewer, project, patched, changed, editor))
                .chain(() -> ProjectEvents.slipped(
                        register, session, project, before.content(), after, ProjectEvents.data(project, after)));
    }

    private Uni<Void> note(
            Mutiny.Session session,
            Viewer viewer,
            Project project,
            Patched patched,
            List<String> changed,
            String editor) {
        ProjectSnapshot after = patched.after();
        project.become(after, editor);
        EventData data = ProjectEvents.data(project, after)
                .changed(changed)
                .with(ProjectPatch.CORRECTION_REASON, patched.correction());
        if (!editor.equals(viewer.subject())) {
            data.leaving(
                    "persons", List.of(editor, Objects.requireNonNull(viewer.subject(), "a writer has a subject")));
        }
        return register.changed(
                viewer,
                project,
                "project.field_changed",
                ProjectEvents.sector(after),
                data,
                List.of(),
                rows -> parts.flush(session, project, rows));
    }
}
