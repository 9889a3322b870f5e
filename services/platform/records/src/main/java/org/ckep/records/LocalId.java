package org.ckep.records;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.ckep.kernel.access.Side;
import org.jspecify.annotations.Nullable;

/**
 * The id that a record has in another register.
 *
 * @param side whose register it is, null where it belongs to neither side
 * @param scheme name of the register, such as {@code kr-fx-report}
 * @param value the id there
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LocalId(
        @Nullable Side side,
        @NotBlank @Size(max = 64) String scheme,
        @NotBlank @Size(max = 200) String value) {

    /** Scheme and value as one text, the form of filters: {@code kr-fx-report:2025-0815}. */
    public String key() {
        return scheme + ":" + value;
    }
}
