package org.ckep.portal.wording;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every code that a page can show has a name in each language: those of the services and those of the first data. */
class LabelsTest {
    private static final Path PROJECT = Path.of(System.getProperty("ckep.project.dir"));
    private static final List<Locale> LOCALES = List.of(Locale.ENGLISH, Locale.CHINESE, Locale.KOREAN);
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|//[^\\n]*", Pattern.DOTALL);
    private static final Pattern CONSTANT = Pattern.compile("([A-Z][A-Z0-9_]*)\\s*(\\([^)]*\\))?\\s*(,|$)");

    @ParameterizedTest
    @CsvSource({
        "modality, services/platform/kernel, org/ckep/kernel/claim/Modality",
        "basis, services/platform/kernel, org/ckep/kernel/claim/Basis",
        "source-kind, services/platform/kernel, org/ckep/kernel/claim/SourceKind",
        "stewardship, services/platform/kernel, org/ckep/kernel/record/Stewardship",
        "unknown, services/platform/kernel, org/ckep/kernel/value/UnknownReason",
        "side, services/platform/kernel, org/ckep/kernel/access/Side",
        "country, services/platform/kernel, org/ckep/kernel/access/Side",
        "side, services/policy-milestones, org/ckep/policy/register/Owner",
        "valuation, services/trade-statistics, org/ckep/trade/observation/Valuation",
        "project-state, services/investment-projects, org/ckep/investment/project/ProjectStatus",
        "project-type, services/investment-projects, org/ckep/investment/project/ProjectType",
        "protocol, services/event-hub, org/ckep/hub/subscription/Protocol",
        "subscription-state, services/event-hub, org/ckep/hub/subscription/State",
        "project-relation, services/investment-projects, org/ckep/investment/project/ProjectRelation",
        "site-state, services/investment-projects, org/ckep/investment/site/SiteState",
        "direction, services/investment-projects, org/ckep/investment/project/Direction",
        "participant-role, services/investment-projects, org/ckep/investment/project/ParticipantRole",
        "investment-basis, services/investment-projects, org/ckep/investment/project/InvestmentBasis",
        "key-date, services/investment-projects, org/ckep/investment/project/KeyDate",
        "milestone-state, services/policy-milestones, org/ckep/policy/milestone/MilestoneState",
        "milestone-type, services/policy-milestones, org/ckep/policy/milestone/MilestoneType",
        "milestone-flag, services/policy-milestones, org/ckep/policy/milestone/MilestoneFlag",
        "assessment, services/policy-milestones, org/ckep/policy/milestone/Assessment",
        "engagement-kind, services/policy-milestones, org/ckep/policy/engagement/EngagementKind",
        "engagement-state, services/policy-milestones, org/ckep/policy/engagement/EngagementState",
        "challenge-kind, services/policy-milestones, org/ckep/policy/challenge/ChallengeKind",
        "measure-kind, services/policy-milestones, org/ckep/policy/measure/MeasureKind",
        "measure-state, services/policy-milestones, org/ckep/policy/measure/MeasureState",
        "partnership-state, services/sector-partnerships, org/ckep/partnerships/partnership/StateName",
        "partnership-kind, services/sector-partnerships, org/ckep/partnerships/partnership/PartnershipKind",
        "adoption, services/sector-partnerships, org/ckep/partnerships/sourcing/Adoption",
        "profile, services/investment-projects, org/ckep/investment/project/Profile",
        "guard, services/investment-projects, org/ckep/investment/project/Guard",
        "filing-outcome, services/investment-projects, org/ckep/investment/project/Filing",
        "rag, services/investment-projects, org/ckep/investment/project/Rag",
        "project-warning, services/investment-projects, org/ckep/investment/project/Warning",
        "pairing-kind, services/investment-projects, org/ckep/investment/pairing/PairingKind",
        "pairing-part, services/investment-projects, org/ckep/investment/pairing/CandidatePart",
        "revision-state, services/investment-projects, org/ckep/investment/pending/PendingState",
        "revision-state-note, services/investment-projects, org/ckep/investment/pending/PendingState",
        "pending-act-state-note, services/investment-projects, org/ckep/investment/pending/PendingState",
        "transaction-type, services/investment-projects, org/ckep/investment/ledger/TransactionType",
        "denominator-scope, services/investment-projects, org/ckep/investment/capacity/DenominatorScope",
    })
    void everyCodeOfTheServicesHasAName(String kind, String module, String type) throws IOException {
        List<String> codes = constants(Files.readString(PROJECT.resolve(module + "/src/main/java/" + type + ".java")));
        assertThat(codes).hasSizeGreaterThan(1);
        assertNamed(kind, Set.copyOf(codes));
    }

    @Test
    void nestedEnumsOfTheKernelHaveNames() {
        assertNamed("text-status", names(org.ckep.kernel.value.LocalizedText.Status.values()));
        assertNamed("level", names(org.ckep.kernel.value.Qualitative.Level.values()));
        assertNamed("classification", names(org.ckep.kernel.access.Classification.Level.values()));
        Set<String> inexact = new TreeSet<>(names(org.ckep.kernel.value.Relation.values()));
        inexact.removeAll(Set.of("EQ", "RANGE"));
        assertNamed("relation", inexact);
    }

    @ParameterizedTest
    @CsvSource({
        "attribute, /claims, attribute",
        "modality, '', modality",
        "metric, /rank-claims, metric",
        "sector, /sectors, code",
        "sector, '', sector",
        "counting-unit, '', countingUnit",
        "level, /claims, level",
        "source-kind, /sources, kind",
        "project-state, /projects, state",
        "project-type, /projects, type",
        "participant-role, /projects, role",
        "milestone-state, /milestones, state",
        "milestone-type, /milestones, type",
        "engagement-kind, /engagements, kind",
        "engagement-state, /engagements, state",
        "partnership-kind, /partnerships/register, kind",
        "partnership-state, /partnerships/register, state",
        "measure-kind, /measures, kind",
        "country, /measures, issuer",
        "country, /sourcing, originCountry",
        "adoption, /sourcing, adoption",
        "challenge-kind, /challenges, kinds",
        "direction, /projects, direction",
    })
    void everyCodeOfTheFirstDataHasAName(String kind, String route, String field) throws IOException {
        Set<String> codes = new TreeSet<>();
        for (JsonNode step : seed()) {
            if (step.path("post").asText().contains(route)) {
                step.path("body").findValues(field).forEach(value -> collect(value, codes));
            }
        }
        assertThat(codes).isNotEmpty();
        assertNamed(kind, codes);
    }

    /** Sources of figures are data of the statistics service: any of its migrations may bring some. */
    @Test
    void everySourceOfFiguresHasAName() throws IOException {
        String migrations = migrations("services/trade-statistics");
        Set<String> codes = found("'CL_SOURCE',\\s*'([A-Z0-9_]+)',\\s*\\d+\\s*,", migrations);
        assertThat(codes).contains("DOTS", "COMTRADE_V1", "NATIONAL", "COMTRADE_LEGACY", "COMTRADE_BULK");
        // Every dataset names its source: one that is missing here was written in a way that this test does not read.
        assertThat(codes).containsAll(found("\\('[0-9a-f-]{36}',\\s*'([A-Z0-9_]+)',\\s*'[A-Z]'\\s*,", migrations));
        assertNamed("statistics-source", codes);
    }

    private static String migrations(String module) throws IOException {
        StringBuilder migrations = new StringBuilder();
        try (Stream<Path> files = Files.list(PROJECT.resolve(module + "/src/main/resources/db/migration"))) {
            for (Path file : files.sorted().toList()) {
                migrations.append(Files.readString(file));
            }
        }
        return migrations.toString();
    }

    private static Set<String> found(String pattern, String text) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    /** Words for powers of ten differ from language to language; everything else is named in all three. */
    @ParameterizedTest
    @CsvSource({
        "labels, zh",
        "labels, ko",
        "change-labels, zh",
        "change-labels, ko",
        "subscription-labels, zh",
        "subscription-labels, ko",
        "project-labels, zh",
        "project-labels, ko",
        "pairing-labels, zh",
        "pairing-labels, ko",
        "release-labels, zh",
        "release-labels, ko",
        "revision-labels, zh",
        "revision-labels, ko",
        "pending-labels, zh",
        "pending-labels, ko"
    })
    void theBundlesNameTheSameThings(String bundle, String language) throws IOException {
        assertThat(keys(bundle + "_" + language)).isEqualTo(keys(bundle + "_en"));
    }

    /** The first bundle that has a key would hide what another says. */
    @ParameterizedTest
    @ValueSource(strings = {"en", "zh", "ko"})
    void noKeyStandsInTwoBundles(String language) throws IOException {
        List<Path> bundles;
        try (Stream<Path> files = Files.list(PROJECT.resolve("services/portal/src/main/resources"))) {
            bundles = files.filter(file -> file.getFileName().toString().endsWith("labels_" + language + ".properties"))
                    .toList();
        }
        assertThat(bundles).hasSize(8);
        List<String> keys = new ArrayList<>();
        for (Path bundle : bundles) {
            for (String line : Files.readAllLines(bundle)) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    keys.add(line.substring(0, line.indexOf('=')));
                }
            }
        }
        assertThat(keys).doesNotHaveDuplicates();
    }

    /** The event hub says these in small letters. */
    @ParameterizedTest
    @CsvSource({
        "ordering, org/ckep/hub/subscription/Ordering",
        "on-exhausted, org/ckep/hub/subscription/OnExhausted",
        "content-mode, org/ckep/hub/subscription/ContentMode",
        "outcome, org/ckep/hub/delivery/Outcome",
    })
    void everyWordOfTheEventHubHasAName(String kind, String type) throws IOException {
        assertNamed(kind, inSmallLetters("services/event-hub", type));
    }

    /** Whatever waits for a second person has a name, and so has everything that it asks for. */
    @Test
    void everythingThatWaitsHasWords() throws IOException {
        Set<String> acts = new TreeSet<>();
        Set<String> requests = new TreeSet<>();
        for (String request : List.of(
                "ledger/NewTransaction",
                "shareholding/NewStatement",
                "shareholding/StatedHolding",
                "shareholding/CapitalIncrease",
                "exposure/Clearing",
                "site/SiteContent",
                "capacity/CapacityShareContent",
                "project/TransitionCommand",
                "project/Filing",
                "project/Commitment",
                "project/Holding")) {
            requests.addAll(components(request));
        }
        assertThat(requests).contains("valueDate", "holdings", "landArea", "denominatorScope", "settlementNote");
        for (String member : requests) {
            for (Locale locale : LOCALES) {
                Labels labels = Labels.in(locale);
                assertThat(labels.has("pending-value", member) || labels.has("input", member))
                        .as("%s in %s", member, locale)
                        .isTrue();
            }
        }
        try (Stream<Path> sources = Files.walk(PROJECT.resolve("services/investment-projects/src/main/java"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                String java = Files.readString(source);
                if (java.contains("implements DeferredAct")) {
                    acts.addAll(found("static final String \\w+ = \"([a-z-]+-[a-z-]+)\"", java));
                }
            }
        }
        assertThat(acts).contains("enter-transaction", "state-holdings", "clear-exposure");
        assertNamed("pending-act-name", acts);
        assertNamed("pending-act-act", Set.of("confirm", "drop"));
        assertNamed("pending-act-act-note", Set.of("confirm", "drop"));
        assertNamed("pending-act-done", Set.of("confirm", "drop"));
    }

    /** The members of a request that is a record. */
    private static Set<String> components(String type) throws IOException {
        String java = COMMENT.matcher(Files.readString(PROJECT.resolve(
                        "services/investment-projects/src/main/java/org/ckep/investment/" + type + ".java")))
                .replaceAll("");
        String simple = type.substring(type.indexOf('/') + 1);
        int begin = java.indexOf("record " + simple + "(") + ("record " + simple).length();
        String header =
                java.substring(begin, java.indexOf(" {\n", begin) < 0 ? java.length() : java.indexOf(") {", begin));
        return found("\\b([a-z]\\w*)\\s*(?:,\\s*\\n|$)", header);
    }

    @Test
    void everyRefusalOfPairingsHasWords() throws IOException {
        assertNamed(
                "refusal",
                inSmallLetters("services/investment-projects", "org/ckep/investment/pairing/PairingProblem"));
    }

    private static Set<String> inSmallLetters(String module, String type) throws IOException {
        Set<String> codes = new TreeSet<>();
        constants(Files.readString(PROJECT.resolve(module + "/src/main/java/" + type + ".java")))
                .forEach(code -> codes.add(code.toLowerCase(Locale.ROOT).replace('_', '-')));
        assertThat(codes).hasSizeGreaterThan(1);
        return codes;
    }

    /** Everything that can be said of a change set, and whatever the protocol refuses. */
    @Test
    void everyStateActAndRefusalOfChangeSetsHasWords() {
        assertNamed("change-state", names(org.ckep.kernel.change.ChangeState.values()));
        assertNamed("change-state-note", names(org.ckep.kernel.change.ChangeState.values()));
        assertNamed("change-silence-note", Set.of("PROPOSED", "UNDER_REVIEW", "APPLIED", "REJECTED", "EXPIRED"));
        assertNamed("change-function", names(org.ckep.kernel.change.Signature.Function.values()));
        Set<String> refusals = new TreeSet<>();
        Stream.of(org.ckep.kernel.change.ChangeProblem.values()).forEach(problem -> refusals.add(problem.slug()));
        assertNamed("refusal", refusals);
        Set<String> acts = new TreeSet<>();
        Stream.of(org.ckep.kernel.change.ChangeAction.values()).forEach(action -> acts.add(action.code()));
        acts.removeAll(Set.of("edit", "counter"));
        assertNamed("change-act", acts);
        assertNamed("change-act-note", acts);
        assertNamed("change-done", acts);
    }

    /** Checkers have no part in a release: wherever the words of change sets name them, a release has words of its own. */
    @Test
    void aReleaseNamesReleasersWhereverOtherChangeSetsNameCheckers() {
        for (Locale locale : LOCALES) {
            Labels labels = Labels.in(locale);
            String checker = labels.name("change-function", "CHECKER");
            for (String kind : List.of("state", "state-note", "function", "act", "act-note", "done")) {
                for (String code : codes(kind)) {
                    if (labels.name("change-" + kind, code).contains(checker)) {
                        assertThat(labels.has("release-" + kind, code))
                                .as("%s.%s in %s", kind, code, locale)
                                .isTrue();
                        assertThat(labels.name("release-" + kind, code)).doesNotContain(checker);
                    }
                }
            }
        }
    }

    private static Set<String> codes(String kind) {
        Set<String> codes = new TreeSet<>();
        switch (kind) {
            case "state", "state-note" -> codes.addAll(names(org.ckep.kernel.change.ChangeState.values()));
            case "function" -> codes.addAll(names(org.ckep.kernel.change.Signature.Function.values()));
            default ->
                Stream.of(org.ckep.kernel.change.ChangeAction.values()).forEach(action -> codes.add(action.code()));
        }
        return codes;
    }

    @Test
    void everyStateAndActOfObjectionsHasWords() {
        assertNamed("objection-state", names(org.ckep.kernel.change.ObjectionState.values()));
        assertNamed("objection-state-note", names(org.ckep.kernel.change.ObjectionState.values()));
        Set<String> acts = new TreeSet<>();
        Stream.of(org.ckep.kernel.change.ObjectionAction.values()).forEach(action -> acts.add(action.code()));
        assertNamed("objection-act", acts);
        assertNamed("objection-act-note", acts);
        acts.add("prepare");
        assertNamed("objection-done", acts);
    }

    private static Set<String> keys(String bundle) throws IOException {
        Set<String> keys = new TreeSet<>();
        Path file = PROJECT.resolve("services/portal/src/main/resources/" + bundle + ".properties");
        for (String line : Files.readAllLines(file)) {
            if (!line.isBlank() && !line.startsWith("#") && !line.startsWith("money.")) {
                assertThat(line).matches("[^=]+=.+");
                keys.add(line.substring(0, line.indexOf('=')));
            }
        }
        return keys;
    }

    private static void assertNamed(String kind, Set<String> codes) {
        for (Locale locale : LOCALES) {
            Labels labels = Labels.in(locale);
            assertThat(codes).as("%s in %s", kind, locale).allSatisfy(code -> assertThat(labels.has(kind, code))
                    .as(code)
                    .isTrue());
        }
    }

    private static Set<String> names(Enum<?>[] constants) {
        Set<String> names = new TreeSet<>();
        Stream.of(constants).forEach(constant -> names.add(constant.name()));
        return names;
    }

    /** The constants of an enum as its source lists them: the portal does not stand on the services' code. */
    private static List<String> constants(String source) {
        String code = COMMENT.matcher(source).replaceAll("");
        String body = code.substring(code.indexOf('{', code.indexOf("enum ")) + 1, code.lastIndexOf('}'));
        int members = body.indexOf(';');
        int end = body.indexOf('}');
        Matcher constant = CONSTANT.matcher(
                body.substring(0, Math.min(members < 0 ? body.length() : members, end < 0 ? body.length() : end))
                        .strip());
        List<String> constants = new ArrayList<>();
        while (constant.find()) {
            constants.add(constant.group(1));
        }
        return constants;
    }

    private static void collect(JsonNode value, Set<String> codes) {
        if (value.isTextual() && !value.asText().startsWith("${")) {
            codes.add(value.asText());
        } else if (value.isArray()) {
            value.forEach(element -> collect(element, codes));
        }
    }

    private static List<JsonNode> seed() throws IOException {
        List<JsonNode> steps = new ArrayList<>();
        try (Stream<Path> files = Files.list(PROJECT.resolve("deploy/local/src/main/resources/seed"))) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".json")).toList()) {
                new ObjectMapper().readTree(file.toFile()).forEach(steps::add);
            }
        }
        return steps;
    }
}
