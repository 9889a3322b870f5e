package org.ckep.trade.mirror;

/** The answer that the API description shows; a test compares it with a real one. */
final class MirrorExamples {
    static final String PAGE = """
            {
              "data": [{
                "period": "2020", "frequency": "A", "source": "DOTS", "commodity": "TOTAL", "unit": "USD",
                "flows": [
                  {"from": "CN", "to": "KR",
                   "exporter": {"reporter": "CN", "partner": "KR", "flow": "X", "source": "DOTS", "sentBy": "OPERATOR",
                                "value": "113029000000", "valuation": "FOB", "classification": "HS", "provisional": false,
                                "knownSince": "2026-03-02T01:00:00Z"},
                   "importer": {"reporter": "KR", "partner": "CN", "flow": "M", "source": "DOTS", "sentBy": "OPERATOR",
                                "value": "108855300000", "valuation": "CIF", "classification": "HS", "provisional": false,
                                "knownSince": "2026-03-02T01:00:00Z"},
                   "discrepancy": {"absolute": "-4173700000", "ratio": "0.963074", "percent": "-3.762"}}],
                "sides": [
                  {"side": "CN",
                   "exports": {"reporter": "CN", "partner": "KR", "flow": "X", "source": "DOTS", "sentBy": "OPERATOR",
                               "value": "113029000000", "valuation": "FOB", "classification": "HS", "provisional": false,
                               "knownSince": "2026-03-02T01:00:00Z"},
                   "imports": {"reporter": "CN", "partner": "KR", "flow": "M", "source": "DOTS", "sentBy": "OPERATOR",
                               "value": "173501500000", "valuation": "CIF", "classification": "HS", "provisional": false,
                               "knownSince": "2026-03-02T01:00:00Z"},
                   "total": "286530500000", "balance": "-60472500000"}],
                "total": {"absolute": "45095600000", "ratio": "1.186782", "percent": "17.0837"},
                "balance": {"absolute": "-36748200000", "percent": null, "missing": "SIGNED_AMOUNTS"}
              }],
              "possibleCauses": [{"code": "TRANSIT",
                                  "names": {"en": {"text": "Goods passing through a third place, such as Hong Kong",
                                                   "status": "ORIGINAL"}}}]
            }""";

    private MirrorExamples() {}
}
