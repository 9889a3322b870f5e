package org.ckep.investment.shareholding;

import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.Function;
import org.ckep.investment.register.Names;
import org.ckep.investment.register.Parameters;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.records.KnownAt;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** What the report on control is asked. */
class ControlQuestion {
    @QueryParam("entity")
    @Parameter(description = "URN of the organisation", required = true)
    @Nullable
    String entity;

    @QueryParam("kind")
    @Parameter(description = "Of what they are parts", schema = @Schema(defaultValue = "EQUITY"))
    @Nullable
    ShareholdingKind kind;

    @QueryParam("side")
    @Parameter(description = "By that side's histories; left out, by those of public sources")
    @Nullable
    Side side;

    @QueryParam("asOf")
    @Parameter(description = "On this day; left out, today", example = "2023-06-30")
    @Nullable
    String asOf;

    @QueryParam(KnownAt.PARAMETER)
    @Parameter(description = KnownAt.DESCRIPTION)
    @Nullable
    String knownAt;

    /** For the REST runtime. */
    ControlQuestion() {}

    /**
     * The question, of today or of the day of the moment asked about where no day is named.
     *
     * @param today the day at a moment, of which null is now
     * @throws ProblemException INVALID_VALUE where a parameter is malformed, or no organisation is named
     */
    ControlService.Question asked(Function<@Nullable Instant, LocalDate> today) {
        Instant moment = KnownAt.of(knownAt);
        Urn organisation = Parameters.urn("entity", entity, Names.ORGANISATION);
        LocalDate day = Parameters.day("asOf", asOf);
        if (organisation == null) {
            throw ProblemException.invalidParameter("entity", "The parameter 'entity' is needed.");
        }
        return new ControlService.Question(
                organisation,
                kind == null ? ShareholdingKind.EQUITY : kind,
                side,
                day == null ? today.apply(moment) : day,
                moment);
    }
}
