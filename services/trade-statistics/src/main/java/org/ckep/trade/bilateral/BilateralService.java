package org.ckep.trade.bilateral;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.trade.bilateral.BilateralRepository.Slot;
import org.ckep.trade.bilateral.BilateralRepository.Which;
import org.ckep.trade.code.CodeCheck;
import org.ckep.trade.code.CodeLists;
import org.ckep.trade.code.Item;
import org.ckep.trade.observation.Frequency;
import org.ckep.trade.observation.Period;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Answers what the two sides report about their trade with each other. */
@ApplicationScoped
class BilateralService {
    private static final Pattern COMMODITY = Pattern.compile("TOTAL|[0-9]{2}|[0-9]{4}|[0-9]{6}");
    private static final LocalDate EARLIEST = LocalDate.of(1000, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2999, 12, 31);

    private final BilateralRepository repository;
    private final CodeLists lists;
    private final CodeCheck codes;

    BilateralService(BilateralRepository repository, CodeLists lists, CodeCheck codes) {
        this.repository = repository;
        this.lists = lists;
        this.codes = codes;
    }

    /**
     * What is known about the causes of discrepancies, and the figures by period and source.
     *
     * @param possibleCauses codes of CL_DISCREPANCY_CAUSE; which of them apply is for the two sides to find out
     */
    @Schema(name = "BilateralTotalsAnswer")
    record Answer(List<BilateralTotals> data, List<Item> possibleCauses) {}

    Uni<Answer> totals(@Nullable String period, @Nullable String source, @Nullable String commodity) {
        String product = commodity == null ? "TOTAL" : commodity;
        if (!COMMODITY.matcher(product).matches()) {
            throw ProblemException.invalidParameter(
                    "commodity",
                    "The parameter 'commodity' must be TOTAL or 2, 4 or 6 digits of the Harmonized System.");
        }
        Period asked = period == null ? null : period(period);
        Frequency frequency = asked == null ? Frequency.A : asked.frequency();
        LocalDate first = asked == null ? EARLIEST : asked.start();
        LocalDate last = asked == null ? LATEST : asked.start();
        return codes.item("source", CodeLists.SOURCE, source)
                .chain(checked -> repository.find(frequency, product, source, first, last))
                .map(slots -> {
                    if (asked != null && source != null) {
                        slots.computeIfAbsent(new Slot(asked, source), nothing -> Map.of());
                    }
                    return beside(slots, product);
                })
                .chain(data ->
                        lists.items(CodeLists.AGENCY, "CL_DISCREPANCY_CAUSE").map(causes -> new Answer(data, causes)));
    }

    private static List<BilateralTotals> beside(Map<Slot, Map<Which, Figure>> slots, String commodity) {
        List<BilateralTotals> totals = new ArrayList<>();
        slots.forEach((slot, figures) -> totals.add(BilateralTotals.of(
                slot.period().toString(),
                slot.period().frequency().name(),
                slot.source(),
                commodity,
                (reporter, flow) -> figures.getOrDefault(new Which(reporter, flow), Figure.missing(reporter, flow)))));
        return totals;
    }

    private static Period period(String text) {
        return Period.parse(text)
                .orElseThrow(() -> ProblemException.invalidParameter(
                        "period", "The parameter 'period' must be a year (2023) or a month (2023-05)."));
    }
}
