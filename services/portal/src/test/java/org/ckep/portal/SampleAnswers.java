package org.ckep.portal;

/** Answers in the shapes of the services, for the pages' tests. */
final class SampleAnswers {
    static final String PROJECT = "/investment/v1/projects/0190a000-0000-7000-8000-000000000001";
    static final String MILESTONE = "/policy/v1/milestones/0190a000-0000-7000-8000-000000000002";

    private static final String SOURCE = "0190a000-0000-7000-8000-00000000000a";

    private static final String SOURCES = """
            "sources":[{"urn":"urn:ckep:source:1","kind":"COMMENTARY","publisher":"CGTN",
              "title":"The restructuring of China-ROK economic and trade cooperation"}]""";

    private static final String PROJECT_BODY = """
            {"urn":"urn:ckep:project:0190a000-0000-7000-8000-000000000001","displayId":"CK-PRJ-AAAAAAAA-A",
              "title":{"en":{"text":"Xi'an process upgrade","status":"ORIGINAL"},
                "ko":{"text":"시안 공장 공정 업그레이드","status":"WORKING"}},
              "state":"PROSPECT","type":"UPGRADE","profile":"PHYSICAL","direction":"KR_TO_CN",
              "sectors":[{"code":"SEMI","share":"100"}],"modality":"STATED_INTENT",
              "sites":[{"urn":"urn:ckep:site:1","title":{"en":{"text":"Samsung Xi'an NAND plant","status":"ORIGINAL"}}}],
              "participants":[{"org":{"orgId":"urn:ckep:organisation:1"},"role":"INVESTOR",
                "name":{"en":{"text":"Samsung (group)","status":"ORIGINAL"}}}],
              "keyDates":{"ANNOUNCED":{"planned":["2026-03","2026-Q2"]}},
              "unknownReasons":{"stateSince":"NOT_STATED","totalInvestment":"NOT_STATED"},
              "basis":"COMMENTARY",%s,"stewardship":"OBSERVED","classification":"PUBLIC"}""".formatted(SOURCES);

    private static final String MILESTONE_BODY = """
            {"urn":"urn:ckep:milestone:0190a000-0000-7000-8000-000000000002","displayId":"CK-MIL-AAAAAAAA-A",
              "title":{"en":{"text":"<script>alert(1)</script>","status":"ORIGINAL"}},"type":"ENGAGEMENT",
              "state":"IN_PROGRESS","flags":["OVERDUE"],"owner":"BOTH","due":{"date":"2026-01-07","precision":"DAY"},
              "dueDates":[{"due":"2025-Q4","reason":"first plan"},{"due":"2026-01-07"}],"slips":1,
              "criteria":{"zh-Hans":{"text":"签署纪要","status":"ORIGINAL"}},"sectors":["SEMI"],
              "assessments":[{"side":"CN","assessment":"PARTIALLY_MET"}],
              "sources":["urn:ckep:source:0190a000-0000-7000-8000-00000000000a"],
              "stewardship":"SHARED","classification":"BILATERAL"}""";

    private SampleAnswers() {}

    static void giveTo(StubGateway gateway) {
        giveTrade(gateway);
        gateway.answer("/investment/v1/pipeline", """
                {"total":2,"data":[{"state":"PROSPECT","sector":"SEMI","direction":"KR_TO_CN","count":2},
                  {"state":"PROSPECT","sector":"AI","direction":"KR_TO_CN","count":1}]}""");
        gateway.answer("/policy/v1/engagements", """
                {"data":[{"title":{"en":{"text":"State visit","status":"ORIGINAL"},"ko":{"text":"국빈 방문","status":"WORKING"}},
                  "kind":"STATE_VISIT","state":"HELD","start":{"date":"2026-01-04","precision":"DAY"},
                  "end":{"date":"2026-01-07","precision":"DAY"},"hostSide":"CN","guestSide":"KR","stewardship":"OBSERVED"}]}""");
        gateway.answer("/partnerships/v1/sectors", """
                {"data":[{"code":"SEMI","growthArea":false,"name":{"en":{"text":"semiconductors","status":"ORIGINAL"},
                  "zh-Hans":{"text":"半导体","status":"WORKING"}}}]}""");
        gateway.answer("/investment/v1/projects", "{\"data\":[" + PROJECT_BODY + "],\"next\":\"cursor-2\"}");
        gateway.answer(PROJECT, PROJECT_BODY);
        gateway.answer("/policy/v1/milestones", "{\"data\":[" + MILESTONE_BODY + "]}");
        gateway.answer(MILESTONE, MILESTONE_BODY);
        gateway.answer("/investment/v1/pending-acts", "{\"data\":[]}");
        gateway.answer("/partnerships/v1/sectors/SEMI/cockpit", cockpit());
        gateway.forget("/partnerships/v1/sectors/NOPE/cockpit");
        gateway.answer("/partnerships/v1/sources/" + SOURCE, """
                {"urn":"urn:ckep:source:%s","displayId":"CK-SRC-1","kind":"PRESS","publisher":"Asia Today",
                 "title":"Report on the visit","url":"https://example.org/visit"}""".formatted(SOURCE));
        gateway.answer("/policy/v1/sources/" + SOURCE, """
                {"urn":"urn:ckep:source:%s","kind":"OFFICIAL_ACT","title":"회의록","url":"javascript:alert(1)"}""".formatted(SOURCE));
    }

    /** 2018 by DOTS whole, 2021 by DOTS of one side; by Comtrade one figure of 2018 and an entry that nobody reports. */
    private static void giveTrade(StubGateway gateway) {
        gateway.answer("/trade/v1/bilateral-totals", """
                {"data":[
                  {"period":"2018","source":"COMTRADE_V1","unit":"USD",
                   "flows":[{"from":"CN","to":"KR",
                     "exporter":{"reporter":"CN","flow":"X","value":"108756000000","valuation":"FOB"},
                     "importer":{"reporter":"KR","flow":"M","value":null,"missing":"NOT_REPORTED"},
                     "discrepancy":{"absolute":null,"percent":null,"missing":"INPUT_MISSING"}}],
                   "sides":[{"side":"CN","total":null},{"side":"KR","total":null}],
                   "total":{"absolute":null,"percent":null,"missing":"INPUT_MISSING"}},
                  {"period":"2018","source":"DOTS","unit":"USD",
                   "flows":[{"from":"CN","to":"KR",
                     "exporter":{"reporter":"CN","flow":"X","value":"109524300000","valuation":"FOB"},
                     "importer":{"reporter":"KR","flow":"M","value":"106449400000","valuation":"CIF"},
                     "discrepancy":{"absolute":"-3074900000","percent":"-2.8474"}},
                    {"from":"KR","to":"CN",
                     "exporter":{"reporter":"KR","flow":"X","value":"162167700000","valuation":"FOB"},
                     "importer":{"reporter":"CN","flow":"M","value":"202995400000","valuation":"CIF"},
                     "discrepancy":{"absolute":"40827700000","percent":"22.3610"}}],
                   "sides":[
                     {"side":"CN","total":"312519700000","exports":{"flow":"X","valuation":"FOB"},
                      "imports":{"flow":"M","valuation":"CIF"}},
                     {"side":"KR","total":"268617100000","exports":{"flow":"X","valuation":"FOB"},
                      "imports":{"flow":"M","valuation":"CIF"}}],
                   "total":{"absolute":"43902600000","percent":"15.1096"}},
                  {"period":"2021","source":"COMTRADE_V1","unit":"USD",
                   "flows":[{"from":"CN","to":"KR","exporter":{"flow":"X","value":null},"importer":{"flow":"M","value":null},
                     "discrepancy":{"absolute":null,"percent":null}}],
                   "sides":[{"side":"CN","total":null},{"side":"KR","total":null}],
                   "total":{"absolute":null,"percent":null}}],
                 "possibleCauses":[{"code":"TRANSIT","names":{"en":{"text":"Goods passing through a third place","status":"OFFICIAL"}}}]}""");
        gateway.answer("/trade/v1/claims", """
                {"data":[{"urn":"urn:ckep:claim:1","attribute":"bilateral-goods-trade",
                  "value":{"type":"money","money":{"amount":"328080000000.00","currency":"USD",
                    "text":"USD 328.08 billion; the reporter is not stated"}},
                  "validFrom":{"date":"2024-01-01","precision":"YEAR"},"validTo":{"date":"2025-01-01","precision":"YEAR"},
                  "modality":"MEASURED","basis":"COMMENTARY",%s},
                 {"urn":"urn:ckep:claim:2","attribute":"an-attribute-of-tomorrow",
                  "value":{"type":"qualitative","qualitative":{"level":"HIGH","words":"highly reliant"}},
                  "modality":"ASSERTED","basis":"COMMENTARY","assertedBySide":"CN",%s}]}""".formatted(SOURCES, SOURCES));
    }

    private static String cockpit() {
        return """
                {"sector":{"code":"SEMI","growthArea":true,"name":{"en":{"text":"semiconductors","status":"ORIGINAL"},
                    "zh-Hans":{"text":"半导体","status":"WORKING"},"ko":{"text":"반도체","status":"WORKING"}}},
                 "partnerships":[{"title":{"en":{"text":"SK hynix – YMTC","status":"ORIGINAL"}},
                    "kind":"PACKAGING_TESTING","state":"EXPLORING","modality":"STATED_INTENT",
                    "parties":[{"orgId":"urn:ckep:organisation:1","name":{"en":{"text":"SK hynix","status":"ORIGINAL"}}},
                               {"unnamed":{"side":"CN"}}]}],
                 "complementarities":[{"side":"KR","strengths":[{"en":{"text":"high-end chips","status":"ORIGINAL"}}],
                    "modality":"OPINION"}],
                 "sourcing":[{"buyer":{"id":"urn:ckep:site:2","name":{"en":{"text":"SK hynix Wuxi plant","status":"ORIGINAL"}}},
                    "material":{"en":{"text":"hydrogen fluoride","status":"ORIGINAL"}},"hs":"281111",
                    "originCountry":"CN","suppliers":[{"unnamed":{"side":"CN"}}],"adoption":"FULL","modality":"ASSERTED",
                    "sources":["urn:ckep:source:0190a000-0000-7000-8000-00000000000a"]}],
                 "ranks":[{"organisation":{"name":{"en":{"text":"SK On","status":"ORIGINAL"}}},
                    "metric":"EV_BATTERY_INSTALLATION","level":{"level":"TOP_TIER","words":"among the top"},
                    "modality":"ASSERTED"},
                   {"organisation":{"name":{"en":{"text":"LG Energy Solution","status":"ORIGINAL"}}},
                    "metric":"EV_BATTERY_INSTALLATION","level":{"words":"a leading maker"},"modality":"OPINION"}],
                 "trade":{"claims":[],"series":[
                   {"reporter":{"code":"KR","names":{"en":{"text":"Republic of Korea","status":"ORIGINAL"}}},
                    "partner":{"code":"CN","names":{"en":{"text":"China","status":"ORIGINAL"}}},
                    "flow":{"code":"X","names":{"en":{"text":"Exports","status":"ORIGINAL"}}},
                    "commodity":{"code":"854232","names":{"en":{"text":"memory circuits","status":"ORIGINAL"}}},
                    "source":"COMTRADE_V1","valuation":"FOB","unit":"USD",
                    "observations":[{"period":"2022","value":"1500000000"},{"period":"2023","value":"1200000000"}]},
                   {"reporter":{"code":"CN","names":{"en":{"text":"China","status":"ORIGINAL"}}},
                    "partner":{"code":"KR","names":{"en":{"text":"Republic of Korea","status":"ORIGINAL"}}},
                    "flow":{"code":"M","names":{"en":{"text":"Imports","status":"ORIGINAL"}}},
                    "commodity":{"code":"854232","names":{"en":{"text":"memory circuits","status":"ORIGINAL"}}},
                    "source":"COMTRADE_V1","valuation":"CIF","unit":"USD",
                    "observations":[{"period":"2023","value":"1350000000"}]}]},
                 "investment":{"projects":[],"sites":[],"capacityShares":[{
                    "site":{"title":{"en":{"text":"Samsung Xi'an NAND plant","status":"ORIGINAL"}}},
                    "share":{"value":"40","relation":"EQ","unit":"%%"},"modality":"ASSERTED",
                    "denominator":{"en":{"text":"Samsung global NAND flash production","status":"ORIGINAL"}},
                    "unknownReasons":{"period":"NOT_STATED"},%s}]},
                 "parts":{"trade":{"state":"ok"},"investment":{"state":"stale","ageSeconds":40},
                    "policy":{"state":"unavailable","reason":"timeout"}}}""".formatted(SOURCES);
    }
}
