package org.ckep.portal.project;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.ckep.portal.form.Refusal;
import org.ckep.portal.page.ProjectRow;
import org.ckep.portal.platform.Answer;
import org.ckep.portal.wording.Text;
import org.ckep.portal.wording.Wording;
import org.jspecify.annotations.Nullable;

/**
 * What a maker has drafted of a project that others read, and what the visitor can do with it.
 *
 * @param explanation what its state means
 * @param differences what it changes, value by value
 * @param reason why a record that is over is corrected, in each language in which that is said
 * @param hash the content that the visitor has before himself
 * @param closedAt when it was confirmed, dropped, replaced or overtaken, empty while it waits
 * @param key what makes an act one act, however often it is sent
 * @param refusal why the last act was not done, null where none was refused
 * @param done what was done just now, empty for nothing
 */
record RevisionPage(
        ProjectRow project,
        String address,
        String stateCode,
        String state,
        String explanation,
        List<Difference> differences,
        List<Text> reason,
        String hash,
        String draftedAt,
        String closedAt,
        List<OwnAct> acts,
        String key,
        @Nullable Refusal refusal,
        String done) {

    /** A value before and after. */
    record Difference(String name, List<Text> before, List<Text> after) {}

    /** The page of the revision of a project. */
    static String address(String project) {
        return ProjectDesk.page(project) + "/revision";
    }

    static RevisionPage of(
            String id,
            JsonNode project,
            JsonNode revision,
            Names names,
            String key,
            @Nullable Refusal refusal,
            String done,
            Wording words) {
        AgreedValues values = new AgreedValues(names, words);
        String state = revision.path("state").asText();
        return new RevisionPage(
                ProjectRow.of(project, words),
                address(id),
                state,
                words.label("revision-state", state),
                words.label("revision-state-note", state),
                Answer.elements(revision.path("changed"), name -> difference(name.asText(), revision, values)),
                values.texts(revision.path("content").path("correctionReason")),
                revision.path("hash").asText(),
                words.moment(revision.path("draftedAt")),
                words.moment(revision.path("closedAt")),
                OwnAct.of(revision, "revision", words),
                key,
                refusal,
                done);
    }

    private static Difference difference(String name, JsonNode revision, AgreedValues values) {
        return new Difference(
                values.words().label("revision-value", "agreed", name),
                lines(name, revision.path("before").path(name), values),
                lines(name, revision.path("after").path(name), values));
    }

    /** A side changes more of its own record than both agree on of theirs. */
    private static List<Text> lines(String name, JsonNode value, AgreedValues values) {
        Wording words = values.words();
        return switch (name) {
            case "modality" -> value.isMissingNode() ? List.of() : List.of(words.name("modality", value));
            case "stateSince" -> value.isMissingNode() ? List.of() : List.of(words.own(words.date(value)));
            case "sources" ->
                Answer.elements(value, source -> values.names().of(Names.SOURCES, source.asText(), words));
            default -> values.lines(name, value);
        };
    }
}
