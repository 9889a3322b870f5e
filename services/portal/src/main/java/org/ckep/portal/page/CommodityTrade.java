package org.ckep.portal.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ckep.portal.wording.Text;
import org.ckep.portal.wording.Wording;
import org.jspecify.annotations.Nullable;

/**
 * The trade in one commodity as each side reports it, beside each other.
 *
 * @param hs its code in the Harmonized System
 * @param columns a column per series
 * @param rows a row per period, oldest first
 */
record CommodityTrade(String hs, Text commodity, List<Column> columns, List<Row> rows) {
    private static final int MILLION_DIGITS = 6;

    /**
     * One series.
     *
     * @param id of the column within its table
     * @param reported who reports which direction
     * @param origin the source and how the figures are valued
     */
    record Column(String id, String reported, String origin) {}

    /** One period. */
    record Row(String period, List<Cell> cells) {}

    /**
     * One figure in million US dollars, empty where the series has none.
     *
     * @param column the column that it stands in
     * @param plain the same for a chart
     */
    record Cell(String column, String value, String plain) {}

    /** The commodities of a list of series, in the order of the list. */
    static List<CommodityTrade> listOf(JsonNode series, Wording words) {
        Map<String, List<JsonNode>> byCommodity = new LinkedHashMap<>();
        for (JsonNode one : series) {
            byCommodity
                    .computeIfAbsent(one.path("commodity").path("code").asText(), unseen -> new ArrayList<>())
                    .add(one);
        }
        return byCommodity.values().stream().map(of -> table(of, words)).toList();
    }

    private static CommodityTrade table(List<JsonNode> series, Wording words) {
        List<Column> columns = new ArrayList<>();
        TreeMap<String, Map<String, BigDecimal>> values = new TreeMap<>();
        for (JsonNode one : series) {
            Column column = column("s" + columns.size(), one, words);
            columns.add(column);
            one.path("observations").forEach(point -> values.computeIfAbsent(
                            point.path("period").asText(), unseen -> new LinkedHashMap<>())
                    .put(column.id(), new BigDecimal(point.path("value").asText("0"))));
        }
        JsonNode commodity = series.getFirst().path("commodity");
        return new CommodityTrade(
                commodity.path("code").asText(),
                words.text(commodity.path("names")),
                List.copyOf(columns),
                values.entrySet().stream()
                        .map(entry -> row(entry.getKey(), entry.getValue(), columns, words))
                        .toList());
    }

    private static Column column(String id, JsonNode series, Wording words) {
        String flow = series.path("flow").path("code").asText();
        String partner = words.text(series.path("partner").path("names")).value();
        String reporter = words.text(series.path("reporter").path("names")).value();
        String direction =
                switch (flow) {
                    case "X", "M" -> words.filled("series", flow, partner);
                    default ->
                        words.filled(
                                "fact",
                                "with-note",
                                words.text(series.path("flow").path("names")).value(),
                                partner);
                };
        return new Column(
                id,
                words.filled("series", "reported", reporter, direction),
                String.join(
                        " · ",
                        words.label("valuation", series.path("valuation")),
                        words.label("statistics-source", series.path("source"))));
    }

    private static Row row(String period, Map<String, BigDecimal> values, List<Column> columns, Wording words) {
        return new Row(
                words.period(period),
                columns.stream()
                        .map(column -> cell(column.id(), values.get(column.id())))
                        .toList());
    }

    private static Cell cell(String column, @Nullable BigDecimal dollars) {
        if (dollars == null) {
            return new Cell(column, "", "");
        }
        BigDecimal millions = dollars.movePointLeft(MILLION_DIGITS);
        return new Cell(column, Wording.rounded(millions), millions.toPlainString());
    }
}
