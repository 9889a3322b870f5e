package org.ckep.portal.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ckep.portal.platform.Answer;
import org.ckep.portal.wording.Text;
import org.ckep.portal.wording.Wording;
import org.jspecify.annotations.Nullable;

/**
 * The trade between the two sides as each of them reports it. Every figure stands under its reporter, beside its
 * valuation, in the table of its source; figures of different sources never share a table.
 *
 * @param headline the newest period of the first source for which both sides have a total, null where there is none
 * @param sources a table per source, those with both sides' totals first
 * @param causes what may make the figures differ
 * @param unavailable true where the statistics could not be asked
 */
record BilateralTrade(@Nullable Headline headline, List<SourceTable> sources, List<Text> causes, boolean unavailable) {

    /** Both sides' totals of one period by one source. */
    record Headline(String period, String source, Figure cn, Figure kr, Difference difference) {}

    /**
     * The figures of one source.
     *
     * @param code the source's code
     * @param source its name
     * @param drawn true where there are totals of both sides to draw
     */
    record SourceTable(String code, String source, List<Year> years, boolean drawn) {}

    /**
     * One period.
     *
     * @param period in the visitor's language
     * @param lines what was reported, by direction, and the totals; never a line without any figure
     */
    record Year(String period, List<Line> lines) {
        public int size() {
            return lines.size();
        }
    }

    /**
     * Two figures of the same thing beside each other.
     *
     * @param title the direction of the goods, or that it is the total of both
     * @param total true for the total
     */
    record Line(String title, boolean total, Figure cn, Figure kr, Difference difference) {
        public boolean isReported() {
            return cn.isReported() || kr.isReported();
        }
    }

    /**
     * What one side reports.
     *
     * @param value in the table's unit, empty where it reports nothing
     * @param plain the same for a chart
     * @param note whether it counts exports or imports, and how they are valued
     */
    record Figure(String value, String plain, String note) {
        static final Figure NONE = new Figure("", "", "");

        public boolean isReported() {
            return !value.isEmpty();
        }
    }

    static BilateralTrade of(Answer answer, Wording words) {
        Map<String, List<JsonNode>> bySource = new LinkedHashMap<>();
        for (JsonNode entry : answer.list(entry -> entry)) {
            bySource.computeIfAbsent(entry.path("source").asText(), unseen -> new ArrayList<>())
                    .add(entry);
        }
        List<SourceTable> tables = new ArrayList<>();
        bySource.forEach((source, entries) -> {
            SourceTable table = table(source, entries, words);
            if (!table.years().isEmpty()) {
                tables.add(table);
            }
        });
        tables.sort(Comparator.comparing(table -> !table.drawn()));
        return new BilateralTrade(
                headline(tables),
                List.copyOf(tables),
                Answer.elements(answer.content().path("possibleCauses"), cause -> words.text(cause.path("names"))),
                answer.isUnavailable());
    }

    private static SourceTable table(String code, List<JsonNode> entries, Wording words) {
        List<Year> years = entries.stream()
                .map(entry -> year(entry, words))
                .filter(year -> !year.lines().isEmpty())
                .toList();
        boolean drawn = years.stream()
                .flatMap(year -> year.lines().stream())
                .anyMatch(line -> line.total() && !line.difference().isEmpty());
        return new SourceTable(code, words.label("statistics-source", code), years, drawn);
    }

    private static Year year(JsonNode entry, Wording words) {
        Stream<Line> flows = Answer.elements(entry.path("flows"), flow -> flow(flow, words)).stream();
        return new Year(
                words.date(entry.path("period")),
                Stream.concat(flows, Stream.of(total(entry, words)))
                        .filter(Line::isReported)
                        .toList());
    }

    private static Line flow(JsonNode flow, Wording words) {
        String from = flow.path("from").asText();
        Figure exporter = figure(flow.path("exporter"), words);
        Figure importer = figure(flow.path("importer"), words);
        boolean fromChina = "CN".equals(from);
        return new Line(
                words.label("direction", from + "_TO_" + flow.path("to").asText()),
                false,
                fromChina ? exporter : importer,
                fromChina ? importer : exporter,
                Difference.of(flow.path("discrepancy"), words));
    }

    private static Figure figure(JsonNode figure, Wording words) {
        BigDecimal value = Difference.number(figure.path("value"));
        return value == null ? Figure.NONE : figure(value, counted(figure, words), words);
    }

    private static Figure figure(BigDecimal value, String note, Wording words) {
        return new Figure(words.dollars(value), words.chartValue(value), note);
    }

    /** Exports or imports, and at which border they are valued. */
    private static String counted(JsonNode figure, Wording words) {
        return words.filled(
                "trade",
                "counted",
                words.label("flow", figure.path("flow")),
                words.label("valuation", figure.path("valuation")));
    }

    private static Line total(JsonNode entry, Wording words) {
        return new Line(
                words.label("trade", "total"),
                true,
                totalOf("CN", entry, words),
                totalOf("KR", entry, words),
                Difference.of(entry.path("total"), words));
    }

    private static Figure totalOf(String side, JsonNode entry, Wording words) {
        JsonNode own = MissingNode.getInstance();
        for (JsonNode totals : entry.path("sides")) {
            own = side.equals(totals.path("side").asText()) ? totals : own;
        }
        BigDecimal total = Difference.number(own.path("total"));
        return total == null
                ? Figure.NONE
                : figure(
                        total,
                        words.filled(
                                "trade",
                                "sum",
                                counted(own.path("exports"), words),
                                counted(own.path("imports"), words)),
                        words);
    }

    private static @Nullable Headline headline(List<SourceTable> tables) {
        for (SourceTable table : tables) {
            for (Year year : table.years().reversed()) {
                for (Line line : year.lines()) {
                    if (line.total() && !line.difference().isEmpty()) {
                        return new Headline(year.period(), table.source(), line.cn(), line.kr(), line.difference());
                    }
                }
            }
        }
        return null;
    }
}
