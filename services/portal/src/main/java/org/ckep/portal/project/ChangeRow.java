package org.ckep.portal.project;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.ckep.kernel.access.Side;
import org.ckep.portal.page.Addresses;
import org.ckep.portal.signing.NextSigner;
import org.ckep.portal.signing.Terms;
import org.ckep.portal.wording.Wording;

/**
 * A change set in a list.
 *
 * @param address its page
 * @param subject what it would change
 * @param turn who has to act next, empty where nobody has
 * @param waitsForMe true where the visitor himself can carry it on
 */
record ChangeRow(
        String address,
        String subject,
        String side,
        String stateCode,
        String state,
        String turn,
        String deadline,
        Turn waiting,
        boolean waitsForMe) {

    /** Acts that do not carry a change set on: whoever may only answer under review waits for his checker. */
    private static final Set<String> ASIDE = Set.of("withdraw", "counter");

    /** Whose turn it is. */
    enum Turn {
        OWN_SIDE,
        OTHER_SIDE,
        NOBODY
    }

    static ChangeRow of(JsonNode change, Side own, Wording words) {
        String state = change.path("state").asText();
        Turn turn = turn(state, change.path("side").asText(), own);
        return new ChangeRow(
                address(change),
                subject(change, words),
                words.label("side", change.path("side")),
                state,
                Terms.label(change, "change-state", state, words),
                turn == Turn.NOBODY ? "" : NextSigner.of(change, words),
                words.moment(change.path("deadline")),
                turn,
                turn == Turn.OWN_SIDE && carriesOn(change));
    }

    static String address(JsonNode change) {
        String project = Addresses.id(change.path("record").asText());
        return "/projects/" + project + "/changes/"
                + Addresses.id(change.path("urn").asText());
    }

    private static Turn turn(String state, String side, Side own) {
        boolean ours = own.name().equals(side);
        return switch (state) {
            case "DRAFT", "SUBMITTED" -> ours ? Turn.OWN_SIDE : Turn.OTHER_SIDE;
            case "PROPOSED", "UNDER_REVIEW" -> ours ? Turn.OTHER_SIDE : Turn.OWN_SIDE;
            default -> Turn.NOBODY;
        };
    }

    private static boolean carriesOn(JsonNode change) {
        for (JsonNode act : change.path("allowed")) {
            if (!ASIDE.contains(act.asText())) {
                return true;
            }
        }
        return false;
    }

    private static String subject(JsonNode change, Wording words) {
        List<String> parts = new ArrayList<>();
        if (change.path("makesJoint").asBoolean()) {
            parts.add(words.label("agreed", "makesJoint"));
        }
        change.path("changed").forEach(name -> parts.add(words.label("agreed", name)));
        if (change.path("figure").isObject()) {
            parts.add(words.filled(
                    "value",
                    "figure",
                    words.label("agreed", change.path("figure").path("attribute"))));
        }
        if (change.path("step").isObject()) {
            parts.add(words.filled(
                    "value",
                    "step-to",
                    words.label("project-state", change.path("step").path("to"))));
        }
        if (Terms.isRelease(change)) {
            parts.add(Readers.said("release-subject", change.path("classification"), words));
        }
        if (!change.path("settles").isEmpty()) {
            parts.add(words.label("agreed", "settles"));
        }
        return String.join(words.label("list", "comma"), parts);
    }
}
