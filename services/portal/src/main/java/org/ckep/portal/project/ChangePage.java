package org.ckep.portal.project;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ckep.kernel.change.Procedure;
import org.ckep.portal.form.Refusal;
import org.ckep.portal.page.Addresses;
import org.ckep.portal.page.Origin;
import org.ckep.portal.page.ProjectRow;
import org.ckep.portal.page.StatementRow;
import org.ckep.portal.platform.Answer;
import org.ckep.portal.platform.Reply;
import org.ckep.portal.signing.NextSigner;
import org.ckep.portal.signing.SignatureRow;
import org.ckep.portal.signing.SignedAct;
import org.ckep.portal.signing.Terms;
import org.ckep.portal.wording.Text;
import org.ckep.portal.wording.Wording;
import org.jspecify.annotations.Nullable;

/**
 * One change set: what would be otherwise, why, who has signed it, and what the visitor can do with it.
 *
 * @param explanation what its state means
 * @param turn who has to act next, empty where nobody has
 * @param differences what it changes, value by value
 * @param overtakesFigure true where a figure that both sides keep for themselves stands no more once it is in force
 * @param step the step that it takes, empty for none
 * @param readers what it says of who may read the project, or its figure, from then on; empty where that stays as it is
 * @param readersNow who may read it now, empty for a figure that nobody reads yet
 * @param settles the objections that it settles: whose, and to what
 * @param reason why it is proposed, in each language in which that is said
 * @param remark what was said when it was returned, dismissed, withdrawn or rejected
 * @param evidence the sources named for it
 * @param unnamedEvidence sources that the visitor cannot read, by their URN
 * @param signatures the four signatures, given or not
 * @param answers the change set that it answers, null for none
 * @param acts what the visitor can do
 * @param editAddress where he can write it anew, null where he cannot
 * @param answerAddress where he can answer it with another one, null where he cannot
 * @param key what makes an act one act, however often it is sent
 * @param refusal why the last act was not done, null where none was refused
 * @param done what was done just now, empty for nothing
 */
record ChangePage(
        ProjectRow project,
        String address,
        boolean makesJoint,
        String side,
        String stateCode,
        String state,
        String explanation,
        String turn,
        List<DifferenceRow> differences,
        boolean overtakesFigure,
        List<Text> step,
        String readers,
        String readersNow,
        List<String> settles,
        List<Text> reason,
        List<Text> remark,
        List<Origin> evidence,
        List<String> unnamedEvidence,
        List<StatementRow> claims,
        List<SignatureRow> signatures,
        String hash,
        String proposedAt,
        String deadline,
        String closedAt,
        @Nullable String answers,
        List<SignedAct> acts,
        @Nullable String editAddress,
        @Nullable String answerAddress,
        String key,
        @Nullable Refusal refusal,
        List<DifferenceRow> overtaken,
        String done) {

    /** States that say something else of a change set to which silence agrees. */
    private static final Set<String> BY_SILENCE = Set.of("PROPOSED", "UNDER_REVIEW", "APPLIED", "REJECTED", "EXPIRED");

    /** True where the record stays as it is. */
    public boolean leavesRecord() {
        return !makesJoint && differences.isEmpty() && step.isEmpty();
    }

    /**
     * A value before and after.
     *
     * @param held what is agreed now and what each side holds it to be
     */
    record DifferenceRow(String name, List<Text> before, List<Text> after, List<Held> held) {}

    static ChangePage of(
            JsonNode project,
            Reply reply,
            Answer claims,
            Names names,
            SignedAct.Attempt attempt,
            String key,
            Wording words) {
        JsonNode change = reply.body();
        AgreedValues values = new AgreedValues(names, words);
        JsonNode agreed = ProjectForm.agreed(project);
        String state = change.path("state").asText();
        String address = ChangeRow.address(change);
        return new ChangePage(
                ProjectRow.of(project, words),
                address,
                change.path("makesJoint").asBoolean(),
                words.label("side", change.path("side")),
                state,
                Terms.label(change, "change-state", state, words),
                words.label(note(change, state), "change-state-note", state),
                NextSigner.of(change, words),
                differences(change, project, agreed, values),
                overtakesFigure(change, project),
                values.step(change.path("step")),
                readers(change, words),
                readersNow(change, project, words),
                Answer.elements(
                        change.path("settles"), urn -> objection(urn.asText(), project.path("objections"), words)),
                Wording.inEveryLanguage(change.path("reason")),
                Wording.inEveryLanguage(change.path("remark")),
                evidence(change, project, names, words),
                unnamed(change, names),
                StatementRow.ordered(claims, words),
                SignatureRow.of(change, words),
                change.path("hash").asText(),
                words.moment(change.path("proposedAt")),
                words.moment(change.path("deadline")),
                words.moment(change.path("closedAt")),
                change.hasNonNull("answers")
                        ? "/projects/" + Addresses.id(change.path("record").asText()) + "/changes/"
                                + Addresses.id(change.path("answers").asText())
                        : null,
                SignedAct.of(change, Terms.kind(change, "change-act-note"), attempt, words),
                allows(change, "edit") ? editAddress(address, change) : null,
                allows(change, "counter") ? address + "/answer" : null,
                key,
                attempt.refusal(),
                Answer.elements(attempt.problem().path("difference"), one -> overtaken(one, values)),
                attempt.done().isEmpty() ? "" : Terms.label(change, "change-done", attempt.done(), words));
    }

    /** Where silence is consent, some states mean something else. */
    private static String note(JsonNode change, String state) {
        return change.path("procedure").asText().equals(Procedure.SILENCE.name()) && BY_SILENCE.contains(state)
                ? "change-silence-note"
                : Terms.kind(change, "change-state-note");
    }

    private static String editAddress(String address, JsonNode change) {
        return Terms.isRelease(change)
                ? ReleaseForm.address(
                        Addresses.id(change.path("record").asText()),
                        Addresses.id(change.path("urn").asText()))
                : address + "/edit";
    }

    private static boolean allows(JsonNode change, String act) {
        for (JsonNode allowed : change.path("allowed")) {
            if (allowed.asText().equals(act)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfFigure(JsonNode change) {
        return change.path("figure").isObject();
    }

    private static String readers(JsonNode change, Wording words) {
        if (!Terms.isRelease(change)) {
            return isOfFigure(change) ? words.label("figure", "agrees") : "";
        }
        return Readers.said(isOfFigure(change) ? "figure-lets" : "release-lets", change.path("classification"), words);
    }

    private static String readersNow(JsonNode change, JsonNode project, Wording words) {
        if (!isOfFigure(change)) {
            return Readers.of(project, words);
        }
        JsonNode agreed =
                Held.ofBoth(project, change.path("figure").path("attribute").asText());
        return agreed.isObject() ? words.label("classification", agreed.path("classification")) : "";
    }

    private static List<DifferenceRow> differences(
            JsonNode change, JsonNode project, JsonNode agreed, AgreedValues values) {
        if (!isOfFigure(change)) {
            return Answer.elements(
                    change.path("changed"), name -> difference(name.asText(), change, project, agreed, values));
        }
        String name = change.path("figure").path("attribute").asText();
        JsonNode before = change.path("figure").path("agreed");
        return List.of(new DifferenceRow(
                values.words().filled("value", "figure", values.words().label("agreed", name)),
                values.lines(name, before),
                values.lines(
                        name,
                        Terms.isRelease(change) ? before : change.path("figure").path("value")),
                Held.of(project, agreed, name, values)));
    }

    /** True where it changes a value of which both sides have agreed on a figure for themselves, and may still come into force. */
    private static boolean overtakesFigure(JsonNode change, JsonNode project) {
        return !change.hasNonNull("closedAt")
                && Answer.elements(change.path("changed"), name -> Held.ofBoth(project, name.asText())).stream()
                        .anyMatch(JsonNode::isObject);
    }

    private static DifferenceRow difference(
            String name, JsonNode change, JsonNode project, JsonNode agreed, AgreedValues values) {
        return new DifferenceRow(
                values.words().label("agreed", name),
                values.lines(name, change.path("before").path(name)),
                values.lines(name, change.path("after").path(name)),
                Held.of(project, agreed, name, values));
    }

    /** What has changed since the change set was drafted. */
    private static DifferenceRow overtaken(JsonNode difference, AgreedValues values) {
        String name = difference.path("attribute").asText();
        return new DifferenceRow(
                values.words().label("agreed", name),
                values.lines(name, difference.path("base")),
                values.lines(name, difference.path("now")),
                List.of());
    }

    /** Only those that stand are told with the project. */
    static String objection(String urn, JsonNode standing, Wording words) {
        for (JsonNode one : standing) {
            if (one.path("urn").asText().equals(urn)) {
                return ObjectionRow.named(one, words);
            }
        }
        return words.label("objection", "over");
    }

    private static List<Origin> evidence(JsonNode change, JsonNode project, Names names, Wording words) {
        List<Origin> origins = new ArrayList<>();
        change.path("evidence").forEach(urn -> {
            for (JsonNode source : project.path("sources")) {
                if (source.path("urn").asText().equals(urn.asText())) {
                    origins.add(Origin.of(source, words));
                    return;
                }
            }
            Text title = names.of(Names.SOURCES, urn.asText(), words);
            if (!title.value().equals(urn.asText())) {
                origins.add(new Origin(title, title, words.label("fact", "source"), null));
            }
        });
        return List.copyOf(origins);
    }

    private static List<String> unnamed(JsonNode change, Names names) {
        return Answer.elements(change.path("evidence"), JsonNode::asText).stream()
                .filter(urn ->
                        !names.lists().getOrDefault(Names.SOURCES, Map.of()).containsKey(urn))
                .toList();
    }
}
