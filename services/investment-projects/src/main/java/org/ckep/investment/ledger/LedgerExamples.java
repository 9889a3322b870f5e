package org.ckep.investment.ledger;

/** Bodies of requests as the description of the API shows them. */
final class LedgerExamples {
    static final String SIGNED = """
            {"project": "urn:ckep:project:0d4bb3b5-7d0e-4b1f-9a53-5c8a3a6f1e21",
             "party": {"orgId": "urn:ckep:organisation:5e0f6f0e-3c1d-4f0a-8b7e-2d9c4a1b6f33"},
             "amount": {"amount": "9000000000", "currency": "USD"}, "kind": "EQUITY", "basis": "CONTRACTED",
             "signedOn": "2020-10-20"}""";
    static final String OBSERVED = """
            {"project": "urn:ckep:project:0d4bb3b5-7d0e-4b1f-9a53-5c8a3a6f1e21",
             "party": {"orgId": "urn:ckep:organisation:5e0f6f0e-3c1d-4f0a-8b7e-2d9c4a1b6f33"},
             "amount": {"amount": "9000000000", "currency": "USD"}, "kind": "EQUITY", "basis": "CONTRACTED",
             "signedOn": "2020-10-20", "sources": ["urn:ckep:source:6f7b1a52-5a4b-4b8e-9d4f-3f1f2a7c9e10"]}""";
    static final String PAID = """
            {"type": "EQUITY_PURCHASE", "amount": {"amount": "7000000000", "currency": "USD"},
             "valueDate": "2021-12-29", "note": {"en": "First closing"}}""";
    static final String REVERSED = """
            {"type": "REVERSAL", "amount": {"amount": "100000000", "currency": "USD"}, "valueDate": "2025-03-27",
             "reverses": "urn:ckep:transaction:7c1b2a3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d",
             "note": {"en": "The price was lower in the end"}}""";

    private LedgerExamples() {}
}
