package org.ckep.records.reconciliation;

import java.util.Set;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.reconciliation.BreakReason;
import org.ckep.kernel.value.LocalizedText;
import org.jspecify.annotations.Nullable;

/**
 * What comes with an act on a break.
 *
 * @param assigned to assign: CN, KR or both
 * @param reason to explain: why the figures differ
 * @param words to explain: in a side's own words
 * @param hash to prepare or agree to leave it at that: the break's {@code hash}, so what is meant
 */
public record BreakAct(
        @Nullable Set<Side> assigned,
        @Nullable BreakReason reason,
        @Nullable LocalizedText words,
        @Nullable String hash) {

    /** For acts that need nothing. */
    public static final BreakAct NOTHING = new BreakAct(null, null, null, null);
}
