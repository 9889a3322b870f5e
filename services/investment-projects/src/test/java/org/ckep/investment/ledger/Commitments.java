package org.ckep.investment.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import org.ckep.investment.Records;
import org.ckep.investment.pending.ByTwoPersons;
import org.ckep.testing.Api;

/** Bodies of the ledger for the tests, in the form of their smallest valid request. */
public final class Commitments {
    private Commitments() {}

    /** A promise of ten million dollars. */
    public static String commitment(String project, String more) {
        return """
                {"project": "%s", "party": {"orgId": "%s"}, "amount": {"amount": "10000000", "currency": "USD"},
                 "kind": "EQUITY", "basis": "CONTRACTED", "signedOn": "2024-03-01"%s}""".formatted(project, Records.organisation(), more);
    }

    /** A commitment of the caller's side; the path below the API's root. */
    public static String made(Api maker, String project, String more) {
        return "commitments/" + Records.id(maker.create("commitments", commitment(project, more)));
    }

    /** Enters a payment for the caller's side, by two persons where others read the commitment. */
    public static void pay(Api maker, String commitment, String amount) {
        Response answer = maker.post(commitment + "/transactions", paid(amount, "2024-05-01"));
        if (answer.statusCode() == 202) {
            ByTwoPersons.confirm(answer);
        } else {
            assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        }
    }

    public static String paid(String amount, String date) {
        return transaction("DISBURSEMENT", amount, date, "");
    }

    public static String transaction(String type, String amount, String date, String more) {
        return """
                {"type": "%s", "amount": {"amount": "%s", "currency": "USD"}, "valueDate": "%s"%s}""".formatted(type, amount, date, more);
    }

    public static String reversal(String transaction, String amount, String date) {
        return transaction("REVERSAL", amount, date, ", \"reverses\": \"" + transaction + "\"");
    }
}
