package org.ckep.hub.proof;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.ckep.hub.log.CanonicalJson;

/**
 * What was delivered in a range of a subscription's numbers. Whoever holds the events of the range can compute the same
 * chain value; a signature over the canonical form makes it evidence.
 *
 * @param first first number of the range
 * @param last last number of the range
 * @param before the chain value before the first number
 * @param chain the chain value of the last number
 * @param gaps numbers that were given up, with the hash that the chain needs for them
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Digest(UUID subscription, long first, long last, byte[] before, byte[] chain, List<Gap> gaps) {
    public Digest {
        gaps = List.copyOf(gaps);
    }

    /** The document in its canonical form, as it is signed. */
    public byte[] canonical() {
        return CanonicalJson.write(json()).getBytes(StandardCharsets.UTF_8);
    }

    /** The document. Numbers are texts, because they may exceed what a double holds. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("subscription", subscription.toString());
        json.put("firstSubseq", Long.toString(first));
        json.put("lastSubseq", Long.toString(last));
        json.put("count", Long.toString(last - first + 1));
        json.put("chainBefore", Chain.text(before));
        json.put("chain", Chain.text(chain));
        ArrayNode list = json.putArray("gaps");
        for (Gap gap : gaps) {
            list.addObject()
                    .put("subseq", Long.toString(gap.subseq))
                    .put("hash", Chain.text(gap.hash))
                    .put("reason", gap.reason);
        }
        return json;
    }

    /**
     * A number that was not delivered and will not be.
     *
     * @param reason {@code skipped}, {@code expired} or {@code withheld}
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Gap(long subseq, byte[] hash, String reason) {}
}
