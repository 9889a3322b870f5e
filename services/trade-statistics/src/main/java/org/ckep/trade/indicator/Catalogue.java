package org.ckep.trade.indicator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ckep.kernel.value.Language;
import org.ckep.kernel.value.LocalizedText;

/** What is said about the formulas, in three languages, from {@code indicators.json}. */
@ApplicationScoped
class Catalogue {
    private static final String TEXTS = "/indicators.json";

    private final Map<String, CatalogueEntry> entries = new LinkedHashMap<>();

    Catalogue(ObjectMapper json) {
        JsonNode texts = read(json);
        for (Formula formula : Formulas.all()) {
            entries.put(formula.id(), entry(formula, texts));
        }
    }

    /** All entries in the order of the catalogue. */
    List<CatalogueEntry> entries() {
        return List.copyOf(entries.values());
    }

    CatalogueEntry entry(Formula formula) {
        CatalogueEntry entry = entries.get(formula.id());
        if (entry == null) {
            throw new IllegalStateException("no texts about " + formula.id());
        }
        return entry;
    }

    private static JsonNode read(ObjectMapper json) {
        try (InputStream texts = Catalogue.class.getResourceAsStream(TEXTS)) {
            return json.readTree(texts);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static CatalogueEntry entry(Formula formula, JsonNode texts) {
        JsonNode about = required(texts.path("formulas"), formula.id());
        List<CatalogueEntry.Named> inputs = new ArrayList<>();
        for (JsonNode symbol : required(about, "inputs")) {
            inputs.add(named(texts.path("symbols"), symbol.asText()));
        }
        List<CatalogueEntry.Named> variants = new ArrayList<>();
        formula.variants().forEach(variant -> variants.add(named(texts.path("variants"), variant)));
        return new CatalogueEntry(
                formula.id(),
                formula.version(),
                text(required(about, "names")),
                required(about, "expression").asText(),
                required(about, "range").asText(),
                text(required(about, "meaning")),
                inputs,
                variants,
                text(required(about, "limits")),
                required(about, "source").asText(),
                parameters(formula.needs()),
                parameters(formula.takes()),
                formula.grades().stream()
                        .map(grade -> graded(texts.path("grades"), grade))
                        .toList(),
                formula.grades().isEmpty()
                        ? null
                        : required(about, "gradesSource").asText());
    }

    private static CatalogueEntry.Graded graded(JsonNode texts, Grade grade) {
        return new CatalogueEntry.Graded(
                grade.id(),
                grade.above(),
                grade.atLeast(),
                grade.atMost(),
                grade.below(),
                text(required(texts, grade.id())));
    }

    private static CatalogueEntry.Named named(JsonNode texts, String id) {
        return new CatalogueEntry.Named(id, text(required(texts, id)));
    }

    private static JsonNode required(JsonNode node, String member) {
        JsonNode value = node.path(member);
        if (value.isMissingNode()) {
            throw new IllegalStateException("no text '" + member + "'");
        }
        return value;
    }

    /** English first, then Chinese and Korean as working translations. */
    private static LocalizedText text(JsonNode languages) {
        Map<Language, LocalizedText.Text> texts = new EnumMap<>(Language.class);
        for (Language language : Language.values()) {
            LocalizedText.Status status =
                    language == Language.EN ? LocalizedText.Status.ORIGINAL : LocalizedText.Status.WORKING;
            texts.put(
                    language,
                    new LocalizedText.Text(languages.path(language.ordinal()).asText(), status));
        }
        return LocalizedText.of(texts);
    }

    private static List<String> parameters(Collection<Option> options) {
        return options.stream().sorted().map(Option::parameter).toList();
    }
}
