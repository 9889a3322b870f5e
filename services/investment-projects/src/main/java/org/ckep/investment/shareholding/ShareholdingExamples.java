package org.ckep.investment.shareholding;

/** Bodies of requests as the description of the API shows them. */
final class ShareholdingExamples {
    static final String NEW = """
            {"entity": "urn:ckep:organisation:2b1f0c6e-8d4a-4c57-9f1e-7a3b5d9c0e12", "kind": "EQUITY",
             "statement": {"validFrom": "2002-10", "complete": true, "holdings": [
               {"holder": {"orgId": "urn:ckep:organisation:5e0f6f0e-3c1d-4f0a-8b7e-2d9c4a1b6f33"}, "share": {"exact": "50"}},
               {"holder": {"orgId": "urn:ckep:organisation:9c7d1e2f-4b3a-4e5d-8c6f-1a2b3c4d5e6f"}, "share": {"exact": "50"}}]}}""";
    static final String OBSERVED = """
            {"entity": "urn:ckep:organisation:2b1f0c6e-8d4a-4c57-9f1e-7a3b5d9c0e12", "kind": "EQUITY",
             "statement": {"validFrom": "2023", "complete": true, "holdings": [
               {"holder": {"orgId": "urn:ckep:organisation:5e0f6f0e-3c1d-4f0a-8b7e-2d9c4a1b6f33"}, "share": {"exact": "49"}},
               {"share": {"unknownReason": "UNDISCLOSED"}}],
              "sources": ["urn:ckep:source:6f7b1a52-5a4b-4b8e-9d4f-3f1f2a7c9e10"]}}""";
    static final String INCREASE = """
            {"validFrom": "2024-12-11", "complete": true, "holdings": [
               {"holder": {"orgId": "urn:ckep:organisation:5e0f6f0e-3c1d-4f0a-8b7e-2d9c4a1b6f33"}, "share": {"exact": "50"}},
               {"holder": {"orgId": "urn:ckep:organisation:9c7d1e2f-4b3a-4e5d-8c6f-1a2b3c4d5e6f"}, "share": {"exact": "50"}}],
             "capitalIncrease": {"before": {"amount": "2979000000", "currency": "USD"},
                                 "delta": {"amount": "1095000000", "currency": "USD"},
                                 "after": {"amount": "4074000000", "currency": "USD"}}}""";

    private ShareholdingExamples() {}
}
