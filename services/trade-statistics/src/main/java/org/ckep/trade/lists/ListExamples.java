package org.ckep.trade.lists;

/** Bodies that the API description shows; a test sends the files. */
final class ListExamples {
    static final String COMMODITIES = """
            code,en,zh-Hans,ko
            2825,"Hydrazine, hydroxylamine; other inorganic bases",肼、胲；其他无机碱,히드라진·히드록실아민
            282520,Lithium oxide and hydroxide,锂的氧化物及氢氧化物,산화리튬과 수산화리튬
            """;

    static final String LINKS = """
            source,target
            854231,42
            854232,42
            """;

    static final String REVISION = """
            {
              "list": "CL_COMMODITY",
              "revision": 2,
              "at": "2026-03-02T01:00:00Z",
              "side": "KR",
              "read": 5613,
              "added": 5564,
              "changed": 49,
              "removed": 0
            }""";

    private ListExamples() {}
}
