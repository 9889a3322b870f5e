package org.ckep.investment.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotNull;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.ckep.investment.register.Violation;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.records.PlainText;
import org.ckep.records.RecordsProblem;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How one side sees a project's prospects. It stands in the annex of that side and is shown to it alone; the newest word
 * stands.
 *
 * @param rating the light, from green (on track) to red (will fail as it stands)
 * @param comment why, null where nothing is said
 * @param asOf the day for which it holds
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ProjectRag")
record Rag(
        @NotNull Light rating,
        @Nullable LocalizedText comment,
        @NotNull FuzzyDate asOf) {

    enum Light {
        GREEN,
        AMBER_GREEN,
        AMBER,
        AMBER_RED,
        RED
    }

    /** What is wrong with it. */
    List<Violation> violations(LocalDate today) {
        List<Violation> violations = new ArrayList<>();
        if (comment != null && PlainText.hasMarkup(comment)) {
            violations.add(new Violation(
                    RecordsProblem.MARKUP_IN_TEXT, "/comment", "markup", "A comment is plain text, without HTML."));
        }
        if (asOf.isCertainlyAfter(today)) {
            violations.add(new Violation(
                    ProjectProblem.PROJECT_DATE_IN_FUTURE,
                    "/asOf",
                    "future",
                    "An assessment cannot be of a day after today (" + today + ")."));
        }
        return violations;
    }
}
