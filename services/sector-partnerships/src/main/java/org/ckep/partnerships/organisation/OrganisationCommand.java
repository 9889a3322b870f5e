package org.ckep.partnerships.organisation;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.jspecify.annotations.Nullable;

/** What can happen to an organisation. Each needs a source where no side stands behind the record. */
sealed interface OrganisationCommand {
    /** Where it is reported. */
    List<Urn> evidence();

    /**
     * It takes another name.
     *
     * @param name the new name
     * @param since first day of the new name
     * @param asNewRecord true where a new body takes over, as when a ministry is set up anew: the new name gets a URN of
     *     its own and the old URN resolves to it. False for a change of name alone: the URN stays
     */
    record Rename(
            @NotNull LocalizedText name,
            @NotNull FuzzyDate since,
            boolean asNewRecord,
            @Nullable @Size(max = 20) List<@NotNull Urn> sources)
            implements OrganisationCommand {
        @Override
        public List<Urn> evidence() {
            return sources == null ? List.of() : sources;
        }
    }

    /**
     * It becomes part of another one, to which its URN resolves from then on.
     *
     * @param into URN of the organisation that takes it over
     * @param on day of the merger
     */
    record Merge(
            @NotNull Urn into,
            @NotNull FuzzyDate on,
            @Nullable @Size(max = 20) List<@NotNull Urn> sources) implements OrganisationCommand {
        @Override
        public List<Urn> evidence() {
            return sources == null ? List.of() : sources;
        }
    }

    /**
     * It ends without a successor.
     *
     * @param on its last day
     */
    record Dissolve(
            @NotNull FuzzyDate on, @Nullable @Size(max = 20) List<@NotNull Urn> sources)
            implements OrganisationCommand {
        @Override
        public List<Urn> evidence() {
            return sources == null ? List.of() : sources;
        }
    }
}
