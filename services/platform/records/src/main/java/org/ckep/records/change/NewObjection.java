package org.ckep.records.change;

import jakarta.validation.constraints.NotNull;
import org.ckep.kernel.value.LocalizedText;
import org.jspecify.annotations.Nullable;

/**
 * An objection of one side to what both agreed on.
 *
 * @param attribute name of the agreed value; left out where the side withdraws its consent to the whole record
 * @param reason why, in both zh-Hans and ko
 */
public record NewObjection(
        @Nullable String attribute, @NotNull LocalizedText reason) {}
