package org.ckep.investment.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.ckep.investment.site.SiteState;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A step that a project took.
 *
 * @param from the state it left
 * @param to the state it entered
 * @param date when it happened in the world
 * @param reason why
 * @param settlementNote what becomes of money that was paid
 * @param siteState what the project's sites became
 * @param sources what the step rests on
 * @param side whose staff took it, absent where both sides did
 * @param recordedAt when the platform learnt it
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(name = "ProjectStep")
record StepView(
        ProjectStatus from,
        ProjectStatus to,
        @Nullable FuzzyDate date,
        @Nullable LocalizedText reason,
        @Nullable LocalizedText settlementNote,
        @Nullable SiteState siteState,
        List<Urn> sources,
        @Nullable Side side,
        Instant recordedAt) {}
