package org.ckep.portal.signing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.ckep.kernel.access.Side;
import org.ckep.portal.wording.Wording;

/** One of four signatures; when is empty while it is not given, and where the other side is not told. */
public record SignatureRow(String side, String function, boolean given, String when) {

    /** All four, given or not, in the order in which they are given. */
    public static List<SignatureRow> of(JsonNode signed, Wording words) {
        String side = signed.path("side").asText();
        String other = Side.valueOf(side).other().name();
        return List.of(
                row("MAKER", side, signed, words),
                row("CHECKER", side, signed, words),
                row("REVIEWER", other, signed, words),
                row("APPROVER", other, signed, words));
    }

    private static SignatureRow row(String function, String side, JsonNode signed, Wording words) {
        boolean given = false;
        String when = "";
        for (JsonNode signature : signed.path("signatures")) {
            if (signature.path("function").asText().equals(function)) {
                given = true;
                when = signature.has("at") ? words.moment(signature.path("at")) : "";
            }
        }
        return new SignatureRow(
                words.label("side", side), Terms.label(signed, "change-function", function, words), given, when);
    }
}
