package org.ckep.investment.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.ckep.kernel.value.FuzzyDate;

/**
 * A list as CSV (RFC 4180, with a header). A column is named like the member of the JSON answer that it shows, such as
 * {@code totalInvestment.amount}: so a file says nothing that the list does not say, and what is absent there is empty
 * here. The values of a list stand in one cell, divided by a semicolon and a space; where a list has several columns, their
 * values stand in the same order. In such a column, and in no other, a semicolon or a backslash inside a value has a backslash
 * before it, however many values there are.
 */
public final class Csv<T> implements Format<T> {
    /** Media type of the files. */
    public static final String MEDIA_TYPE = "text/csv;charset=utf-8;header=present";

    private static final String BETWEEN = "; ";
    private static final Pattern DIVIDING = Pattern.compile("[;\\\\]");
    private static final Pattern DECIMAL = Pattern.compile("-?\\d+(\\.\\d+)?");

    /** With these, also as full-width forms, spreadsheets begin a formula. */
    private static final String FORMULA = "=+-@\t\r\n＝＋－＠";

    private final ObjectMapper json;
    private final List<String> columns;
    private boolean begun;

    /**
     * One file.
     *
     * @param json writes the entries as the list's answers do
     * @param columns paths of members, with dots
     */
    public Csv(ObjectMapper json, List<String> columns) {
        this.json = json;
        this.columns = columns;
    }

    @Override
    public String next(List<T> entries) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv =
                CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text)) {
            if (!begun) {
                csv.writeRecord(columns);
                begun = true;
            }
            for (T entry : entries) {
                JsonNode view = json.valueToTree(entry);
                csv.writeRecord(
                        columns.stream().map(column -> cell(view, column)).toList());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    @Override
    public String end() {
        return "";
    }

    private String cell(JsonNode view, String column) {
        List<String> values = new ArrayList<>();
        collect(view, List.of(column.split("\\.")), false, values);
        String cell = values.stream().allMatch(String::isEmpty) ? "" : String.join(BETWEEN, values);
        return !cell.isEmpty()
                        && FORMULA.indexOf(cell.charAt(0)) >= 0
                        && !DECIMAL.matcher(cell).matches()
                ? "'" + cell
                : cell;
    }

    private void collect(JsonNode node, List<String> path, boolean listed, List<String> values) {
        if (node.isArray()) {
            node.forEach(element -> collect(element, path, true, values));
        } else if (path.isEmpty()) {
            String value = value(node);
            values.add(listed ? DIVIDING.matcher(value).replaceAll("\\\\$0") : value);
        } else if (node.has(path.getFirst())) {
            collect(node.get(path.getFirst()), path.subList(1, path.size()), listed, values);
        } else {
            values.add(value(MissingNode.getInstance()));
        }
    }

    private String value(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return "";
        }
        if (node.isValueNode()) {
            return node.asText();
        }
        if (node.path("text").isTextual()) {
            return node.path("text").asText();
        }
        try {
            return node.has("precision")
                    ? json.treeToValue(node, FuzzyDate.class).toString()
                    : json.writeValueAsString(node);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
