package org.ckep.partnerships.partnership;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.value.FuzzyDate;
import org.jspecify.annotations.Nullable;

/**
 * What was signed, when and by whom. Members are missing only in observed records.
 *
 * @param on day of signature
 * @param document the signed document
 * @param signatories who signed, in their function
 * @param binding whether it binds
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Signature(@Nullable FuzzyDate on, @Nullable Document document, List<Signatory> signatories, Binding binding) {

    @SuppressWarnings("ConstantValue") // JSON may leave members out
    Signature {
        signatories = signatories == null ? List.of() : List.copyOf(signatories);
        binding = binding == null ? Binding.UNKNOWN : binding;
    }

    /** Nothing is known of a signature. */
    static final Signature UNKNOWN = new Signature(null, null, List.of(), Binding.UNKNOWN);

    /** True where a signatory of that side is named. */
    boolean isSignedBy(Side side) {
        return signatories.stream().anyMatch(signatory -> signatory.side() == side);
    }

    /**
     * A signed document.
     *
     * @param reference its title, number or address
     * @param sha256 hexadecimal digest of the file, so that nobody can exchange it
     */
    record Document(String reference, String sha256) {
        private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

        Document {
            if (Objects.requireNonNullElse(reference, "").isBlank() || reference.length() > 500) {
                throw new IllegalArgumentException("a document needs a reference of 1 to 500 characters");
            }
            if (!DIGEST.matcher(Objects.requireNonNullElse(sha256, "")).matches()) {
                throw new IllegalArgumentException("a document needs its SHA-256 as 64 hexadecimal digits");
            }
        }
    }

    /**
     * Someone who signed. Names are kept only of people who sign for an office.
     *
     * @param side the side signed for
     * @param name name of the person, null where only the office is known
     * @param office the function in which the person signed
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Signatory(Side side, @Nullable String name, String office) {
        Signatory {
            Objects.requireNonNull(side, "a signatory signs for a side");
            if (Objects.requireNonNullElse(office, "").isBlank()) {
                throw new IllegalArgumentException("a signatory signs in an office");
            }
        }
    }
}
