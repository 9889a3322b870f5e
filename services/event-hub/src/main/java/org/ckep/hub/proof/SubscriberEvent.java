package org.ckep.hub.proof;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An event as one subscription gets it: the stored bytes with {@code cksubseq} and {@code ckchain} put in at the places
 * that the canonical form gives them. Nothing is written anew, so the bytes are the same at every attempt.
 */
public final class SubscriberEvent {
    public static final String SUBSEQ = "cksubseq";
    public static final String CHAIN = "ckchain";

    private SubscriberEvent() {}

    /** The event with its number, the text that the chain hashes. */
    public static byte[] numbered(byte[] event, long subseq) {
        return insert(event, SUBSEQ, Long.toString(subseq));
    }

    /** The event with number and chain value, as it is delivered. */
    public static byte[] complete(byte[] event, long subseq, byte[] chain) {
        return insert(numbered(event, subseq), CHAIN, Chain.text(chain));
    }

    /**
     * Puts an attribute into a canonical event. The members before its place are attributes, whose values are texts, so
     * they are passed over without reading the rest.
     */
    private static byte[] insert(byte[] json, String name, String value) {
        int at = 1;
        while (json[at] == '"') {
            int end = end(json, at);
            String key = new String(json, at + 1, end - at - 1, StandardCharsets.UTF_8);
            if (key.compareTo(name) > 0) {
                return splice(json, at, "\"" + name + "\":\"" + value + "\",");
            }
            if (json[end + 2] != '"') {
                throw new IllegalArgumentException("attribute " + key + " is no text");
            }
            int after = end(json, end + 2) + 1;
            if (json[after] == '}') {
                return splice(json, after, ",\"" + name + "\":\"" + value + "\"");
            }
            at = after + 1;
        }
        throw new IllegalArgumentException("not an event in canonical form");
    }

    /** Index of the quotation mark that ends the text which begins at an index. */
    private static int end(byte[] json, int start) {
        int at = start + 1;
        while (json[at] != '"') {
            at += json[at] == '\\' ? 2 : 1;
        }
        return at;
    }

    private static byte[] splice(byte[] json, int at, String text) {
        byte[] inserted = text.getBytes(StandardCharsets.US_ASCII);
        byte[] result = Arrays.copyOf(json, json.length + inserted.length);
        System.arraycopy(inserted, 0, result, at, inserted.length);
        System.arraycopy(json, at, result, at + inserted.length, json.length - at);
        return result;
    }
}
