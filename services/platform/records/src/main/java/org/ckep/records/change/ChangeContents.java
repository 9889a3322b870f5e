package org.ckep.records.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.change.ChangeProblem;
import org.ckep.kernel.change.Procedure;
import org.ckep.kernel.field.FieldPolicy;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.record.Stewardship;
import org.ckep.records.RecordHead;
import org.ckep.records.Sources;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** What is demanded of the content of a change set before anybody signs it. */
@ApplicationScoped
class ChangeContents {
    private final PatchDocument patches;
    private final ReleaseJson releases;
    private final Sources sources;
    private final Contests contests;
    private final AgreedFigures figures;

    ChangeContents(
            PatchDocument patches, ReleaseJson releases, Sources sources, Contests contests, AgreedFigures figures) {
        this.patches = patches;
        this.releases = releases;
        this.sources = sources;
        this.contests = contests;
        this.figures = figures;
    }

    /**
     * The content of a new or rewritten draft.
     *
     * @param answer true where it answers a change set of the other side
     * @param allowed the acts that are open to the viewer on the draft that is rewritten, or on what is answered
     * @return fails with what is wrong with it
     */
    Uni<ChangeContent> of(
            Mutiny.Session session,
            Viewer viewer,
            JointRecord record,
            NewChangeSet change,
            boolean answer,
            List<String> allowed) {
        RecordHead head = record.entity().head();
        requireReady(head, viewer, change.makesJoint(), answer);
        JsonNode given = change.patch();
        JsonNode patch = given == null || given.isNull() ? JsonNodeFactory.instance.arrayNode() : given;
        ObjectNode core = record.core();
        ObjectNode after = patches.apply(record.policy(), core, patch);
        List<String> changed = PatchDocument.changed(record.policy(), core, after);
        JsonNode step = step(change);
        ProposedFigure figure = figure(change, !patch.isEmpty() || step != null);
        String classification = classification(head, change, !patch.isEmpty() || step != null || answer);
        boolean changesNothing =
                changed.isEmpty() && step == null && !change.makesJoint() && classification == null && figure == null;
        if (changesNothing && change.settles().isEmpty()) {
            String message = "The patch leaves every agreed value as it is.";
            throw new ProblemException(ChangeProblem.CHANGE_PATCH, message)
                    .withErrors(FieldError.at("/patch", ChangeProblem.CHANGE_PATCH.slug(), message));
        }
        boolean agreesOnFigure = figure != null && classification == null;
        requireEvidence(
                record.policy(),
                figure == null || classification != null ? changed : List.of(figure.attribute()),
                change.evidence());
        if (change.agreedBy() == Procedure.SILENCE) {
            if (change.makesJoint()
                    || step != null
                    || answer
                    || !change.settles().isEmpty()) {
                throw notBySilence(
                        "Silence agrees to a patch alone: neither that a record becomes one of both sides, nor"
                                + " to a step, nor to an answer to the other side's change set, nor does it settle an"
                                + " objection.");
            }
            requireSilence(record.policy(), changed);
        }
        Urn urn = record.entity().urn();
        // What both sides agree on for themselves may rest on what they alone read.
        Classification readers = agreesOnFigure ? Classification.BILATERAL : head.classification();
        return sources.require(session, viewer, change.evidence(), readers, "/evidence")
                .chain(() -> contests.standing(session, viewer, urn))
                .invoke(standing -> Contests.requireStanding(standing, change.settles()))
                .call(standing -> changesNothing
                        ? Uni.createFrom().voidItem()
                        : touched(session, viewer, record, change, after, step)
                                .invoke(touched ->
                                        Contests.requireUncontested(standing, touched, change.settles(), allowed)))
                .chain(() -> figure == null
                        ? Uni.createFrom().nullItem()
                        : figures.signed(session, viewer, urn, figure).map(patches::text))
                .map(signed -> ChangeContent.of(
                        record,
                        change,
                        patches.text(core),
                        patches.text(patch),
                        step == null ? null : patches.text(step),
                        classification,
                        signed));
    }

    private Uni<List<String>> touched(
            Mutiny.Session session,
            Viewer viewer,
            JointRecord record,
            NewChangeSet change,
            ObjectNode after,
            @Nullable JsonNode step) {
        ProposedFigure figure = change.figure();
        return figure == null
                ? record.check(
                        session,
                        viewer,
                        new JointRecord.Outcome(side(viewer), after, step, change.classification(), change.evidence()))
                : figures.check(session, viewer, record, figure, change.classification());
    }

    /**
     * The figure that a change set is about, null for none.
     *
     * @param changesMore true where the change set has a patch or a step
     */
    private static @Nullable ProposedFigure figure(NewChangeSet change, boolean changesMore) {
        ProposedFigure figure = change.figure();
        if (figure == null) {
            return null;
        }
        JsonNode value = figure.value();
        boolean released = change.agreedBy() == Procedure.RELEASE;
        if (changesMore
                || change.makesJoint()
                || change.agreedBy() == Procedure.SILENCE
                || !change.settles().isEmpty()
                || released == (value != null)) {
            String message =
                    "A change set of a figure does nothing else, and not by silence: it has a value on which both"
                            + " sides agree for themselves, or a classification by which they release what they have agreed on.";
            throw new ProblemException(ChangeProblem.CHANGE_PATCH, message)
                    .withErrors(FieldError.at("/figure", ChangeProblem.CHANGE_PATCH.slug(), message));
        }
        if (value != null) {
            PatchDocument.requireExact(value, "/figure/value");
        }
        return figure;
    }

    private static Side side(Viewer viewer) {
        return Objects.requireNonNull(viewer.side(), "who drafts acts for a side");
    }

    /** A record becomes one of both sides as it stands; its first step together is another change set. */
    private static @Nullable JsonNode step(NewChangeSet change) {
        JsonNode step = change.step();
        if (step == null || step.isNull()) {
            return null;
        }
        if (change.makesJoint()) {
            String message = "A record becomes one of both sides first and takes steps then.";
            throw new ProblemException(ChangeProblem.RECORD_NOT_JOINT, message)
                    .withErrors(FieldError.at("/step", ChangeProblem.RECORD_NOT_JOINT.slug(), message));
        }
        PatchDocument.requireExact(step, "/step");
        return step;
    }

    /**
     * Who may read the record from then on, null where that stays as it is.
     *
     * @param changesMore true where the change set has a patch or a step, or answers one of the other side
     */
    private @Nullable String classification(RecordHead head, NewChangeSet change, boolean changesMore) {
        Classification readers = change.classification();
        boolean release = change.agreedBy() == Procedure.RELEASE;
        if (readers == null && !release) {
            return null;
        }
        if (readers == null
                || !release
                || changesMore
                || change.makesJoint()
                || !change.settles().isEmpty()) {
            String message =
                    "A release says in 'classification' who may read the record from then on, and changes nothing else: "
                            + "it has neither a patch nor a step, another procedure than RELEASE or objections to settle, and answers no "
                            + "change set.";
            throw new ProblemException(ChangeProblem.CHANGE_RELEASE, message)
                    .withErrors(FieldError.at("/classification", ChangeProblem.CHANGE_RELEASE.slug(), message));
        }
        if (change.figure() == null) {
            head.requireWider(readers);
        }
        return releases.write(readers);
    }

    private static void requireReady(RecordHead head, Viewer viewer, boolean makesJoint, boolean answer) {
        boolean joint = head.stewardship() == Stewardship.JOINT;
        if (joint == makesJoint) {
            throw notJoint(
                    joint
                            ? "The record is one of both sides already; leave makesJoint out."
                            : "The record is not one of both sides yet; a change set with makesJoint proposes that.");
        }
        if (joint) {
            return;
        }
        boolean mayOffer = head.ownerSide() == null || head.ownerSide() == viewer.side() || answer;
        if (!mayOffer) {
            throw new ProblemException(
                    KernelProblem.FORBIDDEN, "The side that stands behind a record offers it to the other one.");
        }
        if (!head.classification().level().isReadByBothSides()) {
            throw notJoint("Not both sides may read the record; its own side classifies it BILATERAL or wider first.");
        }
        if (!head.guardsNotShown().isEmpty()) {
            throw notJoint("The record's sources leave something unshown: " + String.join(", ", head.guardsNotShown())
                    + ". Nothing is skipped on a record of both sides.");
        }
    }

    private static ProblemException notJoint(String message) {
        return new ProblemException(ChangeProblem.RECORD_NOT_JOINT, message)
                .withErrors(FieldError.at("/makesJoint", ChangeProblem.RECORD_NOT_JOINT.slug(), message));
    }

    /**
     * How long the other side has to object to a change of these attributes.
     *
     * @throws ProblemException CHANGE_NOT_BY_SILENCE where its silence is not consent to all of them
     */
    static Duration requireSilence(FieldPolicy policy, List<String> changed) {
        return policy.silence(changed).orElseThrow(() -> {
            List<String> expressly = changed.stream()
                    .filter(name -> policy.silence(List.of(name)).isEmpty())
                    .toList();
            return notBySilence("Both sides agree expressly to " + String.join(", ", expressly)
                    + "; leave the procedure out, or propose that by a change set of its own.");
        });
    }

    private static ProblemException notBySilence(String message) {
        return new ProblemException(ChangeProblem.CHANGE_NOT_BY_SILENCE, message)
                .withErrors(FieldError.at("/procedure", ChangeProblem.CHANGE_NOT_BY_SILENCE.slug(), message));
    }

    private static void requireEvidence(FieldPolicy policy, List<String> changed, List<Urn> evidence) {
        List<String> demanding = changed.stream()
                .filter(name -> policy.rule(name)
                        .filter(FieldPolicy.Rule::needsEvidence)
                        .isPresent())
                .toList();
        if (evidence.isEmpty() && !demanding.isEmpty()) {
            String message = "A change of " + String.join(", ", demanding) + " names at least one source as evidence.";
            throw new ProblemException(ChangeProblem.CHANGE_EVIDENCE_NEEDED, message)
                    .withErrors(FieldError.at("/evidence", ChangeProblem.CHANGE_EVIDENCE_NEEDED.slug(), message));
        }
    }
}
