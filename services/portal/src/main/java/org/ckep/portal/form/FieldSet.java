package org.ckep.portal.form;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ckep.portal.wording.Text;
import org.ckep.portal.wording.Wording;

/** Lays a value's fields out for a page. */
public final class FieldSet {
    private static final int EMPTY_ROWS = 2;

    private final Wording words;
    private final Map<String, Map<String, Text>> lists;
    private final Sent sent;
    private final Map<String, List<Fault>> faults;

    /**
     * @param lists the records to choose from, by the name of the list and by URN
     * @param sent what stands in the fields
     * @param faults what is wrong, by field
     */
    public FieldSet(Wording words, Map<String, Map<String, Text>> lists, Sent sent, Map<String, List<Fault>> faults) {
        this.words = words;
        this.lists = lists;
        this.sent = sent;
        this.faults = faults;
    }

    /** The lines of a value's fields. */
    public List<Line> lines(Shape shape, String name, String label) {
        List<Line> lines = new ArrayList<>();
        collect(shape, name, label, "", lines);
        return List.copyOf(lines);
    }

    private void collect(Shape shape, String name, String label, String title, List<Line> lines) {
        switch (shape) {
            // A single field says by its label what it is.
            case Shape.Leaf leaf -> lines.add(new Line("", List.of(input(leaf, name, label, ""))));
            case Shape.Group group -> {
                List<Input> inputs = new ArrayList<>();
                Map<String, Shape.Rows> below = new LinkedHashMap<>();
                group.members().forEach((member, inner) -> {
                    if (inner instanceof Shape.Rows rows) {
                        below.put(member, rows);
                    } else {
                        inputs.addAll(flat(inner, name + "." + member, words.label(group.names(), member), ""));
                    }
                });
                lines.add(new Line(title, inputs));
                below.forEach((member, rows) ->
                        collect(rows, name + "." + member, words.label(group.names(), member), title, lines));
            }
            case Shape.Rows rows -> {
                int shown = Values.rowsOf(name, sent) + EMPTY_ROWS;
                for (int i = 0; i < shown; i++) {
                    String which = words.filled("input", "row", label, i + 1);
                    collect(rows.row(), name + "." + i, which, which, lines);
                }
            }
            case Shape.Keyed keyed ->
                keyed.keys().forEach(key -> {
                    String which = words.label(keyed.names(), key);
                    collect(keyed.entry(), name + "." + key, which, which, lines);
                });
        }
    }

    /** The fields of a shape that holds no list, in one line. */
    private List<Input> flat(Shape shape, String name, String label, String lang) {
        return switch (shape) {
            case Shape.Leaf leaf -> List.of(input(leaf, name, label, lang));
            case Shape.Group group ->
                group.members().entrySet().stream()
                        .flatMap(member -> flat(
                                member.getValue(),
                                name + "." + member.getKey(),
                                within(group, label, member.getKey()),
                                lang)
                                .stream())
                        .toList();
            case Shape.Keyed keyed ->
                keyed.keys().stream()
                        .flatMap(key -> flat(
                                keyed.entry(),
                                name + "." + key,
                                words.filled("fact", "with-note", label, words.label(keyed.names(), key)),
                                keyed.names().equals("language") ? key : lang)
                                .stream())
                        .toList();
            case Shape.Rows rows -> throw new IllegalArgumentException("a list within a line: " + name);
        };
    }

    /** A sum of money and a number of persons are told apart by what they are the sum and the number of. */
    private String within(Shape.Group group, String whole, String member) {
        String label = words.label(group.names(), member);
        return group.members().size() == 1 || label.equals(whole)
                ? label
                : words.filled("fact", "with-note", label, whole);
    }

    private Input input(Shape.Leaf leaf, String name, String label, String lang) {
        String value = sent.text(name);
        String kind =
                switch (leaf.kind()) {
                    case TEXT, DATE, NUMBER, CODES, FURTHER -> "text";
                    case WORDS -> "area";
                    case CHOICE, FLAG, PARTY, RECORD -> "choice";
                };
        String language = lang.isEmpty() && isLanguage(name) ? name.substring(name.lastIndexOf('.') + 1) : lang;
        return new Input(
                name,
                label,
                kind,
                value,
                choices(leaf, value),
                hint(leaf),
                language.isEmpty() ? null : language,
                faults.getOrDefault(name, List.of()));
    }

    private static boolean isLanguage(String name) {
        return Stream.of(".en", ".zh-Hans", ".ko").anyMatch(name::endsWith);
    }

    private String hint(Shape.Leaf leaf) {
        return switch (leaf.kind()) {
            case DATE, FURTHER -> words.label("hint", "date");
            case CODES -> words.label("hint", "codes");
            case NUMBER -> words.label("hint", "number");
            case TEXT, WORDS, CHOICE, FLAG, PARTY, RECORD -> "";
        };
    }

    private List<Input.Option> choices(Shape.Leaf leaf, String value) {
        Map<String, String> options =
                switch (leaf.kind()) {
                    case CHOICE -> named(leaf.names(), leaf.codes());
                    case FLAG -> named("flag", List.of("true", "false"));
                    case PARTY -> parties();
                    case RECORD -> records(leaf.names());
                    case TEXT, WORDS, DATE, NUMBER, CODES, FURTHER -> Map.of();
                };
        if (options.isEmpty()) {
            return List.of();
        }
        if (!value.isEmpty() && !options.containsKey(value)) {
            options.put(value, value.startsWith("{") ? words.label("party", "UNNAMED") : value);
        }
        return options.entrySet().stream()
                .map(option -> new Input.Option(
                        option.getKey(), option.getValue(), option.getKey().equals(value)))
                .toList();
    }

    private Map<String, String> named(String kind, List<String> codes) {
        Map<String, String> options = new LinkedHashMap<>();
        codes.forEach(code -> options.put(
                code, Wording.capital(words.name(kind, TextNode.valueOf(code))).value()));
        return options;
    }

    private Map<String, String> records(String list) {
        Map<String, String> options = new LinkedHashMap<>();
        lists.getOrDefault(list, Map.of())
                .forEach((urn, name) -> options.put(urn, Wording.capital(name).value()));
        return options;
    }

    private Map<String, String> parties() {
        Map<String, String> options = records("organisations");
        options.put("{\"unnamed\":{\"side\":\"CN\"}}", unnamed("CN"));
        options.put("{\"unnamed\":{\"side\":\"KR\"}}", unnamed("KR"));
        return options;
    }

    private String unnamed(String side) {
        return words.filled("party", "UNNAMED_OF", words.label("side", side));
    }
}
