package org.ckep.portal.pairing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
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
import org.ckep.portal.wording.Wording;
import org.jspecify.annotations.Nullable;

/**
 * The form of a pairing: of a project with records of the other side that may be of the same thing, or of the end of its
 * group.
 *
 * @param group the group that is to end, empty for a pairing
 * @param choices the candidates, for a pairing
 * @param members the records of the group, for its end
 * @param counted the field of whose records count in reports, for a pairing
 * @param elsewhere faults that are about no field
 * @param key what makes it one pairing, however often it is sent
 */
record PairingForm(
        ProjectRow project,
        String action,
        String group,
        List<CandidateChoice> choices,
        List<MemberRow> members,
        List<Line> counted,
        List<Line> reason,
        List<Fault> memberFaults,
        List<Fault> elsewhere,
        String key,
        @Nullable Refusal refusal) {
    private static final String GROUP = "group";
    private static final String MEMBER = "member";
    private static final String PART = "part";
    private static final String COUNTED = "counted";
    private static final Shape SIDES = Shape.choice("side", List.of("CN", "KR"));
    private static final Shape PARTS = Shape.languages(Shape.of(Shape.Kind.TEXT));

    /** A candidate that can be chosen, with the fields of which part of the thing it is. */
    record CandidateChoice(CandidateRow candidate, boolean chosen, List<Line> part) {}

    /** What the register has of a project; a missing node where it is in no group. */
    record Ground(JsonNode project, JsonNode group, Answer candidates, Map<String, ProjectRow> titles) {}

    /** What the form begins with: it stays a form of the end of this group, whatever becomes of the group meanwhile. */
    static Sent beginning(Ground ground) {
        Sent sent = Sent.nothing();
        sent.fields().putSingle(GROUP, ground.group().path("urn").asText());
        return sent;
    }

    static PairingForm of(Ground ground, Sent sent, @Nullable Refusal refusal, Wording words) {
        ProjectRow row = ProjectRow.of(ground.project(), words);
        String group = sent.text(GROUP);
        List<CandidateRow> candidates = group.isEmpty() ? CandidateRow.of(ground.candidates(), words) : List.of();
        List<String> chosen = sent.all(MEMBER);
        List<String> shown = candidates.stream().map(CandidateRow::urn).toList();
        Map<String, List<Fault>> faults =
                refusal == null ? Map.of() : Fault.byField(refusal.faults(), pointer -> field(pointer, chosen, shown));
        FieldSet fields = new FieldSet(words, Map.of(), sent, faults);
        return new PairingForm(
                row,
                row.address() + "/pairings/new",
                group,
                candidates.stream()
                        .map(candidate -> new CandidateChoice(
                                candidate,
                                chosen.contains(candidate.urn()),
                                fields.lines(PARTS, part(candidate.urn()), words.label("input", PART))))
                        .toList(),
                group.isEmpty() ? List.of() : MemberRow.of(ground.group(), ground.titles(), words),
                group.isEmpty() ? fields.lines(SIDES, COUNTED, words.label("input", COUNTED)) : List.of(),
                fields.lines(SignedAct.REASONS, SignedAct.REASON, words.label("input", SignedAct.REASON)),
                faults.getOrDefault(MEMBER, List.of()),
                faults.getOrDefault("", List.of()),
                Sent.newKey(),
                refusal);
    }

    /** What has to be filled in before the register is asked, null where everything is. */
    static @Nullable Refusal missing(Sent sent, Wording words) {
        SequencedMap<String, String> lacking = new LinkedHashMap<>();
        if (!sent.has(GROUP) && sent.all(MEMBER).isEmpty()) {
            lacking.put("/members", "pairing-members-needed");
        }
        if (!sent.has(GROUP) && !sent.has(COUNTED)) {
            lacking.put("/" + COUNTED, "pairing-counted-needed");
        }
        if (!sent.hasAnyOf(SignedAct.REASON)) {
            lacking.put("/" + SignedAct.REASON, "pairing-reason-needed");
        }
        return Refusal.lacking(lacking, words);
    }

    /** The body of the request. The register judges what was chosen, also where it is no candidate any more. */
    static ObjectNode content(JsonNode project, Sent sent) {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        Values values = new Values();
        if (sent.has(GROUP)) {
            content.put("kind", "UNPAIR").put(GROUP, sent.text(GROUP));
        } else {
            content.put("kind", "PAIR").put(COUNTED, sent.text(COUNTED));
            ArrayNode members = content.putArray("members");
            members.addObject().put("project", project.path("urn").asText());
            sent.all(MEMBER).forEach(urn -> {
                ObjectNode member = members.addObject().put("project", urn);
                JsonNode part = values.read(PARTS, part(urn), sent, MissingNode.getInstance());
                if (!part.isMissingNode()) {
                    member.set(PART, part);
                }
            });
        }
        content.set(SignedAct.REASON, SignedAct.reason(values, sent, SignedAct.REASON));
        return content;
    }

    /** It bears the candidate's id, for their order may change while the form is filled in. */
    private static String part(String urn) {
        return PART + "." + Addresses.id(urn);
    }

    private static String field(String pointer, List<String> chosen, List<String> shown) {
        String[] steps = pointer.substring(1).split("/", -1);
        return switch (steps[0]) {
            case COUNTED -> COUNTED;
            case SignedAct.REASON -> SignedAct.REASON + "." + language(steps, 1);
            case "members" -> steps.length > 2 && steps[2].equals(PART) ? part(steps, chosen, shown) : MEMBER;
            default -> "";
        };
    }

    /** The first member is the project itself, the others are those that were chosen; some may not be shown any more. */
    private static String part(String[] steps, List<String> chosen, List<String> shown) {
        int place = steps[1].matches("\\d{1,2}") ? Integer.parseInt(steps[1]) - 1 : -1;
        return place >= 0 && place < chosen.size() && shown.contains(chosen.get(place))
                ? part(chosen.get(place)) + "." + language(steps, 3)
                : MEMBER;
    }

    private static String language(String[] steps, int at) {
        return steps.length > at && List.of("zh-Hans", "ko").contains(steps[at]) ? steps[at] : "en";
    }
}
