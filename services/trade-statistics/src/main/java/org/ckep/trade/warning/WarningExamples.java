package org.ckep.trade.warning;

/** What the API description shows; a test sends the request and compares the answers. */
final class WarningExamples {
    static final String NEW_RULE = """
            {
              "title": {"en": "Lithium-ion cells from one country"},
              "metric": "SUPPLIER_SHARE", "source": "COMTRADE_V1", "frequency": "A",
              "reporter": "KR", "partner": "CN", "edition": "HS22", "commodity": "850760",
              "raiseAt": "0.5", "clearAt": "0.45", "floor": "1000000", "grade": "A"
            }""";

    static final String RULE = """
            {
              "urn": "urn:ckep:warning-rule:5b2f6c1e-1a7c-4b0f-9c43-6b1f0f3c9a10", "displayId": "CK-WRN-7KQ4M-C",
              "title": {"en": {"text": "Lithium-ion cells from one country", "status": "ORIGINAL"}},
              "metric": "SUPPLIER_SHARE", "source": "COMTRADE_V1", "frequency": "A",
              "reporter": "KR", "partner": "CN", "edition": "HS22", "commodity": "850760",
              "raiseAt": "0.5", "clearAt": "0.45", "floor": "1000000", "grade": "A",
              "retired": false, "ownerSide": "KR", "classification": "SIDE"
            }""";

    static final String ALERT = """
            {
              "urn": "urn:ckep:alert:2f6c1e5b-7c1a-4b0f-9c43-0f3c9a106b1f", "displayId": "CK-ALR-7KQ4M-C",
              "title": {"en": {"text": "Lithium-ion cells from one country", "status": "ORIGINAL"}},
              "rule": "urn:ckep:warning-rule:5b2f6c1e-1a7c-4b0f-9c43-6b1f0f3c9a10",
              "grade": "A", "state": "RAISED", "firstPeriod": "2022", "lastPeriod": "2024",
              "raisedValue": "0.9456960703", "latestValue": "0.8525104415",
              "ownerSide": "KR", "classification": "SIDE", "raisedAt": "2026-03-02T01:00:00Z"
            }""";

    static final String RULES = "{\"data\": [" + RULE + "]}";
    static final String ALERTS = "{\"data\": [" + ALERT + "]}";

    private WarningExamples() {}
}
