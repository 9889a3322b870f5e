package org.ckep.investment.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.record.Stewardship;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.Money;
import org.jspecify.annotations.Nullable;

/**
 * What the audit trail notes of a project, in its hash and in the names of what was changed. The members are those of the
 * project's view; of a site, a source, a participant and a holding there is what the record itself says, without names and
 * titles that other records have.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record AuditedProject(
        @JsonUnwrapped ProjectContent content,
        ProjectStatus state,
        @Nullable FuzzyDate stateSince,
        @Nullable ProjectStatus resumeTo,
        @Nullable LocalizedText stateReason,
        List<Commitment> commitments,
        List<Holding> holdings,
        @Nullable Money paid,
        Stewardship stewardship,
        Classification.Level classification) {}
