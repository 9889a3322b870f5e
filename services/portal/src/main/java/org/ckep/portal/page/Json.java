package org.ckep.portal.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.text.MessageFormat;
import java.util.Locale;
import org.ckep.kernel.value.Language;

/** Reads the platform's JSON as text for one visitor. */
final class Json {
    private final Language language;
    private final Labels labels;

    Json(Language language, Locale locale) {
        this.language = language;
        this.labels = Labels.in(locale);
    }

    /** A text in the visitor's language, else in the language it was written in, else empty. */
    String text(JsonNode localized) {
        JsonNode own = localized.path(language.tag()).path("text");
        if (own.isTextual()) {
            return own.asText();
        }
        for (JsonNode text : localized) {
            if ("ORIGINAL".equals(text.path("status").asText())) {
                return text.path("text").asText();
            }
        }
        return localized.isTextual() ? localized.asText() : "";
    }

    /** The name of a code, empty where there is no code. */
    String label(String kind, JsonNode code) {
        return code.isTextual() ? labels.name(kind, code.asText()) : "";
    }

    /** The name of a code of a list that the portal walks itself. */
    String label(String kind, String code) {
        return labels.name(kind, code);
    }

    /** From when until when, as far as stated. */
    static String period(JsonNode from, JsonNode to) {
        String start = date(from);
        String end = date(to);
        if (end.isEmpty() || end.equals(start)) {
            return start;
        }
        return start + " – " + end;
    }

    /** What a claim says. */
    String claimValue(JsonNode value) {
        return switch (value.path("type").asText("")) {
            case "quantity" -> quantity(value.path("quantity"));
            case "money" -> money(value.path("money"));
            case "qualitative" -> qualitative(value.path("qualitative"));
            case "share" -> value.path("share").path("exact").asText("") + " %";
            case "rank" ->
                value.path("rank").isNumber() ? value.path("rank").asText() : qualitative(value.path("level"));
            case "text" -> text(value.path("text"));
            case "date" -> date(value.path("date"));
            default -> "";
        };
    }

    /** The name of a party, or the words for one that its source does not name. */
    String party(JsonNode party) {
        String name = text(party.path("name"));
        if (!name.isEmpty()) {
            return name;
        }
        JsonNode unnamed = party.path("unnamed");
        String side = label("side", unnamed.path("side"));
        String words = label("party", "UNNAMED");
        return side.isEmpty() ? words : words + " (" + side + ")";
    }

    private String money(JsonNode money) {
        return new BigDecimal(money.path("amount").asText("0"))
                        .stripTrailingZeros()
                        .toPlainString() + " " + money.path("currency").asText();
    }

    /** The source's own words; the agreed level where they are not kept. */
    private String qualitative(JsonNode value) {
        return value.hasNonNull("words") ? value.path("words").asText() : label("level", value.path("level"));
    }

    /** A fuzzy date in its short form, empty where there is none. */
    static String date(JsonNode date) {
        if (date.isTextual()) {
            return date.asText();
        }
        String day = date.path("date").asText("");
        return switch (date.path("precision").asText("")) {
            case "YEAR" -> day.substring(0, 4);
            case "MONTH" -> day.substring(0, 7);
            case "QUARTER" -> day.substring(0, 4) + "-Q" + ((Integer.parseInt(day.substring(5, 7)) + 2) / 3);
            case "HALF" -> day.substring(0, 4) + (day.startsWith("01", 5) ? "-H1" : "-H2");
            default -> day;
        };
    }

    /** A number with its relation and unit, such as "more than 200". */
    String quantity(JsonNode quantity) {
        String number = quantity.path("value").asText("");
        if (quantity.hasNonNull("upper")) {
            number = number + "–" + quantity.path("upper").asText();
        }
        String relation = quantity.path("relation").asText("EQ");
        String pattern = labels.name("relation", relation);
        return relation.equals(pattern) ? number : MessageFormat.format(pattern, number);
    }
}
