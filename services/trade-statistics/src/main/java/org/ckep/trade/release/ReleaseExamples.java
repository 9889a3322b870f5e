package org.ckep.trade.release;

/** Bodies that the API description shows; a test sends them. */
final class ReleaseExamples {
    static final String NEW = """
            {
              "title": {"en": "Exports and imports of March 2026, first results", "ko": "2026년 3월 수출입 동향(잠정)"},
              "source": "NATIONAL"
            }""";

    static final String EMBARGO = """
            {"to": "EMBARGOED", "embargoUntil": "2027-04-01T00:00:00Z"}""";

    static final String PUBLISH = """
            {"to": "PUBLISHED"}""";

    static final String WITHDRAW = """
            {"to": "WITHDRAWN", "reason": {"en": "A processing error doubled the figures of chapter 85."}}""";

    private ReleaseExamples() {}
}
