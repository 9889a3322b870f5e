package org.ckep.portal.project;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ckep.kernel.change.Procedure;
import org.ckep.portal.form.Fault;
import org.ckep.portal.form.FieldSet;
import org.ckep.portal.form.Input;
import org.ckep.portal.form.Line;
import org.ckep.portal.form.Refusal;
import org.ckep.portal.form.Sent;
import org.ckep.portal.form.Shape;
import org.ckep.portal.page.ProjectRow;
import org.ckep.portal.page.StatementRow;
import org.ckep.portal.platform.Answer;
import org.ckep.portal.signing.SignedAct;
import org.ckep.portal.wording.Text;
import org.ckep.portal.wording.Wording;
import org.jspecify.annotations.Nullable;

/**
 * The form of a change set. Where no value is chosen yet it asks which ones are to change.
 *
 * @param action where it is sent
 * @param kind {@code new}, {@code edit} or {@code answer}
 * @param figure the attribute of which both sides are to agree on a figure for themselves, empty where the record is to change
 * @param figures the attributes of which they can, where it is still asked what is to change
 * @param chosen the values that are to change
 * @param choices all values that can change
 * @param sections a part for each chosen value
 * @param reason the fields of the reason
 * @param evidence the sources that can be named
 * @param evidenceNeeded true where a chosen value needs one
 * @param settles the objections that it can settle
 * @param silence what it means that the other side's silence is consent, empty where it never is
 * @param bySilence true where that is chosen
 * @param base what the form was made on
 * @param entityTag of the change set that is written anew, empty otherwise
 */
record DraftPage(
        ProjectRow project,
        String action,
        String kind,
        boolean makesJoint,
        String figure,
        List<ValueChoice> figures,
        List<String> chosen,
        List<ValueChoice> choices,
        List<Section> sections,
        List<Line> reason,
        List<Input.Option> evidence,
        List<Fault> evidenceFaults,
        boolean evidenceNeeded,
        List<StatementRow> claims,
        List<Input.Option> settles,
        List<Fault> settlesFaults,
        String silence,
        boolean bySilence,
        List<Fault> silenceFaults,
        String base,
        String entityTag,
        String key,
        @Nullable Refusal refusal,
        List<Fault> elsewhere,
        boolean overtaken) {

    /** A value that can change, with what is agreed of it now. */
    record ValueChoice(
            String attribute, String name, boolean sided, boolean needsEvidence, List<Text> now, boolean chosen) {}

    /** One value with what both sides hold it to be, and its fields. */
    record Section(
            String attribute,
            String name,
            boolean needsEvidence,
            List<Held> held,
            List<Line> lines,
            List<Fault> faults) {}

    /** True while it is asked which values are to change, or which objections are to be settled. */
    public boolean isChoosing() {
        return sections.isEmpty() && !makesJoint && settles.stream().noneMatch(Input.Option::chosen);
    }

    /**
     * What a form is made of.
     *
     * @param base the values that it is made on
     * @param figure the attribute of a figure for both sides alone, empty for none
     * @param sent what stands in the fields
     * @param faults what is wrong, by field; what belongs to no field stands at the empty name
     */
    record Contents(
            JsonNode project,
            ObjectNode base,
            String figure,
            Names names,
            Answer claims,
            Sent sent,
            List<String> chosen,
            Map<String, List<Fault>> faults,
            @Nullable Refusal refusal,
            boolean overtaken) {}

    /** Which form it is, and of which change set, a missing node for a new one. */
    record Form(String action, String kind, boolean makesJoint, JsonNode change, String entityTag, String key) {}

    static DraftPage of(Form form, Contents contents, Wording words) {
        ObjectNode agreed = ProjectForm.agreed(contents.project());
        AgreedValues values = new AgreedValues(contents.names(), words);
        FieldSet fields = new FieldSet(words, contents.names().lists(), contents.sent(), contents.faults());
        return new DraftPage(
                ProjectRow.of(contents.project(), words),
                form.action(),
                form.kind(),
                form.makesJoint(),
                contents.figure(),
                figures(form, contents.project(), values),
                contents.chosen(),
                choices(agreed, contents.chosen(), form.makesJoint(), values),
                contents.chosen().stream()
                        .map(attribute -> section(attribute, contents, agreed, fields, values))
                        .toList(),
                fields.lines(SignedAct.REASONS, SignedAct.REASON, words.label("input", SignedAct.REASON)),
                evidence(contents),
                contents.faults().getOrDefault("evidence", List.of()),
                contents.chosen().stream().anyMatch(ProjectForm::needsEvidence),
                StatementRow.ordered(contents.claims(), words),
                settles(form, contents, words),
                contents.faults().getOrDefault(ChangeDraft.SETTLES, List.of()),
                silence(form, contents, words),
                contents.sent().text(ChangeDraft.PROCEDURE).equals(Procedure.SILENCE.name()),
                contents.faults().getOrDefault(ChangeDraft.PROCEDURE, List.of()),
                ChangeDraft.mark(contents.base()),
                form.entityTag(),
                form.key(),
                contents.refusal(),
                contents.faults().getOrDefault("", List.of()),
                contents.overtaken());
    }

    private static List<ValueChoice> choices(
            ObjectNode agreed, List<String> chosen, boolean makesJoint, AgreedValues values) {
        List<ValueChoice> choices = new ArrayList<>();
        for (String attribute : ProjectForm.attributes()) {
            choices.add(new ValueChoice(
                    attribute,
                    values.words().label("agreed", attribute),
                    ProjectForm.isSided(attribute),
                    ProjectForm.needsEvidence(attribute),
                    values.lines(attribute, agreed.path(attribute)),
                    chosen.contains(attribute)));
        }
        if (!makesJoint) {
            choices.add(new ValueChoice(
                    ProjectForm.STEP,
                    values.words().label("agreed", ProjectForm.STEP),
                    false,
                    false,
                    List.of(),
                    chosen.contains(ProjectForm.STEP)));
        }
        return choices;
    }

    /** Only a new change set of a record of both sides is asked what it is to be about. */
    private static List<ValueChoice> figures(Form form, JsonNode project, AgreedValues values) {
        return form.makesJoint() || !form.change().isMissingNode()
                ? List.of()
                : ProjectForm.attributes().stream()
                        .filter(ProjectForm::isSided)
                        .map(attribute -> new ValueChoice(
                                attribute,
                                values.words().label("agreed", attribute),
                                false,
                                ProjectForm.needsEvidence(attribute),
                                values.lines(
                                        attribute,
                                        Held.ofBoth(project, attribute).path("value")),
                                false))
                        .toList();
    }

    private static Section section(
            String attribute, Contents contents, ObjectNode agreed, FieldSet fields, AgreedValues values) {
        String label = values.words().label("agreed", attribute);
        String name = contents.figure().isEmpty() ? label : values.words().filled("value", "figure", label);
        return new Section(
                attribute,
                name,
                ProjectForm.needsEvidence(attribute),
                attribute.equals(ProjectForm.STEP) ? List.of() : Held.of(contents.project(), agreed, attribute, values),
                fields.lines(ProjectForm.shape(attribute), attribute, name),
                ProjectForm.shape(attribute) instanceof Shape.Leaf
                        ? List.of()
                        : contents.faults().getOrDefault(attribute, List.of()));
    }

    /** Those that stand, and those that the change set at hand names already. */
    private static List<Input.Option> settles(Form form, Contents contents, Wording words) {
        if (!contents.figure().isEmpty()) {
            return List.of();
        }
        JsonNode standing = contents.project().path("objections");
        Set<String> urns = new LinkedHashSet<>(
                Answer.elements(standing, one -> one.path("urn").asText()));
        urns.addAll(Answer.elements(form.change().path(ChangeDraft.SETTLES), JsonNode::asText));
        List<String> named = contents.sent().all(ChangeDraft.SETTLES);
        return urns.stream()
                .map(urn -> new Input.Option(urn, ChangePage.objection(urn, standing, words), named.contains(urn)))
                .toList();
    }

    /** Neither an answer nor a figure for both sides alone nor a record that is to become one of both sides is agreed to by silence. */
    private static String silence(Form form, Contents contents, Wording words) {
        return form.makesJoint()
                        || form.kind().equals("answer")
                        || !contents.figure().isEmpty()
                ? ""
                : ProjectForm.POLICY
                        .silence(contents.chosen())
                        .map(period -> words.filled("silence", "meaning", period.toDays()))
                        .orElse("");
    }

    private static List<Input.Option> evidence(Contents contents) {
        List<String> named = contents.sent().all("evidence");
        return contents.names().lists().getOrDefault(Names.SOURCES, Map.of()).entrySet().stream()
                .map(source ->
                        new Input.Option(source.getKey(), source.getValue().value(), named.contains(source.getKey())))
                .toList();
    }
}
