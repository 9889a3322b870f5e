package org.ckep.investment.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A project that was given up.
 *
 * @param state WITHDRAWN or CANCELLED
 * @param since since when it is given up
 * @param diedIn the state in which it was given up, absent where it was registered afterwards
 * @param reason why, absent where the sources do not say
 * @param settlementNote what became of the money that had been paid
 * @param totalInvestment what was to be invested
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(name = "DeadProject")
record DeadProject(
        Urn urn,
        String displayId,
        LocalizedText title,
        ProjectStatus state,
        @Nullable FuzzyDate since,
        @Nullable ProjectStatus diedIn,
        @Nullable LocalizedText reason,
        @Nullable LocalizedText settlementNote,
        ProjectType type,
        Direction direction,
        List<ProjectContent.SectorShare> sectors,
        @Nullable Investment totalInvestment) {
    static final List<String> COLUMNS = List.of(
            "urn",
            "displayId",
            "title.en",
            "title.zh-Hans",
            "title.ko",
            "state",
            "since",
            "diedIn",
            "reason.en",
            "reason.zh-Hans",
            "reason.ko",
            "settlementNote.en",
            "settlementNote.zh-Hans",
            "settlementNote.ko",
            "type",
            "direction",
            "sectors.code",
            "totalInvestment.amount",
            "totalInvestment.currency",
            "totalInvestment.basis");

    /**
     * How it is told of.
     *
     * @param last the step in which it was given up, null where there was none
     */
    static DeadProject of(Project project, @Nullable StepView last) {
        ProjectContent content = project.content();
        ProjectSnapshot seen = project.snapshot(List.of(), Map.of());
        return new DeadProject(
                project.urn(),
                project.head().displayId(),
                content.title(),
                seen.state().status(),
                seen.stateSince(),
                last == null ? null : last.from(),
                seen.stateReason(),
                last == null ? null : last.settlementNote(),
                content.type(),
                content.direction(),
                content.sectors(),
                content.totalInvestment());
    }
}
