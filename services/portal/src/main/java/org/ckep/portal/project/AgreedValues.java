package org.ckep.portal.project;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.ckep.kernel.value.Language;
import org.ckep.portal.platform.Answer;
import org.ckep.portal.wording.Stated;
import org.ckep.portal.wording.Text;
import org.ckep.portal.wording.Wording;

/**
 * Reads the values that both sides agree on, or propose, and what their steps bind, as lines of text. What a draft wrote
 * wrongly is shown as it is.
 */
record AgreedValues(Names names, Wording words) {

    /** The lines of a value, none where there is no value. */
    List<Text> lines(String attribute, JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return List.of();
        }
        return switch (attribute) {
            case "title" -> texts(value);
            case "type" -> label("project-type", value);
            case "direction" -> label("direction", value);
            case "relation" -> label("project-relation", value);
            case "modality" -> List.of(words.name("modality", value));
            case "countsTowardAggregate", "phasesPartial" -> own(words.label("flag", value.asText()));
            case "sectors" -> Answer.elements(value, this::sector);
            case "products" -> own(joined(value));
            case "hostCountries" -> Answer.elements(value, country -> words.name("country", country));
            case "sites" -> Answer.elements(value, site -> names.of(Names.SITES, site.asText(), words));
            case "parentProject" -> List.of(names.of(Names.PROJECTS, value.asText(), words));
            case "participants" -> Answer.elements(value, this::participant);
            case "unknownReasons" -> entries(value, "agreed", reason -> words.label("unknown", reason));
            case "keyDates" -> entries(value, "key-date", this::keyDate);
            case "totalInvestment", "registeredCapital", "ownContribution" -> investment(value);
            case "jobs" -> jobs(value);
            case "capacity" -> Answer.elements(value, this::capacity);
            case "commitments" -> Answer.elements(value, one -> words.own(commitment(one)));
            case "holdings" -> Answer.elements(value, one -> words.own(holding(one)));
            case "paid" -> paid(value);
            default -> own(value.isValueNode() ? value.asText() : value.toString());
        };
    }

    /** The lines of a step. */
    List<Text> step(JsonNode step) {
        List<Text> lines = new ArrayList<>();
        add(lines, "to", words.label("project-state", step.path("to")));
        add(lines, "date", words.date(step.path("date")));
        add(lines, "reason", words.text(step.path("reason")).value());
        if (step.path("paid").isObject()) {
            add(lines, "paid", money(step.path("paid")));
        }
        add(lines, "settlementNote", words.text(step.path("settlementNote")).value());
        add(lines, "siteState", words.label("site-state", step.path("siteState")));
        step.path("commitments").forEach(one -> add(lines, "commitments", commitment(one)));
        step.path("holdings").forEach(one -> add(lines, "holdings", holding(one)));
        step.path("sources")
                .forEach(source -> add(
                        lines,
                        "sources",
                        names.of(Names.SOURCES, source.asText(), words).value()));
        return lines;
    }

    private String commitment(JsonNode commitment) {
        return words.filled(
                "value",
                "commitment",
                party(commitment.path("party")).value(),
                money(commitment.path("amount")),
                words.label("commitment-kind", commitment.path("kind")),
                words.date(commitment.path("signedOn")));
    }

    private String holding(JsonNode holding) {
        return words.filled(
                "fact",
                "with-note",
                holding.has("holder") ? party(holding.path("holder")).value() : words.label("party", "UNNAMED"),
                words.share(holding.path("share")));
    }

    private List<Text> paid(JsonNode paid) {
        Stated stated = words.money(paid);
        return stated.words().isEmpty() ? List.of(stated.value()) : List.of(stated.value(), stated.words());
    }

    private void add(List<Text> lines, String what, String value) {
        if (!value.isEmpty()) {
            lines.add(words.own(words.filled("value", "named", words.label("input", what), value)));
        }
    }

    /** A text in every language in which it is said, each with its standing: who signs it signs that too. */
    List<Text> texts(JsonNode localized) {
        List<Text> lines = new ArrayList<>();
        for (Language language : Language.values()) {
            JsonNode text = localized.path(language.tag());
            String written = text.isObject() ? text.path("text").asText() : text.asText("");
            if (!written.isEmpty()) {
                String standing = words.label("text-status", text.path("status"));
                lines.add(new Text(noted(written, standing), language.tag()));
            }
        }
        return lines;
    }

    private Text sector(JsonNode sector) {
        Text name = words.sector(sector.path("code").asText());
        return sector.hasNonNull("share")
                ? new Text(
                        words.filled(
                                "fact",
                                "with-note",
                                name.value(),
                                sector.path("share").asText() + "%"),
                        name.lang())
                : name;
    }

    private Text participant(JsonNode participant) {
        Text name = party(participant.path("org"));
        return new Text(
                words.filled(
                        "fact", "with-note", name.value(), words.label("participant-role", participant.path("role"))),
                name.lang());
    }

    /** Of a party that its source describes and does not name, its side is said too: it is part of what is signed. */
    Text party(JsonNode org) {
        if (org.hasNonNull("orgId")) {
            return names.of(Names.ORGANISATIONS, org.path("orgId").asText(), words);
        }
        Text party = words.party(org);
        JsonNode unnamed = org.path("unnamed");
        return unnamed.path("description").isTextual()
                ? new Text(noted(party.value(), words.label("side", unnamed.path("side"))), party.lang())
                : party;
    }

    private String noted(String value, String note) {
        return note.isEmpty() ? value : words.filled("fact", "with-note", value, note);
    }

    private String keyDate(JsonNode dates) {
        List<String> parts = new ArrayList<>();
        dates.path("planned").forEach(planned -> parts.add(words.filled("value", "planned", date(planned))));
        if (dates.has("actual")) {
            parts.add(words.filled("value", "actual", date(dates.path("actual"))));
        }
        return String.join(words.label("list", "comma"), parts);
    }

    /** A draft may say anything, until the register refuses it. */
    private String date(JsonNode date) {
        try {
            return words.date(date);
        } catch (IllegalArgumentException notADate) {
            return date.asText();
        }
    }

    private List<Text> investment(JsonNode investment) {
        Stated stated = words.money(investment);
        List<Text> lines = new ArrayList<>();
        lines.add(words.own(words.filled(
                "fact",
                "with-note",
                stated.value().value(),
                words.label("investment-basis", investment.path("basis")))));
        if (investment.has("valueDate")) {
            lines.add(words.own(words.filled("value", "prices", date(investment.path("valueDate")))));
        }
        if (!stated.words().isEmpty()) {
            lines.add(stated.words());
        }
        return lines;
    }

    private List<Text> jobs(JsonNode jobs) {
        return ProjectPage.jobs(jobs, words).stream().map(words::own).toList();
    }

    private String money(JsonNode money) {
        return words.money(money).value().value();
    }

    private Text capacity(JsonNode entry) {
        String quantity = words.filled(
                "fact",
                "with-note",
                words.quantity(entry.path("quantity")),
                words.label("capacity-kind", entry.path("kind")));
        String line = words.filled("value", "named", entry.path("product").asText(), quantity);
        return words.own(
                entry.has("asOf")
                        ? line + words.label("list", "comma") + words.filled("value", "as-of", date(entry.path("asOf")))
                        : line);
    }

    private List<Text> entries(JsonNode map, String keys, Function<JsonNode, String> entry) {
        List<Text> lines = new ArrayList<>();
        for (Map.Entry<String, JsonNode> one : map.properties()) {
            lines.add(words.own(
                    words.filled("value", "named", words.label(keys, one.getKey()), entry.apply(one.getValue()))));
        }
        return lines;
    }

    private List<Text> label(String kind, JsonNode code) {
        return own(words.label(kind, code));
    }

    private List<Text> own(String value) {
        return value.isEmpty() ? List.of() : List.of(words.own(value));
    }

    private static String joined(JsonNode codes) {
        return String.join(", ", Answer.elements(codes, JsonNode::asText));
    }
}
