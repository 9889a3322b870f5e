package org.ckep.records;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.claim.SourceKind;
import org.jspecify.annotations.Nullable;

/**
 * A source to be registered. The fields are those of {@link org.ckep.kernel.claim.Source}.
 *
 * @param classification who may know of it; null for the default of the caller
 * @param localIds ids in other registers, null for none
 */
public record NewSource(
        @NotNull SourceKind kind,
        @NotBlank @Size(max = 500) String title,
        @Nullable @Size(max = 300) String publisher,
        @Nullable @Size(max = 300) String author,
        @Nullable @Size(max = 300) String affiliation,
        @Nullable @WebAddress URI url,

        @Nullable @Pattern(regexp = "[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
        String language,

        @Nullable LocalDate publishedOn,
        @Nullable LocalDate retrievedOn,
        @Nullable @Pattern(regexp = "[0-9a-f]{64}") String sha256,
        @Nullable @Size(max = 2000) String disclaimer,
        @Nullable Classification classification,
        @Nullable List<@Valid LocalId> localIds) {}
