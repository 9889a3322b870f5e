package org.ckep.investment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.ckep.investment.pairing.Pairs;
import org.ckep.kernel.change.ChangeProblem;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemType;
import org.ckep.kernel.reconciliation.ReconciliationProblem;
import org.ckep.kernel.value.Language;
import org.ckep.testing.Api;
import org.ckep.testing.ApiDescription;
import org.ckep.web.ProblemTitles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the service says of itself is true: every operation is named, every problem has a title. */
@QuarkusTest
class ApiDescriptionTest {
    private static final List<String> REGISTERS = List.of("projects", "sites", "capacity-shares");

    @Inject
    ProblemTitles titles;

    private ApiDescription description;

    @BeforeEach
    void read() {
        description = ApiDescription.served();
    }

    @Test
    void theDescriptionNamesEveryOperation() {
        List<String> expected = new ArrayList<>(List.of(
                "get projects/{id}/transitions",
                "post projects/{id}/transitions",
                "post projects/{id}/release",
                "get projects/{id}/adopt",
                "post projects/{id}/adopt",
                "post projects/{id}/adopt/confirm",
                "post projects/{id}/adopt/drop",
                "get projects/{id}/revision",
                "post projects/{id}/revision/confirm",
                "post projects/{id}/revision/drop",
                "get pending-acts",
                "get pending-acts/{id}",
                "post pending-acts/{id}/confirm",
                "post pending-acts/{id}/drop",
                "get changes",
                "get projects/{id}/changes",
                "post projects/{id}/changes",
                "get projects/{id}/changes/{change}",
                "put projects/{id}/changes/{change}",
                "get projects/{id}/objections",
                "post projects/{id}/objections",
                "get projects/{id}/objections/{objection}",
                "post projects/{id}/objections/{objection}/raise",
                "post projects/{id}/objections/{objection}/drop",
                "post projects/{id}/figures/{attribute}",
                "post projects/{id}/figures/{attribute}/release",
                "post projects/{id}/filings",
                "post projects/{id}/rag",
                "get payments",
                "get pipeline",
                "get stock",
                "get totals",
                "get slippage",
                "get slipped-projects",
                "get funnel",
                "get dead-projects",
                "get top-investors",
                "get concentration",
                "get control",
                "get commitments",
                "post commitments",
                "post commitments/register-observed",
                "get commitments/{id}",
                "get commitments/{id}/transactions",
                "post commitments/{id}/transactions",
                "get commitments/{id}/transactions/{transaction}",
                "get projects/{id}/ledger",
                "get grievances",
                "post grievances",
                "get grievances/{id}",
                "get grievances/{id}/transitions",
                "post grievances/{id}/transitions",
                "post grievances/{id}/share",
                "get exposures",
                "post exposures",
                "post exposures/register-observed",
                "get exposures/{id}",
                "post exposures/{id}/clear",
                "get shareholdings",
                "post shareholdings",
                "post shareholdings/register-observed",
                "get shareholdings/{id}",
                "get shareholdings/{id}/statements",
                "post shareholdings/{id}/statements",
                "get audit",
                "get projects/{id}/reconciliation",
                "get projects/{id}/blind-comparisons",
                "put projects/{id}/blind-comparisons/{attribute}",
                "delete projects/{id}/blind-comparisons/{attribute}",
                "post projects/{id}/blind-comparisons/{attribute}/commitments",
                "get inconsistencies",
                "get reconciliation-rates",
                "put reconciliation-rates/{month}",
                "post reconciliation-rates/{month}/agree",
                "get reconciliation-cycles",
                "post reconciliation-cycles",
                "get open-breaks",
                "get reconciliation-trend",
                "get breaks",
                "get breaks/{id}",
                "post breaks/{id}/assign",
                "post breaks/{id}/explain",
                "post breaks/{id}/prepare",
                "post breaks/{id}/agree",
                "post breaks/{id}/close",
                "get sources",
                "post sources",
                "get sources/{id}",
                "get claims",
                "post claims",
                "get claims/{id}",
                "post claims/{id}/deprecate"));
        for (String released :
                List.of("sites", "capacity-shares", "commitments", "shareholdings", "exposures", "sources", "claims")) {
            expected.add("post " + released + "/{id}/release");
        }
        for (String act :
                List.of("submit", "return", "dismiss", "propose", "withdraw", "review", "counter", "reject", "agree")) {
            expected.add("post projects/{id}/changes/{change}/" + act);
        }
        for (String file : List.of(
                "projects.oc4ids.json",
                "projects.iati.xml",
                "payments.csv",
                "pipeline.csv",
                "stock.csv",
                "totals.csv",
                "slippage.csv",
                "slipped-projects.csv",
                "funnel.csv",
                "dead-projects.csv",
                "top-investors.csv",
                "sites.geojson",
                "concentration.csv",
                "control.csv",
                "breaks.csv",
                "open-breaks.csv",
                "reconciliation-trend.csv",
                "inconsistencies.csv",
                "reconciliation-cycles.csv",
                "reconciliation-rates.csv",
                "grievances.csv",
                "grievances/{id}/transitions.csv",
                "exposures.csv",
                "shareholdings.csv",
                "shareholdings/{id}/statements.csv",
                "commitments.csv",
                "commitments/{id}/transactions.csv",
                "claims.csv",
                "sources.csv",
                "projects/{id}/transitions.csv",
                "changes.csv",
                "pending-acts.csv",
                "projects/{id}/changes.csv",
                "projects/{id}/objections.csv",
                "projects/{id}/reconciliation.csv",
                "projects/{id}/blind-comparisons.csv",
                "projects/{id}/ledger.csv",
                "audit.csv")) {
            expected.add("get " + file);
        }
        expected.addAll(Pairs.OPERATIONS);
        for (String register : REGISTERS) {
            expected.add("get " + register + ".csv");
            expected.addAll(List.of(
                    "get " + register,
                    "post " + register,
                    "post " + register + "/register-observed",
                    "get " + register + "/{id}",
                    "patch " + register + "/{id}"));
        }
        assertThat(description.operations()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void whatIsCreatedIsDescribedAndNothingElse() {
        for (String register :
                List.of("projects", "sites", "capacity-shares", "commitments", "shareholdings", "exposures")) {
            for (String operation : List.of("post " + register, "post " + register + "/register-observed")) {
                assertThat(ofSuccess(operation)).as(operation).containsExactly("201");
                assertThat(description
                                .operation(operation)
                                .at("/responses/201/content/application~1json/schema/$ref")
                                .asText())
                        .as(operation)
                        .startsWith("#/components/schemas/");
            }
        }
        for (String waiting : List.of(
                "post projects/{id}/transitions",
                "patch projects/{id}",
                "patch sites/{id}",
                "patch capacity-shares/{id}")) {
            assertThat(ofSuccess(waiting)).as(waiting).containsExactlyInAnyOrder("200", "202");
        }
    }

    private List<String> ofSuccess(String operation) {
        List<String> statuses = new ArrayList<>();
        description.operation(operation).path("responses").fieldNames().forEachRemaining(statuses::add);
        return statuses.stream().filter(status -> status.startsWith("2")).toList();
    }

    @Test
    void aPatchDemandsNoMember() {
        for (String name : List.of("ProjectPatch", "SitePatch", "CapacitySharePatch")) {
            assertThat(description.schema(name).path("properties").has("sources"))
                    .as(name)
                    .isTrue();
            assertThat(description.schema(name).has("required")).as(name).isFalse();
        }
        assertThat(description.schema("ProjectPatch").path("properties").fieldNames())
                .toIterable()
                .contains("stateSince", "correctionReason");
    }

    @Test
    void aRefusedMemberOfAPatchIsToldWhatIsKnown() {
        String project = "projects/" + Api.cnMaker().create("projects", Records.project(""));
        Api.cnMaker()
                .patch(project, "{\"colour\": \"red\"}")
                .then()
                .spec(problemAt(KernelProblem.UNKNOWN_PROPERTY, "/colour"))
                .body("errors[0].message", containsString("stateSince"))
                .body("errors[0].message", containsString("correctionReason"));
    }

    @Test
    void everyProblemHasATitleInEveryLanguage() throws ReflectiveOperationException {
        List<ProblemType> types = new ArrayList<>(List.of(ChangeProblem.values()));
        types.addAll(List.of(ReconciliationProblem.values()));
        for (String name : List.of(
                "project.ProjectProblem",
                "site.SiteProblem",
                "capacity.CapacityProblem",
                "ledger.LedgerProblem",
                "shareholding.ShareholdingProblem",
                "exposure.ExposureProblem",
                "pairing.PairingProblem",
                "grievance.GrievanceProblem")) {
            Stream.of(Class.forName("org.ckep.investment." + name).getEnumConstants())
                    .map(ProblemType.class::cast)
                    .forEach(types::add);
        }
        assertThat(types).hasSizeGreaterThan(30);
        for (ProblemType type : types) {
            for (Language language : Language.values()) {
                assertThat(titles.has(type, language))
                        .as("%s in %s", type.slug(), language)
                        .isTrue();
            }
        }
    }
}
