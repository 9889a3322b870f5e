package org.ckep.trade.conversion;

/** Answers that the API description shows; a test compares them with real ones. */
final class ConversionExamples {
    static final String PAGE = """
            {
              "classification": "HS12",
              "source": "COMTRADE_V1",
              "frequency": "A",
              "reporter": "KR",
              "partner": "CN",
              "flow": "X",
              "unit": "USD",
              "tables": [
                {"id": "HS22_HS17", "revision": 1},
                {"id": "HS22_HS17_CONVERSION", "revision": 1},
                {"id": "HS22_HS17_WEIGHTS", "revision": 0},
                {"id": "HS17_HS12", "revision": 1},
                {"id": "HS17_HS12_CONVERSION", "revision": 1},
                {"id": "HS17_HS12_WEIGHTS", "revision": 1}
              ],
              "data": [
                {
                  "period": "2023",
                  "hsVintageReported": "HS22",
                  "hsVintageShown": "HS12",
                  "classification": "HS12",
                  "commodity": "854232",
                  "names": {"en": {"text": "Memories", "status": "ORIGINAL"}},
                  "value": "250.5",
                  "conversionMethod": "WEIGHTED",
                  "manyToManyShare": "0.2",
                  "reportedCodes": 2,
                  "valuation": "FOB",
                  "sentBy": "OPERATOR",
                  "provisional": false,
                  "knownSince": "2026-03-02T01:00:00Z"
                }
              ],
              "sums": [
                {
                  "period": "2023",
                  "hsVintageReported": "HS22",
                  "total": "1000",
                  "converted": "990",
                  "notConverted": "10",
                  "manyToManyShare": "0.1"
                }
              ]
            }""";

    static final String CSV = """
            source,frequency,period,reporter,partner,flow,hsVintageReported,hsVintageShown,classification,commodity,value,unit,conversionMethod,manyToManyShare,reportedCodes,notConverted,valuation,sentBy,provisional,knownSince
            COMTRADE_V1,A,2023,KR,CN,X,HS22,HS12,HS12,854232,250.5,USD,WEIGHTED,0.2,2,,FOB,OPERATOR,false,2026-03-02T01:00:00Z
            """;

    private ConversionExamples() {}
}
