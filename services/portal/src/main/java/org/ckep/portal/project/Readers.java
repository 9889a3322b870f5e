package org.ckep.portal.project;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Side;
import org.ckep.portal.platform.Answer;
import org.ckep.portal.wording.Wording;

/** Who may read a project, as the head of its record tells it. */
final class Readers {
    /** The agency that stands in for those that somebody would name: any of them is wider. */
    private static final String ANY = "any";

    private static final String LEVEL = "level";
    private static final String AGENCIES = "agencies";

    private Readers() {}

    /** Who may read the project, in words. */
    static String of(JsonNode project, Wording words) {
        JsonNode told = classification(project);
        return told.isObject()
                ? said("readers", told, words)
                : words.label("classification", project.path("classification"));
    }

    /** Who may read a project then, in the sentences of a list. */
    static String said(String list, JsonNode classification, Wording words) {
        return words.filled(
                list,
                classification.path(LEVEL).asText(),
                words.label("side", classification.path("side")),
                classification.path(LEVEL).asText().equals(Classification.Level.MINISTRY.name())
                        ? classification.path("agency").asText()
                        : String.join(words.label("list", "comma"), agencies(classification)));
    }

    /** The agencies that may read the project by name. */
    static List<String> agencies(JsonNode classification) {
        return Answer.elements(classification.path(AGENCIES), JsonNode::asText);
    }

    /** What the head of the project's record says of its readers; a missing node where it is not told. */
    static JsonNode classification(JsonNode project) {
        return project.path("record").path("classification");
    }

    /**
     * The levels that a figure which both sides have agreed on for themselves can come to have: nobody reads it who does not
     * read its project, and nobody is left to be let in where all do. None where there is no such figure to see.
     */
    static List<Classification.Level> wider(JsonNode project, String attribute) {
        String told = Held.ofBoth(project, attribute).path("classification").asText();
        if (told.isEmpty()) {
            return List.of();
        }
        Classification.Level now = Classification.Level.valueOf(told);
        Classification.Level widest = read(classification(project)).level();
        return Stream.of(Classification.Level.PARTNER, Classification.Level.PUBLIC)
                .filter(level -> level.compareTo(now) <= 0 && level.compareTo(widest) >= 0)
                .filter(level -> now != Classification.Level.PUBLIC)
                .toList();
    }

    /** The levels that have more readers than the project has now, the one with the fewest first. */
    static List<Classification.Level> wider(JsonNode project) {
        Classification now = read(classification(project));
        return Stream.of(
                        Classification.Level.SIDE,
                        Classification.Level.BILATERAL,
                        Classification.Level.PARTNER,
                        Classification.Level.PUBLIC)
                .filter(level -> isWider(level, now))
                .toList();
    }

    private static boolean isWider(Classification.Level level, Classification now) {
        Classification then =
                switch (level) {
                    case SIDE -> now instanceof Classification.Ministry one ? Classification.side(one.side()) : now;
                    case BILATERAL -> Classification.BILATERAL;
                    case PARTNER -> {
                        Set<String> agencies = new LinkedHashSet<>(Set.of(ANY));
                        if (now instanceof Classification.Partner partner) {
                            agencies.addAll(partner.agencies());
                        }
                        yield new Classification.Partner(agencies);
                    }
                    case PUBLIC -> Classification.PUBLIC;
                    case MINISTRY -> now;
                };
        return !now.equals(then) && now.isWithin(then);
    }

    /**
     * A classification as the register takes it.
     *
     * @param agencies ids of agencies, which belong to that level alone that names some
     * @param project whose own side it is where one side reads it
     */
    static ObjectNode json(String level, List<String> agencies, JsonNode project) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put(LEVEL, level);
        if (level.equals(Classification.Level.PARTNER.name())) {
            agencies.forEach(json.putArray(AGENCIES)::add);
        }
        if (level.equals(Classification.Level.SIDE.name())) {
            json.put("side", classification(project).path("side").asText());
        }
        return json;
    }

    /** Where nothing is told, or something that is not known, nobody is offered to widen it. */
    private static Classification read(JsonNode told) {
        String side = told.path("side").asText();
        return switch (told.path(LEVEL).asText()) {
            case "BILATERAL" -> Classification.BILATERAL;
            case "PARTNER" -> new Classification.Partner(new LinkedHashSet<>(agencies(told)));
            case "SIDE" -> Classification.side(Side.valueOf(side));
            case "MINISTRY" ->
                new Classification.Ministry(
                        Side.valueOf(side), told.path("agency").asText());
            default -> Classification.PUBLIC;
        };
    }
}
