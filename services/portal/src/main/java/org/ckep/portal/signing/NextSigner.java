package org.ckep.portal.signing;

import com.fasterxml.jackson.databind.JsonNode;
import org.ckep.kernel.access.Side;
import org.ckep.portal.wording.Wording;

/** Who has to act next, in words. */
public final class NextSigner {
    private static final String TURN = "turn";

    private NextSigner() {}

    /** The function and the side, empty where nobody has to act any more. */
    public static String of(JsonNode signed, Wording words) {
        Side side = Side.valueOf(signed.path("side").asText());
        return switch (signed.path("state").asText()) {
            case "DRAFT" -> words.filled(TURN, "maker", words.label("side", side.name()));
            case "SUBMITTED" -> words.filled(TURN, checker(signed), words.label("side", side.name()));
            case "PROPOSED" ->
                words.filled(TURN, "maker", words.label("side", side.other().name()));
            case "UNDER_REVIEW" ->
                words.filled(
                        TURN, checker(signed), words.label("side", side.other().name()));
            default -> "";
        };
    }

    private static String checker(JsonNode signed) {
        return Terms.isRelease(signed) ? "releaser" : "checker";
    }
}
