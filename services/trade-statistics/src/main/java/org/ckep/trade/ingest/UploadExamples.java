package org.ckep.trade.ingest;

/** Bodies that the API description shows; a test sends the first and compares the others with real answers. */
final class UploadExamples {
    static final String COMTRADE = """
            typeCode,freqCode,period,reporterCode,flowCode,partnerCode,partner2Code,classificationCode,cmdCode,\
            customsCode,motCode,qtyUnitCode,qty,netWgt,cifvalue,fobvalue,primaryValue
            C,A,2023,410,M,156,0,H6,282520,C00,0,8,1200.5,1200.5,1000,0,1000
            """;

    static final String SDMX = """
            STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA,TRADE_FLOW,COMMODITY_1,COUNTERPART_AREA_1,CUSTOMS_PROC,MEASURE,\
            TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,OBS_STATUS,VALUATION
            dataflow,CKEP:DF_BTS_NATIONAL_A(1.0.0),M,A,KR,M,HS22_282520,CN,C00,TRADE_VALUE,2023,1000.5,USD,P,CIF
            """;

    static final String COMPLETED = """
            {
              "urn": "urn:ckep:upload:5b2f6c1e-1a7c-4b0f-9c43-6b1f0f3c9a10",
              "displayId": "CK-UPL-7KQ4M-C",
              "state": "COMPLETED",
              "source": "COMTRADE_V1",
              "sentBy": "OPERATOR",
              "onError": "accept",
              "onConflict": "refuse",
              "coverage": "partial",
              "provisional": false,
              "format": "COMTRADE_V1",
              "charset": "UTF-8",
              "receivedAt": "2026-03-02T01:00:00Z",
              "finishedAt": "2026-03-02T01:00:00.250Z",
              "totals": {"read": 1, "inserted": 1, "revised": 0, "unchanged": 0, "rejected": 0, "outOfScope": 0, "replaced": 0,
                         "duplicates": 0, "deleted": 0, "withdrawn": 0},
              "outOfScope": {},
              "notes": {},
              "findings": {},
              "unknownColumns": [],
              "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
              "errors": "/trade/v1/uploads/5b2f6c1e-1a7c-4b0f-9c43-6b1f0f3c9a10/errors",
              "findingList": "/trade/v1/uploads/5b2f6c1e-1a7c-4b0f-9c43-6b1f0f3c9a10/findings"
            }""";

    static final String REFUSED = """
            {
              "type": "urn:ckep:problem:upload-refused",
              "title": "The file was not taken",
              "status": 422,
              "detail": "The file has no column 'primaryValue'.",
              "instance": "urn:ckep:request:4f7c2a90-3a55-4a4e-8d5c-0b7a2e6c1d11",
              "errors": [{"pointer": "", "code": "column-missing", "message": "The file has no column 'primaryValue'."}],
              "upload": {"urn": "urn:ckep:upload:5b2f6c1e-1a7c-4b0f-9c43-6b1f0f3c9a10", "state": "REFUSED"}
            }""";

    private UploadExamples() {}
}
