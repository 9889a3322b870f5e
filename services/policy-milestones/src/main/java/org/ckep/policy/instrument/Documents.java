package org.ckep.policy.instrument;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.util.List;
import org.ckep.kernel.value.Language;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.records.WebAddress;
import org.jspecify.annotations.Nullable;

/** The texts of an instrument, as they are stored: in columns JSON is always an object. */
record Documents(List<@Valid Document> items) {
    Documents {
        items = List.copyOf(items);
    }

    /**
     * One text.
     *
     * @param language in which it is, null for one in several
     * @param sha256 digest of the file, hexadecimal
     * @param url where it can be read, null where it is not published
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Document(
            @Nullable LocalizedText title,
            @Nullable Language language,
            @NotNull @Pattern(regexp = "[0-9a-f]{64}") String sha256,
            @Nullable @WebAddress URI url) {}
}
