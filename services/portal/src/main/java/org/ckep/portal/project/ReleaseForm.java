package org.ckep.portal.project;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import org.ckep.kernel.access.Classification;
import org.ckep.portal.form.Fault;
import org.ckep.portal.form.FieldSet;
import org.ckep.portal.form.Line;
import org.ckep.portal.form.Refusal;
import org.ckep.portal.form.Sent;
import org.ckep.portal.form.Shape;
import org.ckep.portal.form.Values;
import org.ckep.portal.page.Addresses;
import org.ckep.portal.page.ProjectRow;
import org.ckep.portal.platform.Answer;
import org.ckep.portal.signing.SignedAct;
import org.ckep.portal.wording.Text;
import org.ckep.portal.wording.Wording;
import org.jspecify.annotations.Nullable;

/**
 * The form by which others are let read a project: at once by a releaser of the side whose project it is, or by a change set
 * that a maker drafts where both sides keep it. By such a change set they are also let read a figure on which both sides have
 * agreed for themselves.
 *
 * @param action where it is sent
 * @param joint true where both sides keep the project
 * @param figure the attribute of the figure that it is about, empty where it is about the project
 * @param figureName that in words, empty likewise
 * @param now who may read it now
 * @param choices who may read it then, none where everybody may already
 * @param agencies the field of the agencies, none where nobody can name any
 * @param confirmed true where the visitor has said that he knows what he does
 * @param elsewhere faults that are about no field
 * @param entityTag of what the form was made on, empty for a new change set
 * @param key what makes it one release, however often it is sent
 * @param refusal why it was not done, null where it was not refused
 */
record ReleaseForm(
        ProjectRow project,
        String action,
        boolean joint,
        String figure,
        String figureName,
        String now,
        List<Choice> choices,
        List<Fault> choiceFaults,
        List<Line> agencies,
        List<Line> reason,
        boolean confirmed,
        List<Fault> confirmFaults,
        List<Fault> elsewhere,
        String entityTag,
        String key,
        @Nullable Refusal refusal) {

    private static final String CLASSIFICATION = "classification";
    private static final String LEVEL = "level";
    private static final String AGENCIES = "agencies";
    private static final String CONFIRMED = "confirmed";

    /** As they stand in tokens and in the audiences of events. */
    private static final Pattern AGENCY = Pattern.compile("[a-z0-9-]{1,64}");

    private static final Shape AGENCY_IDS = Shape.of(Shape.Kind.CODES);
    private static final String NO_FIELD = "";

    /** A wider circle of readers. */
    record Choice(String level, String name, String note, boolean chosen) {}

    /**
     * What the form is about.
     *
     * @param change the draft that is written anew, null for none
     * @param figure the attribute of the figure that is let out, empty where it is the project
     * @param parent the project that the project belongs to; a missing node where that is not known
     */
    record Subject(JsonNode project, @Nullable String change, String figure, JsonNode parent, String entityTag) {
        List<Classification.Level> wider() {
            return figure.isEmpty() ? Readers.wider(project) : Readers.wider(project, figure);
        }

        /** How wide the circle is of those who may read it now, empty where there is no such figure to see. */
        String level() {
            return figure.isEmpty()
                    ? Readers.classification(project).path(LEVEL).asText()
                    : Held.ofBoth(project, figure).path(CLASSIFICATION).asText();
        }

        /** The agencies that may read it by name; which ones read a figure is not told with it. */
        JsonNode agencies() {
            return figure.isEmpty() ? Readers.classification(project).path(AGENCIES) : MissingNode.getInstance();
        }

        boolean joint() {
            return isJoint(project);
        }

        Subject shown(JsonNode parent, String entityTag) {
            return new Subject(project, change, figure, parent, entityTag);
        }
    }

    static boolean isJoint(JsonNode project) {
        return "JOINT".equals(project.path("stewardship").asText());
    }

    /** Where the form of a new release is, or that of a draft which is written anew. */
    static String address(String project, @Nullable String change) {
        return ProjectDesk.page(project) + "/release/" + (change == null ? "new" : change);
    }

    /** Where the form is by which a figure that both sides have agreed on is let out. */
    static String ofFigure(String project, String attribute) {
        return address(project, null) + "?" + ChangeDraft.FIGURE + "=" + attribute;
    }

    static ReleaseForm of(Subject subject, Sent sent, @Nullable Refusal refusal, Wording words) {
        JsonNode project = subject.project();
        List<Classification.Level> wider = subject.wider();
        Map<String, List<Fault>> faults = faults(subject, sent, refusal, words);
        FieldSet fields = new FieldSet(words, Map.of(), sent, faults);
        return new ReleaseForm(
                ProjectRow.of(project, words),
                address(Addresses.id(project.path("urn").asText()), subject.change()),
                subject.joint(),
                subject.figure(),
                subject.figure().isEmpty()
                        ? ""
                        : words.filled("value", "figure", words.label("agreed", subject.figure())),
                subject.figure().isEmpty()
                        ? Readers.of(project, words)
                        : words.label("classification", subject.level()),
                wider.stream().map(level -> choice(level.name(), sent, words)).toList(),
                faults.getOrDefault(LEVEL, List.of()),
                wider.contains(Classification.Level.PARTNER)
                        ? fields.lines(AGENCY_IDS, AGENCIES, words.label("input", AGENCIES))
                        : List.of(),
                subject.joint()
                        ? fields.lines(SignedAct.REASONS, SignedAct.REASON, words.label("input", SignedAct.REASON))
                        : List.of(),
                sent.has(CONFIRMED),
                faults.getOrDefault(CONFIRMED, List.of()),
                faults.getOrDefault(NO_FIELD, List.of()),
                subject.entityTag(),
                Sent.newKey(),
                refusal);
    }

    private static Choice choice(String level, Sent sent, Wording words) {
        return new Choice(
                level,
                words.label("release-choice", level),
                words.label("release-choice-note", level),
                sent.text(LEVEL).equals(level));
    }

    /** What stands in the fields at first: the agencies that stay, and of a draft what it says. */
    static Sent filled(Subject subject, JsonNode change) {
        Sent sent = Sent.nothing();
        JsonNode drafted = change.path(CLASSIFICATION);
        if (drafted.isObject()) {
            sent.fields().putSingle(LEVEL, drafted.path(LEVEL).asText());
        }
        Values.write(AGENCY_IDS, AGENCIES, drafted.isObject() ? drafted.path(AGENCIES) : subject.agencies(), sent);
        Values.write(SignedAct.REASONS, SignedAct.REASON, change.path(SignedAct.REASON), sent);
        return sent;
    }

    /** The body of the request. */
    static ObjectNode content(Subject subject, Sent sent) {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        content.set(CLASSIFICATION, Readers.json(sent.text(LEVEL), agencies(sent), subject.project()));
        if (!subject.figure().isEmpty()) {
            content.putObject(ChangeDraft.FIGURE).put("attribute", subject.figure());
        }
        if (subject.joint()) {
            content.set(SignedAct.REASON, SignedAct.reason(new Values(), sent, SignedAct.REASON));
        }
        return content;
    }

    private static List<String> agencies(Sent sent) {
        return Answer.elements(
                new Values().read(AGENCY_IDS, AGENCIES, sent, MissingNode.getInstance()), JsonNode::asText);
    }

    /**
     * What has to be filled in before the register is asked, null where everything is. An id that no agency can have would let
     * nobody read it, and what is released to a wrong one stays so.
     */
    static @Nullable Refusal missing(JsonNode project, Sent sent, Wording words) {
        SequencedMap<String, String> lacking = new LinkedHashMap<>();
        List<String> agencies = agencies(sent);
        String level = sent.text(LEVEL);
        String place = "/" + CLASSIFICATION + "/" + AGENCIES;
        if (level.isEmpty()) {
            lacking.put("/" + CLASSIFICATION, "release-readers-needed");
        } else if (level.equals(Classification.Level.PARTNER.name())) {
            if (agencies.isEmpty()) {
                lacking.put(place, "release-agencies-needed");
            } else if (!agencies.stream().allMatch(id -> AGENCY.matcher(id).matches())) {
                lacking.put(place, "release-agency-id");
            }
        } else if (!level.equals(Classification.Level.PUBLIC.name()) && !agencies.isEmpty()) {
            lacking.put(place, "release-agencies-unused");
        }
        if (isJoint(project)) {
            if (SignedAct.reason(new Values(), sent, SignedAct.REASON).isMissingNode()) {
                lacking.put("/" + SignedAct.REASON, "release-reason-needed");
            }
        } else if (!sent.has(CONFIRMED)) {
            lacking.put("/" + CONFIRMED, "release-unconfirmed");
        }
        return Refusal.lacking(lacking, words);
    }

    private static Map<String, List<Fault>> faults(
            Subject subject, Sent sent, @Nullable Refusal refusal, Wording words) {
        return refusal == null
                ? Map.of()
                : Fault.byField(
                        refusal.faults().stream()
                                .map(fault -> named(fault, subject, words))
                                .toList(),
                        pointer -> field(pointer, subject, sent));
    }

    private static String field(String pointer, Subject subject, Sent sent) {
        String[] steps = pointer.substring(1).split("/", -1);
        return switch (steps[0]) {
            case CLASSIFICATION ->
                steps.length > 1 && steps[1].equals(AGENCIES) || isOfAgencies(subject, sent) ? AGENCIES : LEVEL;
            case SignedAct.REASON ->
                SignedAct.REASON + "." + (steps.length > 1 && !steps[1].isEmpty() ? steps[1] : "en");
            case CONFIRMED -> CONFIRMED;
            default -> NO_FIELD;
        };
    }

    /** Among named agencies, too few or the same of them are named. */
    private static boolean isOfAgencies(Subject subject, Sent sent) {
        String named = Classification.Level.PARTNER.name();
        return sent.text(LEVEL).equals(named) && subject.level().equals(named);
    }

    /** What its new readers may not read is no field of the form: it is called by its name, at the choice of the readers. */
    private static Fault named(Fault fault, Subject subject, Wording words) {
        String[] steps = fault.pointer() == null
                ? new String[0]
                : fault.pointer().substring(1).split("/", -1);
        if (steps.length == 0 || !subject.project().has(steps[0]) || steps[0].equals(CLASSIFICATION)) {
            return fault;
        }
        String what = words.has("agreed", steps[0]) ? words.label("agreed", steps[0]) : words.label("input", steps[0]);
        String name = reference(steps, subject, words).value();
        String said = name.isEmpty()
                ? words.filled("release-reference", "unnamed", fault.words(), what)
                : words.filled("release-reference", "named", fault.words(), what, name);
        return new Fault("/" + CLASSIFICATION, said, fault.detail());
    }

    private static Text reference(String[] steps, Subject subject, Wording words) {
        if (steps[0].equals("parentProject")) {
            return words.text(subject.parent().path("title"));
        }
        JsonNode title = steps.length > 1 && steps[1].matches("\\d{1,3}")
                ? subject.project()
                        .path(steps[0])
                        .path(Integer.parseInt(steps[1]))
                        .path("title")
                : MissingNode.getInstance();
        return title.isTextual() ? words.inItsScript(title.asText()) : words.text(title);
    }
}
