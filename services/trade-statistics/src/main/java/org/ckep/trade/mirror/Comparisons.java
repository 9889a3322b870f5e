package org.ckep.trade.mirror;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.ckep.trade.conversion.ConversionMethod;
import org.ckep.trade.conversion.FiguresInEdition;
import org.ckep.trade.conversion.FiguresInEdition.Asked;
import org.ckep.trade.conversion.FiguresInEdition.Shown;
import org.ckep.trade.mirror.MirrorRepository.Slot;
import org.ckep.trade.mirror.MirrorRepository.Which;
import org.ckep.trade.mirror.MirrorView.Compared;
import org.ckep.trade.mirror.MirrorView.ComparedFigure;
import org.ckep.trade.observation.Edition;
import org.jspecify.annotations.Nullable;

/** Brings two ends of a flow that were reported in different editions into the older of them. */
@ApplicationScoped
class Comparisons {
    private static final int DIGITS = 6;

    /** Each is a reporter's period whose codes are all converted, one after another. */
    static final int MAX_CONVERSIONS = 24;

    private final FiguresInEdition conversion;

    Comparisons(FiguresInEdition conversion) {
        this.conversion = conversion;
    }

    /** One direction of trade in one slot. */
    record Direction(Slot slot, String exporter) {}

    /**
     * Two ends in different editions.
     *
     * @param asked the end that was reported in the newer edition, which is converted
     * @param newerExporter true where the exporter is that end
     */
    private record Pair(
            Direction direction, Asked asked, boolean newerExporter, MirrorFigure older, MirrorFigure newer) {}

    /**
     * The directions of the page whose ends can be brought into one edition; those of the first
     * {@value #MAX_CONVERSIONS} reported flows and periods alone that have to be converted.
     */
    Uni<Map<Direction, Compared>> of(MirrorQuery query, List<Map.Entry<Slot, Map<Which, MirrorFigure>>> slots) {
        List<Pair> pairs = new ArrayList<>();
        for (Map.Entry<Slot, Map<Which, MirrorFigure>> slot : slots) {
            add(pairs, pair(query, slot.getKey(), slot.getValue(), query.a(), query.b()));
            add(pairs, pair(query, slot.getKey(), slot.getValue(), query.b(), query.a()));
        }
        // All codes of a reporter's period are converted at once.
        Map<Asked, Set<String>> codes = new LinkedHashMap<>();
        for (Pair pair : pairs) {
            if (codes.size() == MAX_CONVERSIONS && !codes.containsKey(pair.asked())) {
                continue;
            }
            codes.computeIfAbsent(pair.asked(), asked -> new HashSet<>())
                    .add(pair.direction().slot().commodity());
        }
        Map<Asked, Map<String, Shown>> converted = new HashMap<>();
        return Multi.createFrom()
                .iterable(codes.entrySet())
                .onItem()
                .transformToUniAndConcatenate(each -> conversion
                        .find(each.getKey(), each.getValue())
                        .invoke(found -> converted.put(each.getKey(), found)))
                .collect()
                .asList()
                .map(all -> {
                    Map<Direction, Compared> compared = new HashMap<>();
                    for (Pair pair : pairs) {
                        Shown shown = converted
                                .getOrDefault(pair.asked(), Map.of())
                                .get(pair.direction().slot().commodity());
                        if (shown != null) {
                            compared.put(pair.direction(), compared(pair, shown));
                        }
                    }
                    return compared;
                });
    }

    private static void add(List<Pair> pairs, @Nullable Pair pair) {
        if (pair != null) {
            pairs.add(pair);
        }
    }

    private static @Nullable Pair pair(
            MirrorQuery query, Slot slot, Map<Which, MirrorFigure> figures, String from, String to) {
        MirrorFigure exporter = figures.get(new Which(from, "X"));
        MirrorFigure importer = figures.get(new Which(to, "M"));
        if (slot.commodity().length() != DIGITS
                || exporter == null
                || importer == null
                || exporter.value() == null
                || importer.value() == null
                || exporter.isOfEditionOf(importer)) {
            return null;
        }
        Edition ofExporter = Edition.valueOf(String.valueOf(exporter.classification()));
        Edition ofImporter = Edition.valueOf(String.valueOf(importer.classification()));
        boolean newerExporter = ofExporter.compareTo(ofImporter) > 0;
        MirrorFigure newer = newerExporter ? exporter : importer;
        return new Pair(
                new Direction(slot, from),
                new Asked(
                        slot.source(),
                        slot.period(),
                        newer.reporter(),
                        newer.partner(),
                        newer.flow(),
                        newerExporter ? ofExporter : ofImporter,
                        newerExporter ? ofImporter : ofExporter,
                        query.knownAt()),
                newerExporter,
                newerExporter ? importer : exporter,
                newer);
    }

    private static Compared compared(Pair pair, Shown shown) {
        ComparedFigure older = new ComparedFigure(
                String.valueOf(pair.older().classification()),
                Objects.requireNonNull(pair.older().value()),
                ConversionMethod.NONE,
                BigDecimal.ZERO,
                1);
        ComparedFigure newer = new ComparedFigure(
                String.valueOf(pair.newer().classification()),
                shown.value(),
                shown.conversionMethod(),
                shown.manyToManyShare(),
                shown.reportedCodes());
        return new Compared(
                pair.asked().to().name(), pair.newerExporter() ? newer : older, pair.newerExporter() ? older : newer);
    }
}
