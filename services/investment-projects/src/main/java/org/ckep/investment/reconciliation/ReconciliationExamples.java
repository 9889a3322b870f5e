package org.ckep.investment.reconciliation;

/** Requests that stand in the API's description; a test sends each of them. */
final class ReconciliationExamples {
    static final String CYCLE = """
            {"rates": [{"from": "USD", "to": "KRW", "rate": "1452.30"}]}""";

    static final String ASSIGN = """
            {"assigned": ["CN", "KR"]}""";

    static final String EXPLAIN = """
            {"reason": "TIMING", "words": {"en": "Another cut-off: the year ends for us when the report is filed"}}""";

    private ReconciliationExamples() {}
}
