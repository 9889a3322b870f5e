package org.ckep.investment.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.investment.ledger.Commitments.made;
import static org.ckep.investment.ledger.Commitments.paid;
import static org.ckep.investment.ledger.Commitments.reversal;
import static org.ckep.investment.ledger.Commitments.transaction;
import static org.ckep.testing.Problems.problem;
import static org.ckep.testing.Problems.problemAt;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.ckep.investment.Records;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.records.RecordTransactions;
import org.ckep.testing.Api;
import org.junit.jupiter.api.Test;

/** Ledgers that are longer than a page, and what they come to. */
@QuarkusTest
class TransactionListTest {
    @Inject
    RecordTransactions transactions;

    private static String commitment() {
        return made(Api.cnMaker(), Api.cnMaker().create("projects", Records.project("")), "");
    }

    private static String enter(String commitment, String transaction) {
        return Api.cnMaker().create(commitment + "/transactions", transaction);
    }

    @Test
    void transactionsComePageByPage() {
        Api cn = Api.cnMaker();
        String list = commitment() + "/transactions";
        List<String> entered = new ArrayList<>();
        entered.add(cn.get(list).path("data[0].urn"));
        for (int amount = 1; amount <= 4; amount++) {
            entered.add(cn.create(list, paid(Integer.toString(amount), "2024-05-01")));
        }
        Response first = cn.get(list + "?limit=2");
        first.then()
                .statusCode(200)
                .body("data.urn", equalTo(entered.subList(0, 2)))
                .header("Link", containsString("rel=\"next\""));
        Response second = cn.get(list + "?limit=2&after=" + first.path("next"));
        second.then().body("data.urn", equalTo(entered.subList(2, 4)));
        // What is entered meanwhile comes at the end.
        entered.add(cn.create(list, paid("5", "2024-05-01")));
        cn.get(list + "?limit=2&after=" + second.path("next"))
                .then()
                .body("data.urn", equalTo(entered.subList(4, 6)))
                .body("next", nullValue());
        cn.get(list + "?limit=0").then().spec(problemAt(KernelProblem.INVALID_VALUE, "limit"));
        commitment();
        String foreign = cn.get("commitments?limit=1").path("next");
        assertThat(foreign).isNotNull();
        for (String cursor : List.of("x", foreign)) {
            cn.get(list + "?after=" + cursor).then().spec(problemAt(KernelProblem.INVALID_VALUE, "after"));
        }
    }

    @Test
    void aTransactionIsFoundBelowItsCommitmentAlone() {
        String commitment = commitment();
        String id = Records.id(enter(commitment, paid("1", "2024-05-01")));
        Api.cnMaker().get(commitment + "/transactions/" + id).then().statusCode(200);
        for (String path :
                List.of(commitment() + "/transactions/" + id, commitment + "/transactions/" + UUID.randomUUID())) {
            Api.cnMaker().get(path).then().spec(problem(KernelProblem.NOT_FOUND));
        }
    }

    @Test
    void aReversalIsTakenOffWhatItReverses() {
        String project = Api.cnMaker().create("projects", Records.project(""));
        String commitment = made(Api.cnMaker(), project, "");
        String bound = Api.cnMaker().get(commitment + "/transactions").path("data[0].urn");
        enter(commitment, transaction("EQUITY_PURCHASE", "5", "2024-05-01", ""));
        enter(commitment, transaction("EXPENDITURE", "20", "2024-05-02", ""));
        String sold = enter(commitment, transaction("EQUITY_SALE", "4", "2024-05-03", ""));
        enter(commitment, reversal(sold, "1", "2024-06-01"));
        enter(commitment, reversal(bound, "3000000", "2024-07-01"));
        Api.cnMaker()
                .get(commitment)
                .then()
                .body("balance.committed", equalTo("7000000.00"))
                .body("balance.paid", equalTo("25.00"))
                .body("balance.outstanding", equalTo("6999975.00"))
                .body("balance.sold", equalTo("3.00"))
                .body("status", equalTo("PARTLY_PAID"));
        String ledger = "projects/" + Records.id(project) + "/ledger?asOf=";
        Api.cnMaker()
                .get(ledger + "2024-06-30")
                .then()
                .body("data.balance.committed", contains("10000000.00"))
                .body("data.balance.sold", contains("3.00"));
        Api.cnMaker()
                .get(ledger + "2024-05-31")
                .then()
                .body("data.balance.paid", contains("25.00"))
                .body("data.balance.sold", contains("4.00"));
    }

    /** More than two pages, entered at one moment. */
    @Test
    void theFileOfALongLedgerIsWhole() throws Throwable {
        String commitment = commitment();
        UUID id = UUID.fromString(commitment.substring(commitment.indexOf('/') + 1));
        VertxContextSupport.subscribeAndAwait(() -> transactions.system(session -> session.createNativeQuery(
                        "insert into commitment_transaction(id, commitment_id, type, amount, value_date, source_ids, "
                                + "side, recorded_at) select gen_random_uuid(), cast(:id as uuid), "
                                + "'DISBURSEMENT', n, date '2024-05-01', cast('{}' as uuid[]), 'CN', now() from generate_series(1, 1234) n")
                .setParameter("id", id)
                .executeUpdate()));
        String[] lines = Api.cnMaker()
                .request()
                .accept("text/csv")
                .get(Api.root() + commitment + "/transactions.csv")
                .asString()
                .split("\r\n");
        assertThat(lines).hasSize(1236).doesNotHaveDuplicates();
        assertThat(lines[1]).contains(",COMMITMENT,");
        Api.cnMaker().get(commitment).then().body("balance.paid", equalTo("761995.00"));
    }
}
