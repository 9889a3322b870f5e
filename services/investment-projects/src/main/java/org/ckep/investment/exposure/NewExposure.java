package org.ckep.investment.exposure;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.records.LocalId;
import org.jspecify.annotations.Nullable;

/**
 * An exposure that the caller's side sees. The fields are those of {@link ExposureContent}; lists may be left out.
 *
 * @param classification who may read it; null for the ministries of the own side
 * @param localIds ids in other registers
 */
record NewExposure(
        @NotNull Urn subject,
        @NotNull Urn measure,
        @NotNull LocalizedText effect,
        @NotNull FuzzyDate since,
        @Size(max = 50) List<Urn> sources,
        @Nullable Classification classification,
        @Size(max = 20) List<@Valid LocalId> localIds) {

    @SuppressWarnings("ConstantValue") // JSON may leave the lists out
    NewExposure {
        sources = sources == null ? List.of() : List.copyOf(sources);
        localIds = localIds == null ? List.of() : List.copyOf(localIds);
    }

    ExposureContent content() {
        return new ExposureContent(subject, measure, effect, since, sources);
    }
}
