package org.ckep.portal.project;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.change.Signature;
import org.ckep.portal.platform.Answer;
import org.ckep.portal.wording.Wording;

/**
 * Who agreed on what of a project of both sides, and when: read from those of its change sets that are in force, as far as
 * the visitor is told of them.
 *
 * @param inForce the newest first
 */
record Agreements(List<JsonNode> inForce, Wording words) {

    static Agreements of(JsonNode project, Answer changes, Wording words) {
        List<JsonNode> inForce = ReleaseForm.isJoint(project)
                ? changes.list(change -> change).stream()
                        .filter(change -> change.path("state").asText().equals("APPLIED"))
                        .filter(change -> change.path("closedAt").isTextual())
                        .sorted(Comparator.comparing(Agreements::moment).reversed())
                        .toList()
                : List.of();
        return new Agreements(inForce, words);
    }

    private static Instant moment(JsonNode change) {
        return Instant.parse(change.path("closedAt").asText());
    }

    /** How the value came to be agreed; not told where no change set that the visitor knows of made it so. */
    Agreed on(String attribute) {
        return switch (attribute) {
            case "state" -> by(Agreements::isStep);
            case "commitments", "holdings", "paid" ->
                by(change -> !change.path("step").path(attribute).isEmpty());
            case "classification" -> by(change -> change.has(attribute));
            // A step sets the date that its state implies, which the change set does not tell.
            case "keyDates" ->
                newest(change -> isStep(change) || settles(change, attribute))
                        .filter(change -> settles(change, attribute))
                        .map(this::told)
                        .orElse(Agreed.UNTOLD);
            default ->
                ProjectForm.POLICY.isAgreed(attribute) ? by(change -> settles(change, attribute)) : Agreed.UNTOLD;
        };
    }

    private static boolean isStep(JsonNode change) {
        return change.path("step").isObject();
    }

    /** With the change set that makes a record one of both sides, all that it says is agreed. */
    private static boolean settles(JsonNode change, String attribute) {
        return change.path("makesJoint").asBoolean()
                || Answer.elements(change.path("changed"), JsonNode::asText).contains(attribute);
    }

    private Agreed by(Predicate<JsonNode> which) {
        return newest(which).map(this::told).orElse(Agreed.UNTOLD);
    }

    private Optional<JsonNode> newest(Predicate<JsonNode> which) {
        return inForce.stream().filter(which).findFirst();
    }

    private Agreed told(JsonNode change) {
        String side = change.path("side").asText();
        String other = (side.equals(Side.CN.name()) ? Side.KR : Side.CN).name();
        boolean silent = change.path("procedure").asText().equals("SILENCE")
                && Answer.elements(change.path("signatures"), one -> one.path("function")
                                .asText())
                        .stream()
                        .noneMatch(Signature.Function.APPROVER.name()::equals);
        return new Agreed(
                words.filled(
                        "agreed-by",
                        silent ? "silence" : "signatures",
                        words.label("side", side),
                        words.label("side", other),
                        words.moment(change.path("closedAt"))),
                ChangeRow.address(change));
    }
}
