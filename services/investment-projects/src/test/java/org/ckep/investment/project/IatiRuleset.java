package org.ckep.investment.project;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.namespace.NamespaceContext;
import javax.xml.namespace.QName;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * The published rules for files of activities. A rule holds in each place that its context names, where its condition is true;
 * rules for files of organisations are left out, and a rule of a kind or with a member that is not known here is refused.
 *
 * <p>Conditions {@code NOT_EXISTING_ORG_ID} and {@code NOT_EXISTING_ORG_ID_PREFIX} lift a rule for organisations that are
 * registered with the standard's publisher. The list of these is no part of the rules: nobody is taken to be on it, so that
 * the rule always holds. One rule is not checked, since it needs the list of agencies that give ids to organisations: that the
 * publisher's id begins with one of them ({@code ORG-ID-PREFIX}, rule 1.14.8). Neither is the XML schema, which is no part of
 * the rules either.
 */
final class IatiRuleset {
    private static final String LISTED_PREFIXES = "ORG-ID-PREFIX";
    private static final Set<String> KNOWN = Set.of(
            "condition",
            "idCondition",
            "paths",
            "prefix",
            "separator",
            "one",
            "all",
            "date",
            "less",
            "more",
            "start",
            "end",
            "regex",
            "sum",
            "min",
            "max",
            "if",
            "then",
            "ruleInfo");

    /** What rules can demand. */
    enum Kind {
        ATLEAST_ONE,
        DATE_NOW,
        DATE_ORDER,
        IF_THEN,
        NO_MORE_THAN_ONE,
        NO_SPACES,
        ONE_OR_ALL,
        RANGE,
        REGEX_MATCHES,
        STARTSWITH,
        STRICT_SUM,
        TIME_LIMIT,
        UNIQUE
    }

    /**
     * A rule.
     *
     * @param foreach the path to values for each of which it holds with that value in the place of {@code $1}; empty for a
     *     rule that holds once
     */
    private record Rule(String context, String foreach, Kind kind, JsonNode terms) {
        String id() {
            return terms.path("ruleInfo").path("id").asText();
        }
    }

    /** A place where a rule does not hold; {@code error} or {@code warning}, as the rule says. */
    record Violation(String rule, String severity, Kind kind, String activity) {}

    private final List<Rule> rules = new ArrayList<>();
    private final XPath paths = XPathFactory.newInstance().newXPath();

    IatiRuleset(String ruleset) {
        paths.setNamespaceContext(new XmlAlone());
        try {
            for (Map.Entry<String, JsonNode> context :
                    new ObjectMapper().readTree(ruleset).properties()) {
                if (!context.getKey().startsWith("/iati-organisations/")) {
                    read(context.getKey(), "", context.getValue());
                }
            }
        } catch (JsonProcessingException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static IatiRuleset published() {
        return new IatiRuleset(PublishedStandard.text(PublishedStandard.iati("standard.json")));
    }

    private void read(String context, String foreach, JsonNode kinds) {
        for (Map.Entry<String, JsonNode> kind : kinds.properties()) {
            for (JsonNode terms : kind.getValue().path("cases")) {
                if (kind.getKey().equals("loop")) {
                    read(context, terms.path("foreach").asText(), terms.path("do"));
                } else {
                    Rule rule = new Rule(
                            context, foreach, Kind.valueOf(kind.getKey().toUpperCase(Locale.ROOT)), terms);
                    for (Iterator<String> members = terms.fieldNames(); members.hasNext(); ) {
                        String member = members.next();
                        if (!KNOWN.contains(member)) {
                            throw new IllegalArgumentException(member + " of rule " + rule.id());
                        }
                    }
                    if (!terms.path("prefix").path(0).asText().equals(LISTED_PREFIXES)) {
                        rules.add(rule);
                    }
                }
            }
        }
    }

    /** The kinds of rules that stand in the ruleset. */
    Set<Kind> kinds() {
        Set<Kind> kinds = new TreeSet<>();
        rules.forEach(rule -> kinds.add(rule.kind()));
        return kinds;
    }

    /** Where a file does not fulfil the rules at that moment. */
    List<Violation> violations(String file, Instant now) {
        Document document = document(file);
        List<Violation> violations = new ArrayList<>();
        for (Rule rule : rules) {
            for (Node place : nodes(document, rule.context())) {
                if (!occurrences(rule, place).allMatch(terms -> new Terms(terms, place, now).hold(rule.kind()))) {
                    violations.add(new Violation(
                            rule.id(),
                            rule.terms().path("ruleInfo").path("severity").asText(),
                            rule.kind(),
                            activity(place)));
                }
            }
        }
        return violations;
    }

    /**
     * Values of a path with codes that are none of a list's.
     *
     * @param list the published list
     */
    List<String> unlisted(String file, String path, Path list) {
        Set<String> codes = new HashSet<>();
        nodes(document(PublishedStandard.text(list)), "//codelist-item/code")
                .forEach(code -> codes.add(code.getTextContent().strip()));
        return nodes(document(file), path).stream()
                .map(Node::getNodeValue)
                .filter(Predicate.not(codes::contains))
                .toList();
    }

    private String activity(Node place) {
        return (String)
                evaluate(place, "string(ancestor-or-self::iati-activity/iati-identifier)", XPathConstants.STRING);
    }

    /**
     * The rule's terms, once for each value that it is repeated for. The value is put into all of them: the ruleset names the
     * members that have it and forgets conditions, which no activity could fulfil with {@code $1} in them.
     */
    private Stream<JsonNode> occurrences(Rule rule, Node place) {
        if (rule.foreach().isEmpty()) {
            return Stream.of(rule.terms());
        }
        return nodes(place, rule.foreach()).stream()
                .map(Node::getNodeValue)
                .distinct()
                .map(value -> {
                    try {
                        return new ObjectMapper()
                                .readTree(rule.terms().toString().replace("$1", value));
                    } catch (JsonProcessingException broken) {
                        throw new UncheckedIOException(broken);
                    }
                });
    }

    private static Document document(String text) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            return factory.newDocumentBuilder().parse(new InputSource(new StringReader(text)));
        } catch (ParserConfigurationException | SAXException | IOException broken) {
            throw new IllegalArgumentException(broken);
        }
    }

    private List<Node> nodes(Node place, String path) {
        NodeList found = (NodeList) evaluate(place, path, XPathConstants.NODESET);
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            nodes.add(found.item(i));
        }
        return nodes;
    }

    private Object evaluate(Node place, String path, QName type) {
        try {
            return paths.evaluate(path, place, type);
        } catch (XPathExpressionException broken) {
            throw new IllegalArgumentException(path, broken);
        }
    }

    /** What a rule says of one place. */
    private final class Terms {
        private final JsonNode terms;
        private final Node place;
        private final Instant now;

        Terms(JsonNode terms, Node place, Instant now) {
            this.terms = terms;
            this.place = place;
            this.now = now;
        }

        boolean hold(Kind kind) {
            if (terms.has("condition") && !is("condition")) {
                return true;
            }
            List<String> values = terms.has("paths") ? values() : List.of();
            return switch (kind) {
                case ATLEAST_ONE -> !values.isEmpty();
                case NO_MORE_THAN_ONE -> values.size() <= 1;
                case UNIQUE -> values.size() == Set.copyOf(values).size();
                case NO_SPACES -> values.stream().allMatch(value -> value.equals(value.strip()));
                case REGEX_MATCHES ->
                    values.stream().allMatch(Pattern.compile(word("regex")).asPredicate());
                case RANGE ->
                    values.stream()
                            .map(BigDecimal::new)
                            .allMatch(value ->
                                    value.compareTo(number("min")) >= 0 && value.compareTo(number("max")) <= 0);
                case STRICT_SUM ->
                    values.stream()
                                    .map(BigDecimal::new)
                                    .reduce(BigDecimal.ZERO, BigDecimal::add)
                                    .compareTo(number("sum"))
                            == 0;
                case STARTSWITH -> values.stream().allMatch(this::begins);
                case IF_THEN -> !is("if") || is("then");
                case ONE_OR_ALL -> !nodes(place, word("one")).isEmpty() || isInAll(word("all"));
                case DATE_NOW -> moments("date").noneMatch(now::isBefore);
                case DATE_ORDER ->
                    moments("less").allMatch(less -> moments("more").noneMatch(less::isAfter));
                case TIME_LIMIT ->
                    moments("start").allMatch(start -> moments("end")
                            .noneMatch(
                                    start.atOffset(ZoneOffset.UTC).plusYears(1).toInstant()::isBefore));
            };
        }

        private List<String> values() {
            List<String> values = new ArrayList<>();
            for (JsonNode path : terms.path("paths")) {
                nodes(place, path.asText()).forEach(node -> values.add(node.getTextContent()));
            }
            return values;
        }

        private boolean begins(String value) {
            for (JsonNode path : terms.path("prefix")) {
                if (nodes(place, path.asText()).stream()
                        .anyMatch(node -> value.startsWith(node.getTextContent() + word("separator")))) {
                    return true;
                }
            }
            return false;
        }

        /** Whether everything says by itself what the activity does not say for all of it. */
        private boolean isInAll(String what) {
            String without =
                    switch (what) {
                        case "lang" -> "descendant::narrative[not(@xml:lang)]";
                        case "sector" -> "transaction[not(sector)]";
                        case "currency" ->
                            "descendant::*[self::value or self::forecast or self::loan-status][not(@currency)]";
                        default -> throw new IllegalArgumentException(what);
                    };
            return nodes(place, without).isEmpty();
        }

        /** The moments that a path names; a day is its first moment where the standard counts. */
        private Stream<Instant> moments(String member) {
            if (word(member).equals("NOW")) {
                return Stream.of(now);
            }
            return nodes(place, word(member)).stream()
                    .map(Node::getNodeValue)
                    .map(date -> date.contains("T")
                            ? OffsetDateTime.parse(date).toInstant()
                            : LocalDate.parse(date).atStartOfDay(ZoneOffset.UTC).toInstant());
        }

        private boolean is(String member) {
            return (boolean) evaluate(place, word(member), XPathConstants.BOOLEAN);
        }

        private String word(String member) {
            return terms.path(member).asText();
        }

        private BigDecimal number(String member) {
            return terms.path(member).decimalValue();
        }
    }

    /** Paths of the rules have no prefix but that of XML itself. */
    private static final class XmlAlone implements NamespaceContext {
        @Override
        public String getNamespaceURI(String prefix) {
            return prefix.equals(XMLConstants.XML_NS_PREFIX) ? XMLConstants.XML_NS_URI : XMLConstants.NULL_NS_URI;
        }

        @Override
        public String getPrefix(String namespace) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Iterator<String> getPrefixes(String namespace) {
            throw new UnsupportedOperationException();
        }
    }
}
