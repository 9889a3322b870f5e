package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.path.xml.XmlPath;
import io.restassured.response.Response;
import java.util.List;
import org.ckep.investment.Bilateral;
import org.ckep.investment.Records;
import org.ckep.investment.ledger.Commitments;
import org.ckep.testing.Api;
import org.junit.jupiter.api.Test;

/** Whose ledger goes into files of other standards, and what of it. */
@QuarkusTest
class LedgerFilesTest {
    private static final String BILATERAL = ", \"classification\": {\"level\": \"BILATERAL\"}";

    private final FiledProjects projects = new FiledProjects();
    private final String word = projects.word();

    private String file(Api who, String name) {
        Response answer = projects.file(who, name);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.asString();
    }

    /** The transactions of IATI: type, sum and whose word it is. */
    private List<String> iati(Api who) {
        XmlPath file = new XmlPath(file(who, "projects.iati.xml"));
        return file
                .<io.restassured.path.xml.element.Node>getList(
                        "iati-activities.iati-activity.transaction", io.restassured.path.xml.element.Node.class)
                .stream()
                .map(one -> one.getNode("transaction-type").getAttribute("code") + " "
                        + one.getNode("value").value() + " "
                        + one.getNode("description")
                                .getNode("narrative")
                                .value()
                                .replaceFirst(".*(?:as |, )", ""))
                .toList();
    }

    private List<String> oc4ids(Api who) {
        return JsonPath.from(file(who, "projects.oc4ids.json"))
                .getList("projects[0].transactions.collect { it.value.amount + ' ' + it.value.currency }");
    }

    private String commitment(Api maker, String project, String amount, String more) {
        return "commitments/"
                + Records.id(maker.create(
                        "commitments", Commitments.commitment(project, more).replace("10000000", amount)));
    }

    @Test
    void nobodyFindsTransactionsThatHeMayNotRead() {
        String project = Records.urn(Bilateral.offered(word, FiledProjects.EXPORTABLE));
        Commitments.pay(Api.cnMaker(), commitment(Api.cnMaker(), project, "90", BILATERAL), "40");
        String before = file(Api.krMaker(), "projects.iati.xml") + file(Api.krMaker(), "projects.oc4ids.json");

        String hidden = commitment(Api.cnMaker(), project, "700", "");
        Commitments.pay(Api.cnMaker(), hidden, "300");
        assertThat(file(Api.krMaker(), "projects.iati.xml") + file(Api.krMaker(), "projects.oc4ids.json"))
                .isEqualTo(before);
        assertThat(iati(Api.krMaker())).containsExactly("2 90.00 China keeps it", "3 40.00 China keeps it");
        assertThat(oc4ids(Api.krMaker())).hasSize(1);
        assertThat(iati(Api.cnMaker()))
                .containsExactlyInAnyOrder(
                        "2 90.00 China keeps it",
                        "3 40.00 China keeps it",
                        "2 700.00 China keeps it",
                        "3 300.00 China keeps it");
        assertThat(oc4ids(Api.cnMaker())).hasSize(2);
    }

    /** Both sides keep the same promise: what stands in a file is added up, so the host's ledger alone stands there. */
    @Test
    void ofAProjectOfBothSidesTheHostsLedgerStandsInFiles() {
        String project = Records.urn(Bilateral.joint(word, FiledProjects.EXPORTABLE));
        Commitments.pay(Api.krMaker(), commitment(Api.krMaker(), project, "95", BILATERAL), "45");
        assertThat(iati(Api.cnMaker()))
                .containsExactly("2 95.00 the Republic of Korea keeps it", "3 45.00 the Republic of Korea keeps it");
        Commitments.pay(Api.cnMaker(), commitment(Api.cnMaker(), project, "90", BILATERAL), "40");
        for (Api reader : List.of(Api.cnMaker(), Api.krMaker())) {
            assertThat(iati(reader)).containsExactly("2 90.00 China keeps it", "3 40.00 China keeps it");
            assertThat(oc4ids(reader)).hasSize(1);
        }
    }

    /** A side may keep one promise by two counts; one of them stands in files. */
    @Test
    void oneCountOfALedgerStandsInFiles() {
        String project = Records.urn(Bilateral.offered(word, FiledProjects.EXPORTABLE));
        Api.cnMaker()
                .create(
                        "commitments",
                        Commitments.commitment(project, "")
                                .replace("10000000", "99")
                                .replace("CONTRACTED", "DECLARED"));
        assertThat(iati(Api.cnMaker())).containsExactly("2 99.00 China keeps it");
        commitment(Api.cnMaker(), project, "90", "");
        assertThat(iati(Api.cnMaker())).containsExactly("2 90.00 China keeps it");
    }

    /** What the record says to be committed is not told twice, and not lost where the ledger has less of it. */
    @Test
    void whatTheRecordSaysStandsUntilTheLedgerAccountsForIt() {
        String urn = projects.bind();
        Commitments.pay(Api.cnMaker(), commitment(Api.cnMaker(), urn, "60", ""), "40");
        assertThat(iati(Api.cnMaker())).containsExactly("2 90.00 signed 2024-03", "3 40.00 China keeps it");
        assertThat(JsonPath.from(file(Api.cnMaker(), "projects.oc4ids.json"))
                        .<Object>getList("projects[0].budget.finance.value.amount"))
                .hasSize(1);
        commitment(Api.cnMaker(), urn, "30", "");
        assertThat(iati(Api.cnMaker()))
                .containsExactlyInAnyOrder(
                        "2 60.00 China keeps it", "2 30.00 China keeps it", "3 40.00 China keeps it");
        assertThat(JsonPath.from(file(Api.cnMaker(), "projects.oc4ids.json"))
                        .<Object>getList("projects[0].budget.finance.value.amount"))
                .hasSize(2);
    }
}
