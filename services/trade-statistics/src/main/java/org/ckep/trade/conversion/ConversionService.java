package org.ckep.trade.conversion;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.trade.code.CodeCheck;
import org.ckep.trade.code.CodeLists;
import org.ckep.trade.conversion.Conversions.Found;
import org.ckep.trade.conversion.Conversions.Listed;
import org.ckep.trade.conversion.Conversions.Place;
import org.ckep.trade.conversion.ConvertedFigures.Figure;
import org.ckep.trade.observation.Edition;
import org.ckep.web.Page;
import org.ckep.web.PageRequest;
import org.jspecify.annotations.Nullable;

/** Answers with converted figures, their codes called by the lists' names. */
@ApplicationScoped
class ConversionService {
    private final Conversions conversions;
    private final CodeLists lists;
    private final CodeCheck codes;

    ConversionService(Conversions conversions, CodeLists lists, CodeCheck codes) {
        this.conversions = conversions;
        this.lists = lists;
        this.codes = codes;
    }

    /** One page of what is asked for. */
    Uni<ConvertedFigures> page(ConversionQuery asked, PageRequest request) {
        Place after = after(request.after());
        int limit = request.limit();
        return checked(asked).chain(query -> conversions
                .find(query, after, limit + 1)
                .chain(found -> answer(query, found, request.page(found.figures(), ConversionService::cursor))));
    }

    /** All that is asked for, as a CSV file. */
    Uni<String> file(ConversionQuery asked) {
        return checked(asked).chain(query -> conversions
                .find(query, null, null)
                .map(found -> ConvertedFile.of(
                        query, found.figures().stream().map(Listed::figure).toList())));
    }

    private Uni<ConversionQuery> checked(ConversionQuery query) {
        return codes.area("reporter", query.reporter())
                .chain(reporter -> codes.area("partner", query.partner())
                        .map(partner -> query.withAreas(String.valueOf(reporter), String.valueOf(partner))))
                .call(() -> codes.item("source", CodeLists.SOURCE, query.source()))
                .call(() -> codes.item("flow", CodeLists.FLOW, query.flow()));
    }

    private Uni<ConvertedFigures> answer(ConversionQuery query, Found found, Page<Listed> page) {
        List<String> commodities = page.data().stream()
                .map(listed -> commodity(listed.figure()))
                .filter(Objects::nonNull)
                .toList();
        return lists.names(CodeLists.COMMODITY, commodities)
                .map(names -> new ConvertedFigures(
                        query.classification().name(),
                        query.source(),
                        query.frequency().name(),
                        query.reporter(),
                        query.partner(),
                        query.flow(),
                        ConvertedFigures.UNIT,
                        found.tables(),
                        page.data().stream()
                                .map(listed -> named(listed.figure(), names))
                                .toList(),
                        page.data().stream().map(Listed::sum).distinct().toList(),
                        page.next()));
    }

    private static @Nullable String commodity(Figure figure) {
        String edition = figure.hsVintageShown();
        return edition == null ? null : Edition.valueOf(edition).qualify(figure.commodity());
    }

    private static Figure named(Figure figure, Map<String, LocalizedText> names) {
        String commodity = commodity(figure);
        return new Figure(
                figure.period(),
                figure.hsVintageReported(),
                figure.hsVintageShown(),
                figure.classification(),
                figure.commodity(),
                commodity == null ? null : names.get(commodity),
                figure.value(),
                figure.conversionMethod(),
                figure.manyToManyShare(),
                figure.reportedCodes(),
                figure.notConverted(),
                figure.valuation(),
                figure.sentBy(),
                figure.provisional(),
                figure.knownSince());
    }

    private static Map<String, String> cursor(Listed listed) {
        Place place = listed.place();
        Map<String, String> cursor = new LinkedHashMap<>();
        cursor.put("p", place.period().toString());
        cursor.put("e", place.edition());
        cursor.put("s", Boolean.toString(place.converted()));
        cursor.put("c", place.code());
        return cursor;
    }

    private static @Nullable Place after(Map<String, String> cursor) {
        if (cursor.isEmpty()) {
            return null;
        }
        String period = cursor.get("p");
        String edition = cursor.get("e");
        String converted = cursor.get("s");
        String code = cursor.get("c");
        if (period == null || edition == null || converted == null || code == null) {
            throw PageRequest.invalidCursor();
        }
        try {
            return new Place(LocalDate.parse(period), edition, Boolean.parseBoolean(converted), code);
        } catch (DateTimeException notOurs) {
            throw PageRequest.invalidCursor();
        }
    }
}
