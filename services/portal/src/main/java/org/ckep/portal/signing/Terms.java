package org.ckep.portal.signing;

import com.fasterxml.jackson.databind.JsonNode;
import org.ckep.kernel.change.Procedure;
import org.ckep.portal.wording.Wording;

/** The words for what four persons sign. Where a record is released, releasers stand where checkers do otherwise. */
public final class Terms {
    private static final String USUAL = "change-";

    private Terms() {}

    /** True where others are let read the record with it. */
    public static boolean isRelease(JsonNode signed) {
        return signed.path("procedure").asText().equals(Procedure.RELEASE.name());
    }

    /**
     * The name of a code.
     *
     * @param kind the list of labels of change sets, such as {@code change-act}
     */
    public static String label(JsonNode signed, String kind, String code, Wording words) {
        return words.label(kind(signed, kind), kind, code);
    }

    /** The list of labels that is asked first, before that of change sets. */
    public static String kind(JsonNode signed, String kind) {
        return isRelease(signed) ? "release-" + kind.substring(USUAL.length()) : kind;
    }
}
