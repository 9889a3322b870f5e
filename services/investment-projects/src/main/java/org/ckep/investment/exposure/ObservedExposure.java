package org.ckep.investment.exposure;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.records.LocalId;

/**
 * An exposure that is known from public sources alone. The fields are those of {@link ExposureContent}; lists but that of
 * the sources may be left out.
 *
 * @param guardsNotShown what the sources cannot prove
 * @param localIds ids in other registers
 */
record ObservedExposure(
        @NotNull Urn subject,
        @NotNull Urn measure,
        @NotNull LocalizedText effect,
        @NotNull FuzzyDate since,
        @NotEmpty @Size(max = 50) List<Urn> sources,
        @Size(max = 20) List<@Pattern(regexp = "[A-Z][A-Z0-9_]{0,39}") String> guardsNotShown,
        @Size(max = 20) List<@Valid LocalId> localIds) {

    @SuppressWarnings("ConstantValue") // JSON may leave the lists out
    ObservedExposure {
        guardsNotShown = guardsNotShown == null ? List.of() : List.copyOf(guardsNotShown);
        localIds = localIds == null ? List.of() : List.copyOf(localIds);
    }

    ExposureContent content() {
        return new ExposureContent(subject, measure, effect, since, sources);
    }
}
