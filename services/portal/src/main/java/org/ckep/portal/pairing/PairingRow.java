package org.ckep.portal.pairing;

import com.fasterxml.jackson.databind.JsonNode;
import org.ckep.portal.page.Addresses;
import org.ckep.portal.signing.NextSigner;
import org.ckep.portal.wording.Wording;

/**
 * A pairing in a list.
 *
 * @param turn who has to act next, empty where nobody has
 */
public record PairingRow(
        String address, String kind, String side, String stateCode, String state, String turn, String deadline) {

    static PairingRow of(JsonNode pairing, Wording words) {
        return new PairingRow(
                address(pairing),
                words.label("pairing-kind", pairing.path("kind")),
                words.label("side", pairing.path("side")),
                pairing.path("state").asText(),
                words.label("change-state", pairing.path("state")),
                NextSigner.of(pairing, words),
                words.moment(pairing.path("deadline")));
    }

    static String address(JsonNode pairing) {
        return "/pairings/" + Addresses.id(pairing.path("urn").asText());
    }
}
