package org.ckep.portal.project;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.ckep.kernel.field.FieldClass;
import org.ckep.kernel.field.FieldPolicy;
import org.ckep.portal.form.Shape;
import org.ckep.portal.page.ProjectRow;

/**
 * What a change set can change of a project, and how each value is entered. Which values there are stands in the
 * register's own field policy, of which the build lays a copy at the root of the class path; a value without a form fails a test.
 */
final class ProjectForm {
    /** The register's policy. */
    static final FieldPolicy POLICY = policy();

    /** The name of the step among the values of a form. */
    static final String STEP = "step";

    static final List<String> TYPES = List.of(
            "GREENFIELD",
            "EXPANSION",
            "UPGRADE",
            "MERGER_ACQUISITION",
            "CAPITAL_INCREASE",
            "JV_FORMATION",
            "RND_CENTRE",
            "RELOCATION",
            "DIVESTMENT",
            "PARK_INFRASTRUCTURE");
    static final List<String> DIRECTIONS = List.of("KR_TO_CN", "CN_TO_KR", "JOINT_THIRD_MARKET", "MUTUAL");
    static final List<String> RELATIONS = List.of("PHASE_OF", "EXPANDS", "UPGRADES", "REPLACES", "FUNDS");
    static final List<String> ROLES =
            List.of("INVESTOR", "HOST_ENTITY", "PARTNER", "FINANCIER", "REGULATOR", "PARK", "CONTRACTOR");
    static final List<String> BASES = List.of("DECLARED", "CONTRACTED", "ARRIVED", "USED", "TOTAL_PLANNED");
    static final List<String> KEY_DATES = List.of(
            "MOU_SIGNED",
            "ANNOUNCED",
            "FILED",
            "APPROVED",
            "CONTRACT_SIGNED",
            "GROUNDBREAKING",
            "COMPLETION",
            "COMMISSIONED",
            "MASS_PRODUCTION",
            "CLOSED",
            "WITHDRAWN");
    static final List<String> UNKNOWN = List.of("NOT_STATED", "UNDISCLOSED", "NOT_COLLECTED", "CONFIDENTIAL");
    static final List<String> RELATED = List.of("EQ", "GT", "GE", "LT", "LE", "APPROX");
    static final List<String> CAPACITY_KINDS = List.of("PLANNED", "ACTUAL");
    static final List<String> COMMITMENT_KINDS = List.of("EQUITY", "LOAN", "IN_KIND", "GRANT", "GUARANTEE");
    static final List<String> SITE_STATES =
            List.of("PLANNED", "UNDER_CONSTRUCTION", "IN_OPERATION", "IDLE", "DIVESTED", "CLOSED");
    static final List<String> MODALITIES =
            List.of("MEASURED", "ASSERTED", "STATED_INTENT", "PLAN", "EXPECTATION", "OPINION");
    static final List<String> CURRENCIES = List.of("USD", "CNY", "KRW", "EUR", "JPY");
    /** Somebody stands behind a text of both sides. */
    static final List<String> TEXT_STATUSES = List.of("ORIGINAL", "OFFICIAL", "WORKING");

    /** The values for whose absence the register takes a reason. */
    private static final List<String> MISSABLE =
            List.of("totalInvestment", "registeredCapital", "ownContribution", "jobs", "stateSince");

    private static final Map<String, Shape> SHAPES = shapes();

    private ProjectForm() {}

    private static FieldPolicy policy() {
        String name = "/project.fields";
        InputStream file = Objects.requireNonNull(ProjectForm.class.getResourceAsStream(name), name);
        return FieldPolicy.read(name, new InputStreamReader(file, StandardCharsets.UTF_8));
    }

    /** The names of the agreed values, in the order of the policy. */
    static List<String> attributes() {
        return POLICY.attributes().stream().filter(POLICY::isAgreed).toList();
    }

    /** True for a value of which each side has a figure of its own, and both sides can agree on one beside the record. */
    static boolean isSided(String attribute) {
        return POLICY.attributes(FieldClass.SIDED).contains(attribute);
    }

    /** True for a value whose change names a source. */
    static boolean needsEvidence(String attribute) {
        return POLICY.rule(attribute).filter(FieldPolicy.Rule::needsEvidence).isPresent();
    }

    /** True for a name that a form can be asked for. */
    static boolean knows(String attribute) {
        return SHAPES.containsKey(attribute);
    }

    /** How the value is entered. */
    static Shape shape(String attribute) {
        return Objects.requireNonNull(SHAPES.get(attribute), attribute);
    }

    /** The agreed values of a project in the form that a patch has, without the names that the register adds. */
    static ObjectNode agreed(JsonNode project) {
        ObjectNode agreed = JsonNodeFactory.instance.objectNode();
        for (String attribute : attributes()) {
            if (project.has(attribute)) {
                agreed.set(attribute, project.path(attribute).deepCopy());
            }
        }
        if (agreed.has("sites")) {
            ArrayNode sites = agreed.putArray("sites");
            project.path("sites").forEach(site -> sites.add(site.path("urn").asText()));
        }
        agreed.path("participants").forEach(one -> ((ObjectNode) one).remove("name"));
        return agreed;
    }

    private static Map<String, Shape> shapes() {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        shapes.put(
                "title",
                Shape.languages(group("text", Shape.text(), "status", Shape.choice("text-status", TEXT_STATUSES))));
        shapes.put("type", Shape.choice("project-type", TYPES));
        shapes.put("direction", Shape.choice("direction", DIRECTIONS));
        shapes.put(
                "sectors",
                new Shape.Rows(group("code", Shape.record("sectors"), "share", Shape.of(Shape.Kind.NUMBER))));
        shapes.put("products", Shape.of(Shape.Kind.CODES));
        shapes.put("sites", new Shape.Rows(Shape.record("sites")));
        shapes.put(
                "participants",
                new Shape.Rows(
                        group("org", Shape.of(Shape.Kind.PARTY), "role", Shape.choice("participant-role", ROLES))));
        shapes.put("hostCountries", Shape.of(Shape.Kind.CODES));
        shapes.put("parentProject", Shape.record("projects"));
        shapes.put("relation", Shape.choice("project-relation", RELATIONS));
        shapes.put("countsTowardAggregate", Shape.of(Shape.Kind.FLAG));
        shapes.put("phasesPartial", Shape.of(Shape.Kind.FLAG));
        shapes.put("modality", Shape.choice("modality", MODALITIES));
        shapes.put("unknownReasons", new Shape.Keyed("agreed", MISSABLE, Shape.choice("unknown", UNKNOWN)));
        shapes.put(
                "keyDates",
                new Shape.Keyed(
                        "key-date",
                        KEY_DATES,
                        group("planned", Shape.of(Shape.Kind.FURTHER), "actual", Shape.of(Shape.Kind.DATE))));
        shapes.put("totalInvestment", investment());
        shapes.put("registeredCapital", investment());
        shapes.put("ownContribution", investment());
        shapes.put("jobs", jobs());
        shapes.put("capacity", new Shape.Rows(capacity()));
        shapes.put(STEP, step());
        return shapes;
    }

    private static Shape.Group investment() {
        return group(
                "amount",
                Shape.of(Shape.Kind.NUMBER),
                "currency",
                Shape.choice("currency", CURRENCIES),
                "basis",
                Shape.choice("investment-basis", BASES),
                "valueDate",
                Shape.of(Shape.Kind.DATE),
                "text",
                Shape.text());
    }

    private static Shape.Group jobs() {
        Shape.Group persons = new Shape.Group(
                group("value", Shape.of(Shape.Kind.NUMBER), "relation", Shape.choice("number-relation", RELATED))
                        .members(),
                "input",
                Map.of("countingUnit", "PERSON"));
        return new Shape.Group(
                group("planned", persons, "actual", persons, "estimated", Shape.of(Shape.Kind.FLAG))
                        .members(),
                "jobs",
                Map.of());
    }

    private static Shape.Group capacity() {
        return group(
                "product",
                Shape.text(),
                "quantity",
                group(
                        "value",
                        Shape.of(Shape.Kind.NUMBER),
                        "relation",
                        Shape.choice("number-relation", RELATED),
                        "unit",
                        Shape.text()),
                "kind",
                Shape.choice("capacity-kind", CAPACITY_KINDS),
                "asOf",
                Shape.of(Shape.Kind.DATE));
    }

    private static Shape.Group step() {
        Shape.Group money =
                group("amount", Shape.of(Shape.Kind.NUMBER), "currency", Shape.choice("currency", CURRENCIES));
        return group(
                "to",
                Shape.choice("project-state", ProjectRow.STATES),
                "date",
                Shape.of(Shape.Kind.DATE),
                "reason",
                Shape.languages(Shape.of(Shape.Kind.WORDS)),
                "paid",
                money,
                "settlementNote",
                Shape.languages(Shape.of(Shape.Kind.WORDS)),
                "siteState",
                Shape.choice("site-state", SITE_STATES),
                "commitments",
                new Shape.Rows(group(
                        "party",
                        Shape.of(Shape.Kind.PARTY),
                        "amount",
                        money,
                        "kind",
                        Shape.choice("commitment-kind", COMMITMENT_KINDS),
                        "signedOn",
                        Shape.of(Shape.Kind.DATE))),
                "holdings",
                new Shape.Rows(group(
                        "holder", Shape.of(Shape.Kind.PARTY), "share", group("exact", Shape.of(Shape.Kind.NUMBER)))),
                "sources",
                new Shape.Rows(Shape.record("sources")));
    }

    private static Shape.Group group(Object... members) {
        Map<String, Shape> group = new LinkedHashMap<>();
        for (int i = 0; i + 1 < members.length; i += 2) {
            group.put((String) members[i], (Shape) members[i + 1]);
        }
        // Kept in the order in which they are read.
        return new Shape.Group(Collections.unmodifiableMap(group));
    }
}
