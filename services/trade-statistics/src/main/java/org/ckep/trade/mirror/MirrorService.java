package org.ckep.trade.mirror;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ckep.trade.code.CodeCheck;
import org.ckep.trade.code.CodeLists;
import org.ckep.trade.code.Item;
import org.ckep.trade.mirror.MirrorRepository.Slot;
import org.ckep.trade.mirror.MirrorRepository.Which;
import org.ckep.trade.observation.Frequency;
import org.ckep.trade.observation.Period;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Answers what two areas report about their trade with each other. */
@ApplicationScoped
class MirrorService {
    private final MirrorRepository repository;
    private final CodeLists lists;
    private final CodeCheck codes;

    MirrorService(MirrorRepository repository, CodeLists lists, CodeCheck codes) {
        this.repository = repository;
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

    /** One page of what is asked for. */
    Uni<Answer> page(MirrorQuery asked, PageRequest request) {
        Slot after = after(asked.frequency(), request.after());
        int limit = request.limit();
        return checked(asked).chain(query -> repository
                .find(query, after, limit + 1)
                .map(slots -> request.page(List.copyOf(with(query, slots, after).entrySet()), slot -> slot.getKey()
                        .cursor()))
                .chain(page -> answer(page.map(slot -> view(query, slot.getKey(), slot.getValue())))));
    }

    /** All that is asked for at once. */
    Uni<Answer> all(MirrorQuery asked) {
        return checked(asked).chain(query -> repository
                .find(query, null, null)
                .map(slots -> with(query, slots, null))
                .map(slots -> {
                    List<MirrorView> views = new ArrayList<>();
                    slots.forEach((slot, figures) -> views.add(view(query, slot, figures)));
                    return new Page<>(views, null);
                })
                .chain(this::answer));
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

    private static MirrorView view(MirrorQuery query, Slot slot, Map<Which, MirrorFigure> figures) {
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
                    return held != null ? held : MirrorFigure.missing(reporter, partner, flow, slot.source());
                });
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
