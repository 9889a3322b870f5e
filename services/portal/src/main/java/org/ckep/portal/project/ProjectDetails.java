package org.ckep.portal.project;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.ckep.portal.page.Missing;
import org.ckep.portal.platform.Answer;
import org.ckep.portal.wording.Text;
import org.ckep.portal.wording.Wording;

/**
 * Reads what the register tells the visitor of a project, in groups. Parties, key dates, objections, change sets and each
 * side's own figures have parts of the page to themselves.
 */
record ProjectDetails(JsonNode project, AgreedValues values, Agreements agreements) {
    /** Sums and numbers for which the register may give a reason where there is none. */
    private static final List<String> MEASURES =
            List.of("totalInvestment", "registeredCapital", "ownContribution", "jobs");

    /** Names that registers write. */
    private static final Set<String> VERBATIM = Set.of("urn", "parentProject", "parks", "head-ids");

    private static final String STATE_SINCE = "stateSince";
    private static final String UNKNOWN_REASONS = "unknownReasons";

    /**
     * What leads on the page, beside what the list of projects shows too.
     *
     * @param parentRead true where the page tells of the project that it belongs to, which the visitor can read
     */
    List<Detail> atAGlance(boolean parentRead) {
        List<Detail> details = new ArrayList<>();
        add(details, STATE_SINCE, own(Missing.or(words().date(at(STATE_SINCE)), project, STATE_SINCE, words())));
        add(details, "stateReason", text(at("stateReason")));
        add(details, "resumeTo", own(words().label("project-state", at("resumeTo"))));
        addLines(details, "type");
        add(details, "profile", own(words().label("profile", at("profile"))));
        addLines(details, "direction");
        add(details, "modality", own(words().label("modality", at("modality"))));
        addLines(details, "sectors");
        addLines(details, "products");
        addLines(details, "hostCountries");
        if (!parentRead) {
            addLines(details, "parentProject");
            addLines(details, "relation");
        }
        add(details, "basis", own(words().label("basis", at("basis"))));
        return List.copyOf(details);
    }

    /** Everything else; groups without anything are left out. */
    List<Detail.Group> groups() {
        List<Detail.Group> groups = new ArrayList<>();
        addGroup(groups, "measures", measures());
        addGroup(groups, "bindings", bindings());
        addGroup(groups, "places", places());
        addGroup(groups, "own-side", ownSide());
        addGroup(groups, "record", record());
        return List.copyOf(groups);
    }

    private List<Detail> measures() {
        List<Detail> details = new ArrayList<>();
        for (String measure : MEASURES) {
            List<Text> lines = measure.equals("jobs")
                    ? own(listed(ProjectPage.jobs(at(measure), words())))
                    : values.lines(measure, at(measure));
            add(details, measure, lines.isEmpty() ? own(Missing.or("", project, measure, words())) : lines);
        }
        addLines(details, "capacity");
        addLines(details, "paid");
        if (at("phasesPartial").asBoolean()) {
            addLines(details, "phasesPartial");
        }
        addLines(details, "countsTowardAggregate");
        add(details, "warnings", Answer.elements(at("warnings"), this::warning));
        return details;
    }

    private Text warning(JsonNode warning) {
        return words().own(words().filled(
                        "project-warning",
                        warning.has("factor") && warning.has("against")
                                ? "FACTOR"
                                : warning.path("code").asText(),
                        pointed(warning.path("at")),
                        pointed(warning.path("against")),
                        words().quantity(JsonNodeFactory.instance.objectNode().set("value", warning.path("factor")))));
    }

    /** The name of the value that a pointer leads to. */
    private String pointed(JsonNode pointer) {
        String[] steps = pointer.asText("").split("/", 3);
        return steps.length < 2 ? "" : words().label("agreed", steps[1]);
    }

    private List<Detail> bindings() {
        List<Detail> details = new ArrayList<>();
        addLines(details, "commitments");
        addLines(details, "holdings");
        return details;
    }

    private List<Detail> places() {
        List<Detail> details = new ArrayList<>();
        add(details, "sites", Answer.elements(at("sites"), this::site));
        add(details, "parks", Answer.elements(at("parks"), park -> values.names()
                .of(Names.ORGANISATIONS, park.asText(), words())));
        return details;
    }

    private Text site(JsonNode site) {
        Text title = words().text(site.path("title"));
        JsonNode place = site.path("place");
        List<String> where = new ArrayList<>();
        for (String part : List.of("city", "iso3166_2")) {
            if (place.hasNonNull(part)) {
                where.add(place.path(part).asText());
            }
        }
        if (place.hasNonNull("lat")) {
            where.add(words().filled(
                            "place",
                            "coordinates",
                            place.path("lat").asText(),
                            place.path("lon").asText()));
        }
        return where.isEmpty() ? title : new Text(noted(title.value(), listed(where)), title.lang());
    }

    private List<Detail> ownSide() {
        List<Detail> details = new ArrayList<>();
        JsonNode rag = at("rag");
        if (rag.isObject()) {
            List<Text> lines = new ArrayList<>();
            lines.add(words().own(noted(
                    words().label("rag", rag.path("rating")),
                    words().filled("value", "as-of", words().date(rag.path("asOf"))))));
            lines.addAll(text(rag.path("comment")));
            add(details, "rag", lines);
        }
        add(details, "filings", Answer.elements(at("filings"), this::filing));
        return details;
    }

    private Text filing(JsonNode filing) {
        List<String> parts = new ArrayList<>();
        parts.add(words().label("filing-outcome", filing.path("outcome")));
        for (String part : List.of("agency", "number")) {
            if (filing.hasNonNull(part)) {
                parts.add(named("filing-" + part, filing.path(part).asText()));
            }
        }
        for (String date : List.of("filedOn", "decidedOn")) {
            if (filing.hasNonNull(date)) {
                parts.add(named("filing-" + date, words().date(filing.path(date))));
            }
        }
        Text kind = words().inItsScript(filing.path("kind").asText());
        return new Text(words().filled("value", "named", kind.value(), listed(parts)), kind.lang());
    }

    private List<Detail> record() {
        List<Detail> details = new ArrayList<>();
        addLines(details, "title");
        JsonNode head = at("record");
        add(details, "head-side", own(words().label("side", head.path("side"))));
        add(details, "head-recorded", own(words().moment(head.path("recordedAt"))));
        add(details, "head-guards", Answer.elements(head.path("guardsNotShown"), guard -> words().name(
                        "guard", guard)));
        add(details, "head-ids", Answer.elements(head.path("localIds"), this::localId));
        if (at(UNKNOWN_REASONS).isObject()) {
            ObjectNode others = at(UNKNOWN_REASONS).deepCopy();
            others.remove(MEASURES);
            others.remove(STATE_SINCE);
            add(details, UNKNOWN_REASONS, values.lines(UNKNOWN_REASONS, others));
        }
        add(details, "urn", own(at("urn").asText("")));
        return details;
    }

    private Text localId(JsonNode id) {
        String scheme = id.path("scheme").asText();
        String named = words().filled("value", "named", scheme, id.path("value").asText());
        return words().own(id.has("side") ? noted(named, words().label("side", id.path("side"))) : named);
    }

    private void addLines(List<Detail> details, String attribute) {
        add(details, attribute, values.lines(attribute, at(attribute)));
    }

    private void add(List<Detail> details, String what, List<Text> lines) {
        if (!lines.isEmpty()) {
            details.add(new Detail(
                    words().label("detail", "agreed", what), lines, VERBATIM.contains(what), agreements.on(what)));
        }
    }

    private void addGroup(List<Detail.Group> groups, String id, List<Detail> details) {
        if (!details.isEmpty()) {
            groups.add(new Detail.Group(id, words().label("details", id), List.copyOf(details)));
        }
    }

    private String named(String what, String value) {
        return words().filled("value", "named", words().label("detail", what), value);
    }

    private String noted(String value, String note) {
        return words().filled("fact", "with-note", value, note);
    }

    private String listed(List<String> parts) {
        return String.join(words().label("list", "comma"), parts);
    }

    private List<Text> text(JsonNode localized) {
        Text text = words().text(localized);
        return text.isEmpty() ? List.of() : List.of(text);
    }

    private List<Text> own(String value) {
        return value.isEmpty() ? List.of() : List.of(words().own(value));
    }

    private JsonNode at(String attribute) {
        return project.path(attribute);
    }

    private Wording words() {
        return values.words();
    }
}
