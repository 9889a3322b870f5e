package org.ckep.investment.reconciliation;

/** Requests that stand in the API's description; a test sends each of them. */
final class ReconciliationExamples {
    static final String CYCLE = "{}";

    static final String RATES = """
            {"rates": [{"from": "USD", "to": "KRW", "rate": "1452.30"}, {"from": "USD", "to": "CNY", "rate": "7.09"}]}""";

    static final String HASH = """
            {"hash": "0f343b0931126a20f133d67c2b018a3b5e7c9d1a2f4b6c8d0e1f2a3b4c5d6e7f"}""";

    static final String ASSIGN = """
            {"assigned": ["CN", "KR"]}""";

    static final String EXPLAIN = """
            {"reason": "TIMING", "words": {"en": "Another cut-off: the year ends for us when the report is filed"}}""";

    private ReconciliationExamples() {}
}
