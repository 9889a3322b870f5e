package org.ckep.kernel.change;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.ckep.kernel.id.Urn;
import org.erdtman.jcs.JsonCanonicalizer;
import org.jspecify.annotations.Nullable;

/**
 * What all four persons sign: SHA-256 over the canonical JSON (RFC 8785) of a change set's content. Two programs that
 * write the same content differently get the same hash.
 *
 * <p>Canonical JSON reads numbers as IEEE 754 doubles; numbers of more digits must be written as strings, which whoever
 * takes in a patch sees to, else two contents could have one hash.
 */
public final class ChangeHash {
    private ChangeHash() {}

    /** The hash of a document, as 64 hexadecimal digits. */
    public static String of(String json) {
        return ofText(canonical(json));
    }

    /** The hash of a text as it stands, as 64 hexadecimal digits. */
    public static String ofText(String text) {
        return HexFormat.of().formatHex(sha256(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * The hash of a change set: of {@code {"baseHash", "makesJoint", "patch", "recordUrn", "step"}}. What is agreed to by
     * silence says so in what is signed, by one more member {@code "procedure": "SILENCE"}; what settles objections names
     * them, by {@code "settles": [their URNs]}; what releases the record says so by {@code "procedure": "RELEASE"} and to whom by
     * {@code "classification"}; what agrees on a figure beside the record, or releases one, has it in {@code "figure"}.
     *
     * @param baseHash hash of the agreed values that the patch applies to
     * @param makesJoint whether the record becomes one of both sides with it
     * @param patch the JSON Patch (RFC 6902)
     * @param step the step that the record takes with it as JSON, null for none; the hashed member is null then
     * @param procedure how the other side agrees
     * @param settles the objections that are settled with it
     * @param classification who may read the record, or the figure, from then on, as JSON; null where that stays as it is
     * @param figure the figure that is agreed on beside the record's values, or released, as JSON; null for none
     */
    public static String of(
            Urn record,
            String baseHash,
            boolean makesJoint,
            String patch,
            @Nullable String step,
            Procedure procedure,
            List<Urn> settles,
            @Nullable String classification,
            @Nullable String figure) {
        String agreement =
                switch (procedure) {
                    case EXPLICIT -> "";
                    case SILENCE, RELEASE -> ",\"procedure\":\"" + procedure + "\"";
                };
        String readers = classification == null ? "" : ",\"classification\":" + classification;
        String agreedFigure = figure == null ? "" : ",\"figure\":" + figure;
        String settled = settles.isEmpty()
                ? ""
                : settles.stream()
                        .map(objection -> "\"" + objection + "\"")
                        .collect(Collectors.joining(",", ",\"settles\":[", "]"));
        return of("{\"recordUrn\":\"" + record + "\",\"baseHash\":\"" + baseHash + "\",\"makesJoint\":" + makesJoint
                + ",\"patch\":" + patch + ",\"step\":" + step + agreement + settled + readers + agreedFigure
                + "}");
    }

    /**
     * The document in canonical form.
     *
     * @throws IllegalArgumentException where it is no JSON object or array
     */
    public static String canonical(String json) {
        try {
            return new JsonCanonicalizer(json).getEncodedString();
        } catch (IOException notJson) {
            throw new IllegalArgumentException("cannot be written canonically: " + notJson.getMessage(), notJson);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
