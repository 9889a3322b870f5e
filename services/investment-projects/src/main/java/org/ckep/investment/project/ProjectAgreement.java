package org.ckep.investment.project;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.ckep.investment.register.Contents;
import org.ckep.investment.register.Violation;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.change.Agreement;
import org.ckep.kernel.change.ChangeProblem;
import org.ckep.kernel.field.FieldPolicy;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.Language;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.LocalizedText.Status;
import org.ckep.records.EventData;
import org.ckep.records.Register;
import org.ckep.records.RegisterRecord;
import org.ckep.records.change.JointRecord;
import org.ckep.web.MergePatch;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * What both sides agree on of a project: its content, with the modality that its sources bear out, and without what
 * follows from its steps.
 */
@ApplicationScoped
class ProjectAgreement {
    /** Who may change which attribute. */
    static final FieldPolicy POLICY = policy();

    private final ProjectRepository projects;
    private final ProjectPartStore parts;
    private final ProjectChange change;
    private final JointSteps steps;
    private final Register register;
    private final MergePatch patches;
    private final Contents contents;
    private final ObjectMapper json;

    ProjectAgreement(
            ProjectRepository projects,
            ProjectPartStore parts,
            ProjectChange change,
            JointSteps steps,
            Register register,
            MergePatch patches,
            Contents contents,
            ObjectMapper json) {
        this.projects = projects;
        this.parts = parts;
        this.change = change;
        this.steps = steps;
        this.register = register;
        this.patches = patches;
        this.contents = contents;
        this.json = json;
    }

    private static FieldPolicy policy() {
        String name = "project.fields";
        InputStream file = Objects.requireNonNull(ProjectAgreement.class.getResourceAsStream(name), name);
        return FieldPolicy.read(name, new InputStreamReader(file, StandardCharsets.UTF_8));
    }

    /** The project as both sides change it. */
    JointRecord of(Project project) {
        return new Agreed(project);
    }

    private final class Agreed implements JointRecord {
        private final Project project;

        Agreed(Project project) {
            this.project = project;
        }

        @Override
        public RegisterRecord entity() {
            return project;
        }

        @Override
        public FieldPolicy policy() {
            return POLICY;
        }

        @Override
        public ObjectNode core() {
            ObjectNode content = json.valueToTree(project.content());
            List<String> agreed =
                    POLICY.attributes().stream().filter(POLICY::isAgreed).toList();
            return content.retain(agreed);
        }

        @Override
        public Uni<List<String>> check(Mutiny.Session session, Viewer viewer, Outcome outcome) {
            return settled(session, viewer, outcome)
                    .map(after -> outcome.readers() == null
                            ? contents.changed(project.content(), after.content()).stream()
                                    .filter(POLICY::isAgreed)
                                    .toList()
                            : POLICY.attributes().stream()
                                    .filter(POLICY::isAgreed)
                                    .toList());
        }

        @Override
        public Uni<Void> checkFigure(
                Mutiny.Session session, Viewer viewer, ObjectNode stated, @Nullable ObjectNode before) {
            if (before != null) {
                Violation.refuse(DateRules.plansKept(content(before), content(stated)));
            }
            return settled(
                            session,
                            viewer,
                            content(stated),
                            project.head().classification(),
                            ProjectTree.Occasion.FIGURE)
                    .replaceWithVoid();
        }

        @Override
        public Uni<Void> become(
                Mutiny.Session session,
                Viewer viewer,
                Outcome outcome,
                String editor,
                Urn changeSet,
                Agreement agreement) {
            ProjectContent before = project.content();
            AuditedProject found = project.audited();
            ProjectStatus from = project.state().status();
            FuzzyDate since = project.stateSince();
            TransitionCommand step = steps.command(outcome.step());
            return settled(session, viewer, outcome)
                    .call(after -> register.restOn(session, viewer, project, restingOn(outcome, step)))
                    .chain(after -> {
                        // After the last query, which would write the record before it is whole.
                        project.head().becomeJoint();
                        if (outcome.readers() != null) {
                            project.head().releaseByBoth(outcome.readers());
                        }
                        project.become(after, editor);
                        EventData data = agreed(after, agreement, changeSet)
                                .with("changed", contents.changed(before, after.content()))
                                .noted(noted(found, outcome));
                        return register.changed(
                                        viewer,
                                        project,
                                        verb(outcome),
                                        ProjectEvents.sector(after),
                                        step == null
                                                ? data
                                                : data.with("previousState", from)
                                                        .with("reason", step.reason()),
                                        step == null ? List.of() : List.of(taken(from, since, after, step)),
                                        rows -> parts.flush(session, project, rows))
                                .chain(() -> ProjectEvents.slipped(
                                        register,
                                        session,
                                        project,
                                        before,
                                        after,
                                        agreed(after, agreement, changeSet)));
                    });
        }

        /** What a step and the change set name. A release says nothing of the record, and its new readers may not read its evidence. */
        private static List<Urn> restingOn(Outcome outcome, @Nullable TransitionCommand step) {
            return Stream.concat(
                            step == null ? Stream.<Urn>of() : step.sources().stream(),
                            outcome.readers() == null ? outcome.evidence().stream() : Stream.<Urn>of())
                    .distinct()
                    .toList();
        }

        /** A release is noted as one whichever circle it leads to: of the classification the audited content has the level alone. */
        private List<String> noted(AuditedProject before, Outcome outcome) {
            List<String> changed = contents.changed(before, project.audited());
            return outcome.readers() == null || changed.contains("classification")
                    ? changed
                    : Stream.concat(changed.stream(), Stream.of("classification"))
                            .toList();
        }

        private static String verb(Outcome outcome) {
            return outcome.step() != null
                    ? "project.state_changed"
                    : outcome.readers() == null ? "project.field_changed" : "project.released";
        }

        private EventData agreed(ProjectSnapshot after, Agreement agreement, Urn changeSet) {
            return ProjectEvents.data(project, after)
                    .with("agreement", Agreement.AGREED)
                    .tellSides("agreement", agreement)
                    .with("changeSet", changeSet);
        }

        /** The step, which both sides took. */
        private ProjectStep taken(
                ProjectStatus from, @Nullable FuzzyDate since, ProjectSnapshot after, TransitionCommand step) {
            return new ProjectStep(
                    project.id(),
                    from,
                    since,
                    after,
                    step,
                    null,
                    register.clock().instant());
        }

        private ProjectContent content(JsonNode core) {
            return patches.apply(project.content(), difference(core(), core), ProjectContent.class);
        }

        private Uni<ProjectSnapshot> settled(
                Mutiny.Session session,
                Viewer viewer,
                ProjectContent next,
                Classification readers,
                ProjectTree.Occasion occasion) {
            return projects.filings(session, viewer, project.id())
                    .chain(filings -> change.settle(
                            session, viewer, project, project.snapshot(filings, Map.of()), next, readers, occasion));
        }

        private Uni<ProjectSnapshot> settled(Mutiny.Session session, Viewer viewer, Outcome outcome) {
            Violation.refuse(DateRules.plansKept(project.content(), content(outcome.core())));
            Classification readers = outcome.readers() == null ? project.head().classification() : outcome.readers();
            ProjectContent next = content(outcome.core());
            requireAllLanguages(next.title());
            return settled(session, viewer, next, readers, ProjectTree.Occasion.AGREEMENT)
                    .chain(patched -> outcome.step() == null
                            ? Uni.createFrom().item(patched)
                            : steps.decide(session, viewer, project, patched, outcome));
        }
    }

    /** The merge patch (RFC 7396) that makes the second tree of the first. */
    private ObjectNode difference(JsonNode from, JsonNode to) {
        ObjectNode patch = json.createObjectNode();
        from.fieldNames().forEachRemaining(name -> {
            if (!to.has(name)) {
                patch.putNull(name);
            }
        });
        to.fields().forEachRemaining(member -> {
            JsonNode before = from.path(member.getKey());
            boolean bothObjects = before.isObject() && member.getValue().isObject();
            if (bothObjects) {
                patch.set(member.getKey(), difference(before, member.getValue()));
            } else if (!before.equals(member.getValue())) {
                patch.set(member.getKey(), member.getValue());
            }
        });
        return patch;
    }

    /** A text of both sides is there in all languages, and somebody stands behind each. */
    private static void requireAllLanguages(LocalizedText title) {
        List<String> missing = new ArrayList<>();
        for (Language language : Language.values()) {
            boolean stands = title.in(language)
                    .filter(text -> Set.of(Status.ORIGINAL, Status.OFFICIAL).contains(text.status()))
                    .isPresent();
            if (!stands) {
                missing.add(language.tag());
            }
        }
        if (!missing.isEmpty()) {
            String message =
                    "The title of a record of both sides is ORIGINAL or OFFICIAL in en, zh-Hans and ko; it is not in "
                            + String.join(", ", missing) + ".";
            throw new ProblemException(ChangeProblem.CHANGE_LANGUAGES, message)
                    .withErrors(FieldError.at("/title", ChangeProblem.CHANGE_LANGUAGES.slug(), message));
        }
    }
}
