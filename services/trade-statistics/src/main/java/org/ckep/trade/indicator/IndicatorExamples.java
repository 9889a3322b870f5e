package org.ckep.trade.indicator;

/** Answers that the API description shows; a test compares them with real ones. */
final class IndicatorExamples {
    static final String ENTRY = """
            {
              "id": "rca", "version": "2",
              "names": {"en": {"text": "Revealed comparative advantage", "status": "ORIGINAL"}},
              "expression": "(X_ik/X_i)/(X_wk/X_w)", "range": "0…∞; neutral 1",
              "meaning": {"en": {"text": "How much larger the product is in the economy's exports than in the world's.",
                                 "status": "ORIGINAL"}},
              "inputs": [{"id": "X_ik", "names": {"en": {"text": "exports of product k by economy i",
                                                         "status": "ORIGINAL"}}}],
              "variants": [],
              "limits": {"en": {"text": "Null where the economy exports nothing.", "status": "ORIGINAL"}},
              "source": "Balassa 1965",
              "needs": ["source", "reporter", "period"],
              "takes": ["classification", "level", "commodity", "world", "totals", "absent", "knownAt"],
              "grades": [{"id": "A", "above": "2.5",
                          "names": {"en": {"text": "very strong advantage", "status": "ORIGINAL"}}}],
              "gradesSource": "Published table of five semiconductor subheadings (KITA K-stat, ITC Trade Map)"
            }""";

    static final String CATALOGUE = "{\"data\": [" + ENTRY + "]}";

    static final String VALUES = """
            {
              "formula": {"id": "rca", "version": "2", "expression": "(X_ik/X_i)/(X_wk/X_w)",
                          "catalogue": "/trade/v1/indicators/rca"},
              "basis": {"reporter": "KR", "source": "COMTRADE_V1", "classification": "HS22", "period": "2021",
                        "valuations": ["FOB"], "reporters": 3, "mixedSides": false, "unit": "USD",
                        "parameters": {"source": "COMTRADE_V1", "reporter": "KR", "period": "2021",
                                       "classification": "HS22", "level": "6", "commodity": "854232", "world": "incl",
                                       "totals": "reported", "absent": "missing",
                                       "knownAt": "2026-03-02T01:00:00.123456Z"}},
              "notSpecified": {"commodity": "999999", "share": null, "missing": "NOT_REPORTED"},
              "suppressed": {"figures": 0, "share": "0", "ofOtherReporters": 0},
              "inputs": {"figures": 6,
                         "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                         "csv": "/trade/v1/indicators/rca/inputs?source=COMTRADE_V1&reporter=KR&period=2021",
                         "knownAt": "2026-03-02T01:00:00.123456Z"},
              "data": [{"commodity": "854232", "value": "8.740363651806586", "grade": "A",
                        "parts": {"X_ik": "69177215000", "X_i": "644400368000", "X_wk": "269635315000",
                                  "X_w": "21953101352000"}}]
            }""";

    static final String INPUTS_CSV = """
            source,frequency,reporter,flow,classification,commodity,partner,period,value,netWeight,valuation
            COMTRADE_V1,A,KR,X,HS22,854232,W0,2021,69177215000,,FOB
            """;

    static final String INPUTS_JSON = """
            [{"source": "COMTRADE_V1", "frequency": "A", "reporter": "KR", "flow": "X", "classification": "HS22",
              "commodity": "854232", "partner": "W0", "period": "2021", "value": "69177215000", "valuation": "FOB"}]""";

    private IndicatorExamples() {}
}
