package org.ckep.portal.project;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ckep.kernel.access.Role;
import org.ckep.kernel.access.Side;
import org.ckep.portal.page.Addresses;
import org.ckep.portal.page.Missing;
import org.ckep.portal.page.Origin;
import org.ckep.portal.page.Origins;
import org.ckep.portal.page.ProjectRow;
import org.ckep.portal.page.StatementRow;
import org.ckep.portal.pairing.Pairs;
import org.ckep.portal.platform.Answer;
import org.ckep.portal.session.Visitor;
import org.ckep.portal.wording.Text;
import org.ckep.portal.wording.Wording;
import org.jspecify.annotations.Nullable;

/**
 * One project.
 *
 * @param project what a list shows of it
 * @param parents the project that it belongs to, if any
 * @param phases the projects that are its phases
 * @param facts what leads on the page
 * @param groups what else is known of it
 * @param participants who takes part
 * @param agreedParticipants how both sides came to agree on them
 * @param dates its key dates
 * @param agreedDates how both sides came to agree on them
 * @param agreedState how both sides came to agree on the step to its state
 * @param agreedReaders how both sides came to agree on who may read it
 * @param figures values of which each side has a figure of its own, where one is there to see
 * @param ledger what is committed and paid, by whose ledger it is
 * @param claims what is said of it
 * @param origins what it rests on
 * @param pairs records of the same thing, and those that may be
 * @param contests what stands against it, beside the agreed values
 * @param objections every objection that the visitor may know of, newest first
 * @param changes change sets that the visitor may know of, newest first
 * @param proposal what the visitor can propose: {@code change}, {@code joint}, or empty for nothing
 * @param readers who may read it
 * @param widens true where the visitor can let others read it, or draft that for both sides
 * @param joint true where both sides keep it
 * @param revised true where a change of it waits for a second person of the visitor's side
 * @param done what was done just now, empty for nothing
 * @param unavailable true where the register could not be asked
 */
record ProjectPage(
        ProjectRow project,
        List<Parent> parents,
        List<Phase> phases,
        List<Detail> facts,
        List<Detail.Group> groups,
        List<Participant> participants,
        Agreed agreedParticipants,
        List<KeyDate> dates,
        Agreed agreedDates,
        Agreed agreedState,
        Agreed agreedReaders,
        List<FigureRow> figures,
        List<LedgerRow> ledger,
        List<StatementRow> claims,
        List<Origin> origins,
        Pairs pairs,
        List<ObjectionRow> contests,
        List<ObjectionRow> objections,
        List<ChangeRow> changes,
        String proposal,
        String readers,
        boolean widens,
        boolean joint,
        boolean revised,
        String done,
        boolean unavailable) {

    /**
     * One value as it is agreed and as each side has it.
     *
     * @param release where the visitor can let others read what both sides have agreed on for themselves, null where he cannot
     */
    record FigureRow(String name, List<Held> held, @Nullable String release) {}

    /** What the registers say of a project, of the one it belongs to and of those that belong to it. */
    record Answers(
            Answer project,
            Answer parent,
            Answer below,
            Answer ledger,
            Answer claims,
            Answer changes,
            Answer inForce,
            Answer objections,
            Pairs pairs) {}

    /** The project that another one belongs to, and what that one is to it. */
    record Parent(String name, ProjectRow project, String relation, Agreed agreed) {}

    /** A phase with its own sum, empty where it is not known. */
    record Phase(ProjectRow project, String sum) {}

    /** An organisation in its role. */
    record Participant(Text name, String role) {}

    /**
     * A date by which progress is followed.
     *
     * @param planned the newest plan, empty where there is none
     * @param before the plans before it, the newest first
     * @param actual when it happened, empty while it has not
     */
    record KeyDate(String name, String planned, List<String> before, String actual) {}

    static ProjectPage of(Answers answers, Visitor visitor, String done, Wording words) {
        JsonNode project = answers.project().content();
        Agreements agreements = Agreements.of(project, answers.inForce(), words);
        ProjectDetails details =
                new ProjectDetails(project, new AgreedValues(Names.of(project, words), words), agreements);
        return new ProjectPage(
                ProjectRow.of(project, words),
                parents(project, answers.parent(), agreements, words),
                phases(answers.below(), words),
                details.atAGlance(answers.parent().content().has("urn")),
                details.groups(),
                Answer.elements(
                        project.path("participants"),
                        one -> new Participant(words.party(one), words.label("participant-role", one.path("role")))),
                agreements.on("participants"),
                dates(project.path("keyDates"), words),
                agreements.on("keyDates"),
                agreements.on("state"),
                agreements.on("classification"),
                figures(project, visitor, words),
                answers.ledger().list(total -> LedgerRow.of(total, words)),
                StatementRow.ordered(answers.claims(), words),
                Origins.none(words).of(project),
                answers.pairs(),
                contests(project, answers.objections(), words),
                answers.objections()
                        .list(objection ->
                                ObjectionRow.of(Addresses.id(project.path("urn").asText()), objection, words)),
                visitor.side()
                        .map(side -> answers.changes().list(change -> ChangeRow.of(change, side, words)))
                        .orElse(List.of()),
                proposal(project, visitor),
                Readers.of(project, words),
                ReleaseActing.isFor(project, visitor),
                ReleaseForm.isJoint(project),
                project.has("pendingRevision"),
                done,
                answers.project().isUnavailable());
    }

    /** The project tells those that stand without their reasons, which the list of objections has. */
    private static List<ObjectionRow> contests(JsonNode project, Answer objections, Wording words) {
        Map<String, JsonNode> known = new HashMap<>();
        objections.list(one -> one).forEach(one -> known.put(one.path("urn").asText(), one));
        return Answer.elements(
                project.path("objections"),
                one -> ObjectionRow.of(
                        Addresses.id(project.path("urn").asText()),
                        known.getOrDefault(one.path("urn").asText(), one),
                        words));
    }

    private static List<Parent> parents(JsonNode project, Answer parent, Agreements agreements, Wording words) {
        return parent.content().has("urn")
                ? List.of(new Parent(
                        words.label("agreed", "parentProject"),
                        ProjectRow.of(parent.content(), words),
                        words.label("project-relation", project.path("relation")),
                        agreements.on("parentProject")))
                : List.of();
    }

    private static List<Phase> phases(Answer below, Wording words) {
        List<Phase> phases = new ArrayList<>();
        below.list(one -> one).forEach(one -> {
            if (one.path("relation").asText().equals("PHASE_OF")) {
                String sum = investment(one.path("totalInvestment"), words);
                phases.add(new Phase(ProjectRow.of(one, words), Missing.or(sum, one, "totalInvestment", words)));
            }
        });
        return List.copyOf(phases);
    }

    /** How many jobs are planned and how many there are, each with what it is. */
    static List<String> jobs(JsonNode jobs, Wording words) {
        List<String> lines = new ArrayList<>();
        for (String which : List.of("planned", "actual")) {
            if (jobs.has(which)) {
                lines.add(words.filled("value", "named", words.label("jobs", which), words.quantity(jobs.path(which))));
            }
        }
        if (jobs.path("estimated").asBoolean()) {
            lines.add(words.label("jobs", "estimated"));
        }
        return lines;
    }

    /** A maker proposes changes of a record of both sides, and to make one of his own side's or of an observed one. */
    private static String proposal(JsonNode project, Visitor visitor) {
        if (!visitor.actsAs(Role.MAKER)) {
            return "";
        }
        Side side = visitor.side().orElseThrow();
        return switch (project.path("stewardship").asText()) {
            case "JOINT" -> "change";
            case "OBSERVED" -> "joint";
            case "UNILATERAL", "SHARED" ->
                side.name().equals(project.path("record").path("side").asText()) ? "joint" : "";
            default -> "";
        };
    }

    private static List<FigureRow> figures(JsonNode project, Visitor visitor, Wording words) {
        AgreedValues values = new AgreedValues(Names.of(project, words), words);
        JsonNode agreed = ProjectForm.agreed(project);
        List<FigureRow> rows = new ArrayList<>();
        for (String attribute : ProjectForm.attributes()) {
            if (ProjectForm.isSided(attribute) && project.path("figures").has(attribute)) {
                rows.add(new FigureRow(
                        words.label("agreed", attribute),
                        Held.of(project, agreed, attribute, values),
                        ReleaseActing.isForFigure(project, attribute, visitor)
                                ? ReleaseForm.ofFigure(
                                        Addresses.id(project.path("urn").asText()), attribute)
                                : null));
            }
        }
        return List.copyOf(rows);
    }

    private static String investment(JsonNode investment, Wording words) {
        if (!investment.isObject()) {
            return "";
        }
        return words.filled(
                "fact",
                "with-note",
                words.money(investment).value().value(),
                words.label("investment-basis", investment.path("basis")));
    }

    private static List<KeyDate> dates(JsonNode dates, Wording words) {
        List<KeyDate> rows = new ArrayList<>();
        dates.properties().forEach(date -> {
            List<String> planned = Answer.elements(date.getValue().path("planned"), words::date)
                    .reversed();
            rows.add(new KeyDate(
                    words.label("key-date", date.getKey()),
                    planned.isEmpty() ? "" : planned.getFirst(),
                    planned.isEmpty() ? List.of() : planned.subList(1, planned.size()),
                    words.date(date.getValue().path("actual"))));
        });
        return List.copyOf(rows);
    }
}
