package org.ckep.portal.project;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.ckep.portal.wording.Wording;

/**
 * What one voice's ledger comes to by one count and currency; the sums of two rows are never added up.
 *
 * @param whose whose ledger it is
 * @param basis by which count
 * @param committed what is bound
 * @param paid what is paid of it
 * @param outstanding what is bound and is not paid
 */
record LedgerRow(String whose, String basis, String committed, String paid, String outstanding) {

    static LedgerRow of(JsonNode total, Wording words) {
        return new LedgerRow(
                total.has("side") ? words.label("side", total.path("side")) : words.label("ledger", "sources"),
                words.label("investment-basis", total.path("basis")),
                sum(total, "committed", words),
                sum(total, "paid", words),
                sum(total, "outstanding", words));
    }

    private static String sum(JsonNode total, String which, Wording words) {
        return words.money(JsonNodeFactory.instance
                        .objectNode()
                        .put("amount", total.path("balance").path(which).asText("0"))
                        .put("currency", total.path("currency").asText()))
                .value()
                .value();
    }
}
