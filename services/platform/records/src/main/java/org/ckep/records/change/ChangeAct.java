package org.ckep.records.change;

import jakarta.validation.constraints.Pattern;
import org.ckep.kernel.value.LocalizedText;
import org.jspecify.annotations.Nullable;

/**
 * What comes with an act on a change set.
 *
 * @param hash the hash of the content that the caller has read; needed to propose, review and agree
 * @param reason why; needed to return, dismiss and reject, the last in both zh-Hans and ko
 */
public record ChangeAct(
        @Pattern(regexp = "[0-9a-f]{64}", message = "a hash has 64 hexadecimal digits") @Nullable
        String hash,

        @Nullable LocalizedText reason) {

    /** For acts that need neither. */
    public static final ChangeAct NOTHING = new ChangeAct(null, null);
}
