package org.ckep.trade.series;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.trade.code.CodeCheck;
import org.ckep.trade.code.CodeLists;
import org.ckep.trade.observation.Reimport;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;

/** Answers which series there are, with names from the lists. */
@ApplicationScoped
class SeriesService {
    private final SeriesRepository repository;
    private final CodeLists lists;
    private final CodeCheck codes;

    SeriesService(SeriesRepository repository, CodeLists lists, CodeCheck codes) {
        this.repository = repository;
        this.lists = lists;
        this.codes = codes;
    }

    Uni<Page<SeriesView>> list(SeriesFilter filter, PageRequest request) {
        Map<String, String> after = request.after();
        int limit = request.limit();
        if (!after.isEmpty() && after.size() != 7) {
            throw PageRequest.invalidCursor();
        }
        SeriesQuery query = SeriesQuery.of(filter);
        return codes.area("reporter", query.reporter())
                .chain(reporter ->
                        codes.area("partner", query.partner()).map(partner -> query.withAreas(reporter, partner)))
                .call(() -> codes.item("flow", CodeLists.FLOW, query.flow()))
                .call(() -> codes.item("source", CodeLists.SOURCE, query.source()))
                .chain(checked -> repository
                        .page(checked, after, limit + 1)
                        .map(keys -> request.page(keys, SeriesRepository.Key::cursor))
                        .chain(page -> views(checked, page)));
    }

    private Uni<Page<SeriesView>> views(SeriesQuery query, Page<SeriesRepository.Key> page) {
        List<SeriesRepository.Key> keys = page.data();
        return repository.figures(query, keys).chain(figures -> lists.names(CodeLists.AREA, areas(keys))
                .chain(areas -> lists.names(CodeLists.FLOW, distinct(keys, SeriesRepository.Key::flow))
                        .chain(flows -> lists.names(CodeLists.COMMODITY, distinct(keys, SeriesService::id))
                                .map(commodities -> page.map(key -> view(
                                        key, figures.getOrDefault(key.id(), List.of()), areas, flows, commodities))))));
    }

    private static SeriesView view(
            SeriesRepository.Key key,
            List<SeriesView.Value> values,
            Map<String, LocalizedText> areas,
            Map<String, LocalizedText> flows,
            Map<String, LocalizedText> commodities) {
        String commodity = id(key);
        return new SeriesView(
                coded(key.reporter(), areas),
                coded(key.partner(), areas),
                coded(key.flow(), flows),
                new SeriesView.Commodity(
                        key.commodity(),
                        key.edition().name(),
                        commodity,
                        coded(commodity, commodities).names()),
                key.frequency().name(),
                key.source(),
                Reimport.is(key.reporter(), key.partner(), key.flow()),
                common(values, value -> value.sentBy().name()),
                common(values, SeriesView.Value::valuation),
                SeriesView.UNIT,
                values);
    }

    /** What is alike of all values, or that it varies. */
    private static String common(List<SeriesView.Value> values, Function<SeriesView.Value, String> part) {
        Set<String> all = values.stream().map(part).collect(Collectors.toSet());
        return all.size() == 1 ? all.iterator().next() : SeriesView.VARIES;
    }

    private static SeriesView.Coded coded(String code, Map<String, LocalizedText> names) {
        return new SeriesView.Coded(code, names.getOrDefault(code, LocalizedText.en(code)));
    }

    private static String id(SeriesRepository.Key key) {
        return key.edition().qualify(key.commodity());
    }

    private static Set<String> areas(List<SeriesRepository.Key> keys) {
        Set<String> areas = distinct(keys, SeriesRepository.Key::reporter);
        areas.addAll(distinct(keys, SeriesRepository.Key::partner));
        return areas;
    }

    private static Set<String> distinct(List<SeriesRepository.Key> keys, Function<SeriesRepository.Key, String> part) {
        return keys.stream().map(part).collect(Collectors.toSet());
    }
}
