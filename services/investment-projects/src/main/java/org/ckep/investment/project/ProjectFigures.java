package org.ckep.investment.project;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.reconciliation.Facet;
import org.ckep.kernel.reconciliation.Statement;
import org.ckep.kernel.reconciliation.Statement.Value;
import org.ckep.kernel.reconciliation.TolerancePolicy;
import org.ckep.kernel.value.Money;
import org.ckep.kernel.value.Quantity;
import org.ckep.records.AnyOf;
import org.ckep.records.RecordVisibility;
import org.ckep.records.reconciliation.Reconcilable;
import org.hibernate.reactive.mutiny.Mutiny;

/** The figures of projects as they are compared: sums by their basis, dates one by one, capacity by product, jobs by plan and fact. */
@ApplicationScoped
class ProjectFigures implements Reconcilable {
    private static final String JOBS = "jobs";
    private static final String KEY_DATES = "keyDates";
    private static final String CAPACITY = "capacity";
    private static final TypeReference<Map<KeyDate, KeyDates>> DATES = new TypeReference<>() {};
    private static final TypeReference<List<CapacityEntry>> ENTRIES = new TypeReference<>() {};
    private static final TolerancePolicy POLICY = read();

    private final ObjectMapper json;

    ProjectFigures(ObjectMapper json) {
        this.json = json;
    }

    private static TolerancePolicy read() {
        String name = "project.tolerances";
        InputStream file = Objects.requireNonNull(ProjectFigures.class.getResourceAsStream(name), name);
        return TolerancePolicy.read(name, new InputStreamReader(file, StandardCharsets.UTF_8));
    }

    @Override
    public TolerancePolicy policy() {
        return POLICY;
    }

    @Override
    public Uni<Set<Urn>> ofBothSides(Mutiny.Session session, Viewer viewer, Set<Urn> records) {
        RecordVisibility visible = RecordVisibility.predicate(viewer, "p.head");
        AnyOf among = AnyOf.of(records.stream().map(Urn::uuid).toList());
        return visible.bind(session.createSelectionQuery(
                        "select p.id from Project p where p.head.stewardship = JOINT and " + visible.condition()
                                + " and " + among.condition("p.id", "records"),
                        UUID.class))
                .setParameter("records", among.parameter())
                .getResultList()
                .map(found ->
                        found.stream().map(id -> new Urn(Project.TYPE, id)).collect(Collectors.toSet()));
    }

    @Override
    public Uni<Optional<Instant>> begun(Mutiny.Session session, Viewer viewer) {
        RecordVisibility visible = RecordVisibility.predicate(viewer, "p.head");
        return visible.bind(session.createSelectionQuery(
                        "select p.head.createdAt from Project p where " + visible.condition()
                                + " order by p.head.createdAt",
                        Instant.class))
                .setMaxResults(1)
                .getResultList()
                .map(found -> found.stream().findFirst());
    }

    @Override
    public Map<String, Part> parts(String attribute, JsonNode value) {
        try {
            return switch (attribute) {
                case ProjectContent.TOTAL_INVESTMENT,
                        ProjectContent.REGISTERED_CAPITAL,
                        ProjectContent.OWN_CONTRIBUTION ->
                    Map.of(attribute, sum(json.treeToValue(value, Investment.class)));
                case JOBS -> jobs(json.treeToValue(value, Jobs.class));
                case KEY_DATES -> dates(json.readValue(json.treeAsTokens(value), DATES));
                case CAPACITY -> capacity(json.readValue(json.treeAsTokens(value), ENTRIES));
                default -> throw new IllegalArgumentException("no figure is called " + attribute);
            };
        } catch (IOException checkedWhenEntered) {
            throw new IllegalStateException("a figure that was accepted cannot be read", checkedWhenEntered);
        }
    }

    /** A sum of money as it is compared. */
    Part sum(Investment investment) {
        Money money = new Money(investment.amount(), investment.currency(), investment.valueDate(), null);
        return new Part(
                json.valueToTree(investment),
                Statement.of(new Value.Sum(money)).with(Facet.BASIS, row(investment.basis())));
    }

    /** The rows of the agreed mapping; figures of two rows are never compared. */
    private static String row(InvestmentBasis basis) {
        return switch (basis) {
            case DECLARED, CONTRACTED -> "COMMITTED";
            case ARRIVED, USED -> "PAID";
            case TOTAL_PLANNED -> "PLANNED";
        };
    }

    private Map<String, Part> dates(Map<KeyDate, KeyDates> dates) {
        Map<String, Part> parts = new TreeMap<>();
        dates.forEach((key, known) -> {
            String name = KEY_DATES + "/" + key + "/";
            if (known.actual() != null) {
                parts.put(
                        name + "actual",
                        new Part(json.valueToTree(known.actual()), Statement.of(new Value.Day(known.actual()))));
            }
            if (!known.planned().isEmpty()) {
                parts.put(
                        name + "planned",
                        new Part(
                                json.valueToTree(known.planned().getLast()),
                                Statement.of(new Value.Day(known.planned().getLast()))));
            }
        });
        return parts;
    }

    private Map<String, Part> jobs(Jobs jobs) {
        Map<String, Part> parts = new TreeMap<>();
        if (jobs.planned() != null) {
            parts.put(JOBS + "/planned", count(jobs.planned()));
        }
        if (jobs.actual() != null) {
            parts.put(JOBS + "/actual", count(jobs.actual()));
        }
        return parts;
    }

    private Part count(Quantity quantity) {
        return new Part(json.valueToTree(quantity), Statement.of(new Value.Number(quantity)));
    }

    private Map<String, Part> capacity(List<CapacityEntry> entries) {
        Map<String, Part> parts = new TreeMap<>();
        for (CapacityEntry entry : entries) {
            Statement statement = Statement.of(new Value.Number(entry.quantity()));
            parts.put(
                    CAPACITY + "/" + entry.product() + "/" + entry.kind(),
                    new Part(
                            json.valueToTree(entry),
                            entry.asOf() == null
                                    ? statement
                                    : statement.with(Facet.PERIOD, entry.asOf().toString())));
        }
        return parts;
    }
}
