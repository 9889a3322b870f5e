package org.ckep.investment.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckep.testing.Problems.problem;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.UUID;
import org.ckep.investment.Bilateral;
import org.ckep.investment.Records;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.records.RecordTransactions;
import org.ckep.testing.Api;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands beside the agreed values is entered once for each idempotency key. */
@QuarkusTest
class RepeatedEntriesTest {
    @Inject
    RecordTransactions transactions;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    figures/totalInvestment|{"value": {"amount": "900000000", "currency": "USD", "basis": "CONTRACTED"}}|900000000|900000001
                    filings|{"kind": "permit", "number": "one", "filedOn": "2024-01-05", "outcome": "POSITIVE"}|one|two
                    rag|{"rating": "AMBER", "asOf": "2024-01-31"}|AMBER|RED
                    """)
    void anEntryIsMadeOnceForAKey(String entry, String body, String said, String otherwise) {
        String project = Bilateral.joint("Plant");
        expectOnce(project, project + "/" + entry, body, body.replace(said, otherwise));
    }

    @Test
    void aSideIsCommittedOnceForAKeyAndToldSoAgain() {
        String project = Bilateral.joint("Plant");
        String blind = project + "/blind-comparisons/totalInvestment";
        for (Api checker : new Api[] {Api.cnChecker(), Api.krChecker()}) {
            checker.request()
                    .contentType("application/json")
                    .put(Api.root() + blind)
                    .then()
                    .statusCode(200);
        }
        String value = "{\"value\": {\"amount\": \"5\", \"currency\": \"USD\", \"basis\": \"CONTRACTED\"}}";
        expectOnce(project, blind + "/commitments", value, value.replace("5", "6"));
    }

    private void expectOnce(String project, String path, String body, String otherBody) {
        String key = UUID.randomUUID().toString();
        long before = noted(project);
        Response first = Api.cnMaker().postOnce(path, key, body);
        first.then().statusCode(200);
        assertThat(first.header("Idempotency-Replayed")).isNull();
        assertThat(noted(project)).isEqualTo(before + 1);

        Response again = Api.cnMaker().postOnce(path, key, body);
        again.then().statusCode(200);
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.asByteArray()).isEqualTo(first.asByteArray());
        assertThat(again.header("ETag")).isEqualTo(first.header("ETag")).isNotNull();

        Api.cnMaker().postOnce(path, key, otherBody).then().spec(problem(KernelProblem.IDEMPOTENCY_CONFLICT));
        Api.cnMaker()
                .postOnce(project + "/objections", key, Bilateral.objecting("title"))
                .then()
                .spec(problem(KernelProblem.IDEMPOTENCY_CONFLICT));
        assertThat(noted(project)).isEqualTo(before + 1);
    }

    private long noted(String project) {
        try {
            return VertxContextSupport.subscribeAndAwait(() -> transactions.system(session -> session.createNativeQuery(
                            "select count(*) from audit_entry where urn = :urn", Long.class)
                    .setParameter("urn", Records.urn(project))
                    .getSingleResult()));
        } catch (Throwable unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }
}
