package org.ckep.investment.project;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.reconciliation.BreakReason;
import org.ckep.kernel.reconciliation.Statement;
import org.ckep.kernel.reconciliation.Statement.Value;
import org.ckep.records.figure.SideFigures;
import org.ckep.records.reconciliation.Reconcilable.Part;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * What projects of one side state, each by itself or several as the parts of one thing. Of several only sums of money make one
 * figure: a date has no sum, people and machines may serve more than one part.
 */
@ApplicationScoped
public class ProjectStatements {
    private final ProjectRepository projects;
    private final ProjectFigures figures;
    private final SideFigures sides;
    private final ObjectMapper json;

    ProjectStatements(ProjectRepository projects, ProjectFigures figures, SideFigures sides, ObjectMapper json) {
        this.projects = projects;
        this.figures = figures;
        this.sides = sides;
        this.json = json;
    }

    /**
     * Those of the projects that the viewer may read, by id, with what they state: the figure that its side lets both sides
     * read, where there is one, in the place of what stands in its record.
     */
    public Uni<Map<UUID, StatedProject>> among(Mutiny.Session session, Viewer viewer, Collection<UUID> ids) {
        return projects.among(session, viewer, ids)
                .chain(found -> shown(session, viewer, found).map(shown -> {
                    Map<UUID, StatedProject> stated = new LinkedHashMap<>();
                    found.forEach(project ->
                            stated.put(project.id(), stated(project, shown.getOrDefault(project.urn(), Map.of()))));
                    return stated;
                }));
    }

    private Uni<Map<Urn, Map<String, JsonNode>>> shown(Mutiny.Session session, Viewer viewer, List<Project> found) {
        List<Urn> own = found.stream()
                .filter(project -> project.head().ownerSide() != null)
                .map(Project::urn)
                .toList();
        return own.isEmpty() ? Uni.createFrom().item(Map.of()) : sides.shown(session, viewer, own);
    }

    private StatedProject stated(Project project, Map<String, JsonNode> shown) {
        ObjectNode values = json.valueToTree(project.content());
        shown.forEach(values::set);
        ProjectContent content = content(values);
        Map<String, Map<String, Part>> parts = new TreeMap<>();
        for (String attribute : figures.policy().attributes()) {
            JsonNode value = values.get(attribute);
            if (value != null) {
                parts.put(attribute, figures.parts(attribute, value));
            }
        }
        return new StatedProject(ProjectInfo.of(project), content, parts);
    }

    private ProjectContent content(ObjectNode values) {
        try {
            return json.treeToValue(values, ProjectContent.class);
        } catch (JsonProcessingException checkedWhenEntered) {
            throw new IllegalStateException("a figure that was accepted does not fit its project", checkedWhenEntered);
        }
    }

    /** What these state together, as the parts of one thing, by attribute and by the name of the pair. */
    public Map<String, Map<String, Part>> together(List<StatedProject> members) {
        Map<String, Map<String, Part>> together = new TreeMap<>();
        for (String attribute : figures.policy().attributes()) {
            Map<String, Map<Urn, Part>> byName = new TreeMap<>();
            members.forEach(member -> member.parts(attribute)
                    .forEach((name, part) -> byName.computeIfAbsent(name, unknown -> new LinkedHashMap<>())
                            .put(member.urn(), part)));
            Map<String, Part> parts = new TreeMap<>();
            byName.forEach((name, each) -> parts.put(name, together(attribute, members, each)));
            together.put(attribute, parts);
        }
        return together;
    }

    private Part together(String attribute, List<StatedProject> members, Map<Urn, Part> each) {
        BreakReason apart = ProjectContent.AMOUNTS.contains(attribute) ? apart(attribute, members) : BreakReason.SCOPE;
        return apart == null ? total(attribute, members) : new Part(list(each), Statement.of(new Value.Apart(apart)));
    }

    /** Why the sums of the parts do not make one sum; null where they do. */
    private static @Nullable BreakReason apart(String attribute, List<StatedProject> members) {
        List<Investment> sums = sums(attribute, members);
        if (sums.size() < members.size() || isCountedTwice(attribute, members)) {
            return BreakReason.SCOPE;
        }
        if (sums.stream().map(Investment::basis).distinct().count() > 1) {
            return BreakReason.COMMITMENT_BASIS;
        }
        return sums.stream().map(Investment::currency).distinct().count() > 1 ? BreakReason.CURRENCY_RATE : null;
    }

    private static List<Investment> sums(String attribute, List<StatedProject> members) {
        return members.stream()
                .flatMap(member -> Stream.ofNullable(member.amounts().get(attribute)))
                .toList();
    }

    /** The money of a phase is in that of its whole, and the capital of a company is one however many parts name it. */
    private static boolean isCountedTwice(String attribute, List<StatedProject> members) {
        if (members.size() == 1) {
            return false;
        }
        if (members.stream().anyMatch(member -> member.sharesMoneyWith(members))) {
            return true;
        }
        return attribute.equals(ProjectContent.REGISTERED_CAPITAL) && !areOfDifferentCompanies(members);
    }

    private static boolean areOfDifferentCompanies(List<StatedProject> members) {
        Set<Urn> known = new HashSet<>();
        return members.stream()
                .map(StatedProject::hostEntities)
                .allMatch(
                        companies -> !companies.isEmpty() && companies.stream().allMatch(known::add));
    }

    private Part total(String attribute, List<StatedProject> members) {
        List<Investment> sums = sums(attribute, members);
        Investment one = sums.getFirst();
        BigDecimal amount = sums.stream().map(Investment::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        return figures.sum(new Investment(amount, one.currency(), one.basis(), null, null));
    }

    private ArrayNode list(Map<Urn, Part> each) {
        ArrayNode list = json.createArrayNode();
        each.forEach((record, part) ->
                list.addObject().put("record", record.toString()).set("value", part.shown()));
        return list;
    }
}
