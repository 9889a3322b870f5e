package org.ckep.trade.mirror;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ckep.kernel.access.Viewer;
import org.ckep.trade.code.CodeCheck;
import org.ckep.trade.code.CodeLists;
import org.ckep.trade.code.Item;
import org.ckep.trade.mirror.AbsenceRepository.Absent;
import org.ckep.trade.mirror.Comparisons.Direction;
import org.ckep.trade.mirror.MirrorFigure.Missing;
import org.ckep.trade.mirror.MirrorRepository.Slot;
import org.ckep.trade.mirror.MirrorRepository.Which;
import org.ckep.trade.mirror.MirrorView.Compared;
import org.ckep.trade.observation.Frequency;
import org.ckep.trade.observation.Period;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Answers what two areas report about their trade with each other. */
@ApplicationScoped
class MirrorService {
    private static final List<String> FLOWS = List.of("X", "M");

    private final MirrorRepository repository;
    private final AbsenceRepository absences;
    private final Comparisons comparisons;
    private final CodeLists lists;
    private final CodeCheck codes;

    MirrorService(
            MirrorRepository repository,
            AbsenceRepository absences,
            Comparisons comparisons,
            CodeLists lists,
            CodeCheck codes) {
        this.repository = repository;
        this.absences = absences;
        this.comparisons = comparisons;
        this.lists = lists;
        this.codes = codes;
    }

    /**
     * The figures by period, source and commodity, and what is known about the causes of discrepancies.
     *
     * @param next the cursor for the page after this one, null on the last page
     * @param possibleCauses codes of CL_DISCREPANCY_CAUSE; which of them apply is for the two sides to find out
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "MirrorAnswer")
    record Answer(List<MirrorView> data, @Nullable String next, List<Item> possibleCauses) {}

    /**
     * One page of what is asked for.
     *
     * @param viewer who asks; of figures that are not released the own side alone learns that there are such
     */
    Uni<Answer> page(MirrorQuery asked, PageRequest request, Viewer viewer) {
        Slot after = after(asked.frequency(), request.after());
        int limit = request.limit();
        return checked(asked).chain(query -> repository
                .find(query, after, limit + 1)
                .map(slots -> request.page(List.copyOf(with(query, slots, after).entrySet()), slot -> slot.getKey()
                        .cursor()))
                .chain(page -> reasons(query, page.data(), viewer).chain(reasons -> comparisons
                        .of(query, page.data())
                        .chain(compared -> answer(
                                page.map(slot -> view(query, slot.getKey(), slot.getValue(), reasons, compared)))))));
    }

    /** All that is asked for at once. */
    Uni<Answer> all(MirrorQuery asked, Viewer viewer) {
        return checked(asked).chain(query -> repository
                .find(query, null, null)
                .map(slots -> with(query, slots, null))
                .chain(slots -> reasons(query, List.copyOf(slots.entrySet()), viewer)
                        .chain(reasons -> comparisons
                                .of(query, List.copyOf(slots.entrySet()))
                                .map(compared -> {
                                    List<MirrorView> views = new ArrayList<>();
                                    slots.forEach((slot, figures) ->
                                            views.add(view(query, slot, figures, reasons, compared)));
                                    return new Page<>(views, null);
                                })))
                .chain(this::answer));
    }

    /** Why figures are not there, of those of which something is known; the own side's knowledge counts before all others. */
    private Uni<Map<Absent, Missing>> reasons(
            MirrorQuery query, List<Map.Entry<Slot, Map<Which, MirrorFigure>>> slots, Viewer viewer) {
        List<Absent> absent = new ArrayList<>();
        for (Map.Entry<Slot, Map<Which, MirrorFigure>> slot : slots) {
            for (String flow : FLOWS) {
                Stream.of(
                                new Absent(slot.getKey(), query.a(), query.b(), flow),
                                new Absent(slot.getKey(), query.b(), query.a(), flow))
                        .filter(figure -> !slot.getValue().containsKey(new Which(figure.reporter(), flow)))
                        .forEach(absent::add);
            }
        }
        Map<Absent, Missing> reasons = new HashMap<>();
        if (absent.isEmpty()) {
            return Uni.createFrom().item(reasons);
        }
        return absences.unclassified(query, absent)
                .invoke(found -> found.forEach(figure -> reasons.put(figure, Missing.NOT_IN_CLASSIFICATION)))
                .chain(() -> absences.withdrawn(query, absent))
                .invoke(found -> found.forEach(figure -> reasons.put(figure, Missing.WITHDRAWN)))
                .chain(() -> absences.unreleased(query, absent, viewer))
                .invoke(found -> found.forEach(figure -> reasons.put(figure, Missing.NOT_YET_RELEASED)))
                .map(found -> reasons);
    }

    private Uni<MirrorQuery> checked(MirrorQuery query) {
        return codes.area("a", query.a())
                .chain(a -> codes.area("b", query.b()).map(b -> query.withAreas(known(a), known(b))))
                .call(() -> codes.item("source", CodeLists.SOURCE, query.source()));
    }

    private static String known(@Nullable String area) {
        return area == null ? "" : area;
    }

    /** One commodity, period and source that was asked for by name is answered also where nothing is held. */
    private static Map<Slot, Map<Which, MirrorFigure>> with(
            MirrorQuery query, Map<Slot, Map<Which, MirrorFigure>> held, @Nullable Slot after) {
        if (query.period() == null || query.source() == null || query.commodity() == null || after != null) {
            return held;
        }
        Map<Slot, Map<Which, MirrorFigure>> slots = new LinkedHashMap<>(held);
        slots.putIfAbsent(new Slot(query.period(), query.source(), query.commodity()), Map.of());
        return slots;
    }

    private Uni<Answer> answer(Page<MirrorView> page) {
        return lists.items(CodeLists.AGENCY, "CL_DISCREPANCY_CAUSE")
                .map(causes -> new Answer(page.data(), page.next(), causes));
    }

    private static MirrorView view(
            MirrorQuery query,
            Slot slot,
            Map<Which, MirrorFigure> figures,
            Map<Absent, Missing> reasons,
            Map<Direction, Compared> compared) {
        return MirrorView.of(
                slot.period().toString(),
                slot.period().frequency().name(),
                slot.source(),
                slot.commodity(),
                query.a(),
                query.b(),
                query.cifFobFactor(),
                (reporter, partner, flow) -> {
                    MirrorFigure held = figures.get(new Which(reporter, flow));
                    Absent absent = new Absent(slot, reporter, partner, flow);
                    return held != null
                            ? held
                            : MirrorFigure.missing(
                                    reporter,
                                    partner,
                                    flow,
                                    slot.source(),
                                    reasons.getOrDefault(absent, Missing.NOT_REPORTED));
                },
                exporter -> compared.get(new Direction(slot, exporter)));
    }

    private static @Nullable Slot after(Frequency frequency, Map<String, String> cursor) {
        if (cursor.isEmpty()) {
            return null;
        }
        String period = cursor.get("p");
        String source = cursor.get("s");
        String commodity = cursor.get("c");
        if (cursor.size() != 3 || period == null || source == null || commodity == null) {
            throw PageRequest.invalidCursor();
        }
        return Period.parse(period)
                .filter(known -> known.frequency() == frequency)
                .map(known -> new Slot(known, source, commodity))
                .orElseThrow(PageRequest::invalidCursor);
    }
}
