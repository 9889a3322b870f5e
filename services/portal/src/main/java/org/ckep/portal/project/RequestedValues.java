package org.ckep.portal.project;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.ckep.portal.wording.Text;
import org.ckep.portal.wording.Wording;

/** The values of a request that waits, whatever is asked for: each as its form says, so that a checker reads all of them. */
final class RequestedValues {
    private static final Map<String, String> CODES = Map.of(
            "to", "project-state",
            "state", "site-state",
            "siteState", "site-state",
            "type", "transaction-type",
            "kind", "commitment-kind",
            "modality", "modality",
            "denominatorScope", "denominator-scope",
            "denominatorCountry", "country",
            "outcome", "filing-outcome",
            "unknownReason", "unknown");
    private static final Map<String, String> LISTS = Map.of("source", Names.SOURCES, "site", Names.SITES);

    private final Names names;
    private final Wording words;

    RequestedValues(Names names, Wording words) {
        this.names = names;
        this.words = words;
    }

    /** What a member is called. */
    String name(String member) {
        return words.label("pending-value", "input", member);
    }

    /** The lines of a member; none where it says nothing. */
    List<Text> of(String member, JsonNode value) {
        if (value.isNull() || value.isMissingNode() || (value.isContainerNode() && value.isEmpty())) {
            return List.of();
        }
        if (value.isArray()) {
            List<Text> lines = new ArrayList<>();
            value.forEach(one -> lines.addAll(of(member, one)));
            return lines;
        }
        return value.isObject() ? object(value) : List.of(single(member, value));
    }

    private List<Text> object(JsonNode value) {
        if (value.has("precision")) {
            return List.of(words.own(words.date(value)));
        }
        if (value.has("currency")) {
            return List.of(words.own(words.money(value).value().value()));
        }
        if (value.has("relation") && value.has("value")) {
            return List.of(words.own(words.quantity(value)));
        }
        if (value.has("orgId") || value.has("unnamed")) {
            return List.of(new AgreedValues(names, words).party(value));
        }
        if (value.has("exact") || value.has("min") || value.has("max")) {
            return List.of(words.own(words.share(value)));
        }
        List<Text> texts = new AgreedValues(names, words).texts(value);
        return texts.isEmpty() ? List.of(words.own(members(value))) : texts;
    }

    private String members(JsonNode value) {
        return value.properties().stream()
                .filter(one -> !of(one.getKey(), one.getValue()).isEmpty())
                .map(one -> words.filled(
                        "value",
                        "named",
                        name(one.getKey()),
                        of(one.getKey(), one.getValue()).stream()
                                .map(Text::value)
                                .collect(Collectors.joining(words.label("list", "comma")))))
                .collect(Collectors.joining(words.label("list", "comma")));
    }

    private Text single(String member, JsonNode value) {
        if (value.isBoolean()) {
            return words.own(words.label("flag", value.asText()));
        }
        if (member.equals("valueDate")) {
            return words.own(words.date(value));
        }
        String text = value.asText();
        if (text.startsWith("urn:ckep:")) {
            String list = LISTS.getOrDefault(PendingActPage.kind(value), Names.ORGANISATIONS);
            return names.of(list, text, words);
        }
        if (member.startsWith("sector")) {
            return words.sector(text);
        }
        String codes = CODES.get(member);
        // A reason that stands under the name of a value is a code as well.
        if (codes != null && words.has(codes, text)) {
            return words.own(words.label(codes, text));
        }
        return words.has("unknown", text) ? words.own(words.label("unknown", text)) : words.inItsScript(text);
    }
}
