package org.ckep.investment.pending;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What comes with a confirmation.
 *
 * @param hash the {@code hash} of what the checker has read
 */
@Schema(name = "Confirmation")
public record Confirmation(
        @NotNull @Pattern(regexp = "[0-9a-f]{64}", message = "a hash has 64 hexadecimal digits")
        String hash) {
    /** One, for descriptions of routes. */
    public static final String EXAMPLE = """
            {"hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}""";
}
