package org.ckep.portal.wording;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.Language;

/** Reads the platform's JSON as text for one visitor, on one page. */
public final class Wording {
    private static final Pattern HANGUL = Pattern.compile("\\p{IsHangul}");
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");

    private final Language language;
    private final Labels labels;
    private final Dates dates;
    private final Amounts amounts;
    private final Map<String, JsonNode> sectorNames = new HashMap<>();
    private boolean workingTranslations;

    public Wording(Language language, Locale locale) {
        this.language = language;
        this.labels = Labels.in(locale);
        this.dates = new Dates(labels, locale);
        this.amounts = new Amounts(labels, language);
    }

    /** True once a text was read that nobody has confirmed as a translation yet. */
    public boolean hasWorkingTranslations() {
        return workingTranslations;
    }

    /** A text in the visitor's language, else in the language it was written in, else empty. */
    public Text text(JsonNode localized) {
        if (localized.isTextual()) {
            return inItsScript(localized.asText());
        }
        JsonNode own = localized.path(language.tag());
        if (own.path("text").isTextual()) {
            workingTranslations |= isUnconfirmed(own);
            return own(own.path("text").asText());
        }
        for (Map.Entry<String, JsonNode> other : localized.properties()) {
            if ("ORIGINAL".equals(other.getValue().path("status").asText())) {
                return new Text(other.getValue().path("text").asText(), other.getKey());
            }
        }
        return own("");
    }

    private static boolean isUnconfirmed(JsonNode text) {
        return List.of("WORKING", "MACHINE").contains(text.path("status").asText());
    }

    /** Words of a source that does not say in which language they are. */
    public Text inItsScript(String words) {
        Language written =
                HANGUL.matcher(words).find() ? Language.KO : HAN.matcher(words).find() ? Language.ZH_HANS : Language.EN;
        return new Text(words, written.tag());
    }

    /** The name of a code, empty where there is no code. */
    public String label(String kind, JsonNode code) {
        return code.isTextual() ? labels.name(kind, code.asText()) : "";
    }

    /** The name of a code of a list that the portal walks itself. */
    public String label(String kind, String code) {
        return labels.name(kind, code);
    }

    /** The name of a code in the list of that kind, else in the general one. */
    public String label(String kind, String general, String code) {
        return labels.name(labels.has(kind, code) ? kind : general, code);
    }

    /** A text in every language in which it is said, for readers of both sides. */
    public static List<Text> inEveryLanguage(JsonNode localized) {
        List<Text> texts = new ArrayList<>();
        localized
                .properties()
                .forEach(one -> texts.add(new Text(
                        one.getValue().path("text").asText(one.getValue().asText("")), one.getKey())));
        return List.copyOf(texts);
    }

    /** True where the list of that kind names the code. */
    public boolean has(String kind, String code) {
        return labels.has(kind, code);
    }

    /** The name of a code that a register may know and the portal not: its plain letters are English. */
    public Text name(String kind, JsonNode code) {
        if (!code.isTextual()) {
            return own("");
        }
        String name = labels.name(kind, code.asText());
        return labels.has(kind, code.asText()) ? own(name) : new Text(name, Language.EN.tag());
    }

    /** A sentence with its gaps filled. */
    public String filled(String kind, String code, Object... values) {
        return labels.filled(kind, code, values);
    }

    /** Takes the names of sectors from the register, which may know more than the portal's own list. */
    public void learnSectors(JsonNode sectors) {
        sectors.forEach(sector -> sectorNames.put(sector.path("code").asText(), sector.path("name")));
    }

    /** The name of a sector. */
    public Text sector(String code) {
        Text learnt = text(sectorNames.getOrDefault(code, MissingNode.getInstance()));
        return learnt.isEmpty() ? name("sector", TextNode.valueOf(code)) : learnt;
    }

    /** The sectors of a record, as codes alone or with their share. */
    public List<Text> sectors(JsonNode sectors) {
        List<Text> names = new ArrayList<>();
        sectors.forEach(sector -> names.add(sector(
                sector.isTextual() ? sector.asText() : sector.path("code").asText())));
        return List.copyOf(names);
    }

    /** A date, empty where there is none. */
    public String date(JsonNode date) {
        FuzzyDate read = Dates.read(date);
        return read == null ? "" : dates.date(read);
    }

    /** A moment by the clock of UTC, empty where there is none. */
    public String moment(JsonNode instant) {
        return instant.isTextual() ? dates.moment(Instant.parse(instant.asText())) : "";
    }

    /** A period of statistics, such as 2024 or 2024-05. */
    public String period(String period) {
        return dates.date(FuzzyDate.parse(period));
    }

    /** From when until when, the end included, as far as stated. */
    public String span(JsonNode from, JsonNode to) {
        return dates.span(Dates.read(from), Dates.read(to));
    }

    /** For which time a claim holds: its end is the first day on which it no longer does. */
    public String validity(JsonNode claim) {
        return dates.validity(Dates.read(claim.path("validFrom")), Dates.read(claim.path("validTo")));
    }

    /** What a claim says. */
    public Stated claimValue(JsonNode value) {
        return switch (value.path("type").asText("")) {
            case "quantity" -> stated(quantity(value.path("quantity")));
            case "money" -> money(value.path("money"));
            case "qualitative" -> qualitative(value.path("qualitative"));
            case "share" -> stated(share(value.path("share")));
            case "rank" -> rank(value);
            case "text" -> new Stated(text(value.path("text")), own(""));
            case "date" -> stated(date(value.path("date")));
            default -> stated("");
        };
    }

    /** Where something stands: its place in an order, 1 for the first, or the level that its source gives. */
    public Stated rank(JsonNode standing) {
        JsonNode place = standing.path("rank");
        return place.isNumber()
                ? stated(labels.filled("rank", "place", place.asText()))
                : qualitative(standing.path("level"));
    }

    /** An amount with what its source adds to it. */
    public Stated money(JsonNode money) {
        String sum = amounts.money(
                new BigDecimal(money.path("amount").asText("0")),
                money.path("currency").asText());
        return new Stated(own(sum), words(money.path("text")));
    }

    /** A size in words: the agreed level where there is one, and what the source says. */
    private Stated qualitative(JsonNode value) {
        return new Stated(own(label("level", value.path("level"))), words(value.path("words")));
    }

    private Text words(JsonNode words) {
        return words.isTextual() ? inItsScript(words.asText()) : own("");
    }

    /** A number with its relation and unit, such as "more than 200 enterprises". */
    public String quantity(JsonNode quantity) {
        String number = number(quantity.path("value"));
        if (quantity.hasNonNull("upper")) {
            number = labels.filled("date", "short-span", number, number(quantity.path("upper")));
        }
        return related(quantity.path("relation").asText("EQ"), withUnit(number, quantity));
    }

    private String withUnit(String number, JsonNode quantity) {
        String unit = quantity.path("unit").asText("");
        if (!unit.isEmpty()) {
            return unit.equals("%") ? number + "%" : number + "\u00a0" + unit;
        }
        String counted = quantity.path("countingUnit").asText("");
        if (counted.isEmpty()) {
            return number;
        }
        return labels.has("counting-unit", counted)
                ? labels.filled("counting-unit", counted, number)
                : number + " " + labels.name("counting-unit", counted);
    }

    private String related(String relation, String number) {
        return labels.has("relation", relation) ? labels.filled("relation", relation, number) : number;
    }

    /** A share in percent: exact, an interval, or why nothing is known. */
    public String share(JsonNode share) {
        if (share.hasNonNull("exact")) {
            return number(share.path("exact")) + "%";
        }
        if (share.hasNonNull("min") && share.hasNonNull("max")) {
            return labels.filled("date", "short-span", number(share.path("min")), number(share.path("max"))) + "%";
        }
        if (share.hasNonNull("min")) {
            return related(share.path("exclusiveMin").asBoolean() ? "GT" : "GE", number(share.path("min")) + "%");
        }
        if (share.hasNonNull("max")) {
            return related(share.path("exclusiveMax").asBoolean() ? "LT" : "LE", number(share.path("max")) + "%");
        }
        return label("unknown", share.path("unknownReason"));
    }

    /** The name of a party, or the words for one that its source does not name. */
    public Text party(JsonNode party) {
        Text name = text(party.path("name"));
        if (!name.isEmpty()) {
            return name;
        }
        JsonNode org = party.has("org") ? party.path("org") : party;
        JsonNode unnamed = org.path("unnamed");
        if (unnamed.path("description").isTextual()) {
            return inItsScript(unnamed.path("description").asText());
        }
        if (!unnamed.isObject()) {
            return own(labels.name("party", "NAME_UNKNOWN"));
        }
        String side = label("side", unnamed.path("side"));
        return own(side.isEmpty() ? labels.name("party", "UNNAMED") : labels.filled("party", "UNNAMED_OF", side));
    }

    /** US dollars with one decimal in the unit of the bilateral tables. */
    public String dollars(BigDecimal dollars) {
        return Amounts.rounded(amounts.inTableUnit(dollars));
    }

    /** A difference in US dollars with its sign, in the unit of the bilateral tables. */
    public String dollarDifference(BigDecimal dollars) {
        return Amounts.signed(amounts.inTableUnit(dollars));
    }

    /** A number of US dollars as a chart's axis counts them. */
    public String chartValue(BigDecimal dollars) {
        return amounts.inTableUnit(dollars).toPlainString();
    }

    /** A percentage with its sign. */
    public static String percentDifference(BigDecimal percent) {
        return Amounts.signed(percent) + "%";
    }

    /** With one decimal. */
    public static String rounded(BigDecimal number) {
        return Amounts.rounded(number);
    }

    /** As a name that stands by itself: English begins it with a capital. Elsewhere the style sheet does that. */
    public static Text capital(Text name) {
        String value = name.value();
        return name.isEmpty() || !name.lang().equals(Language.EN.tag())
                ? name
                : new Text(value.substring(0, 1).toUpperCase(Locale.ROOT) + value.substring(1), name.lang());
    }

    /** A text of the portal itself. */
    public Text own(String value) {
        return new Text(value, language.tag());
    }

    private Stated stated(String value) {
        return new Stated(own(value), own(""));
    }

    private static String number(JsonNode number) {
        return number.isTextual() || number.isNumber() ? Amounts.number(new BigDecimal(number.asText())) : "";
    }
}
