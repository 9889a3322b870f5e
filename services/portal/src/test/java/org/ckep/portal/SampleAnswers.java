package org.ckep.portal;

/** Answers in the shapes of the services, for the pages' tests. */
final class SampleAnswers {
    private SampleAnswers() {}

    static void giveTo(StubGateway gateway) {
        gateway.answer("/trade/v1/bilateral-totals", """
                {"data":[
                  {"period":"2020","source":"DOTS","sides":[
                     {"side":"CN","total":"286530500000","balance":"-60472500000"},
                     {"side":"KR","total":"241434900000","balance":"23724300000"}],
                   "total":{"absolute":"45095600000","percent":"17.0836"}},
                  {"period":"2021","source":"DOTS","sides":[
                     {"side":"CN","total":"360000000000"},
                     {"side":"KR","total":null,"missing":"INPUT_MISSING"}],
                   "total":{"absolute":null,"percent":null,"missing":"INPUT_MISSING"}}],
                 "possibleCauses":[]}""");
        gateway.answer("/trade/v1/claims", """
                {"data":[{"urn":"urn:ckep:claim:1","attribute":"bilateral-goods-trade",
                  "value":{"type":"money","money":{"amount":"328080000000.00","currency":"USD"}},
                  "validFrom":{"date":"2024-01-01","precision":"YEAR"},
                  "modality":"MEASURED","basis":"COMMENTARY"}]}""");
        gateway.answer("/investment/v1/pipeline", """
                {"data":[{"state":"PROSPECT","sector":"SEMI","direction":"KR_TO_CN","count":2}]}""");
        gateway.answer("/policy/v1/engagements", """
                {"data":[{"title":{"en":{"text":"State visit","status":"ORIGINAL"},"ko":{"text":"국빈 방문","status":"WORKING"}},
                  "kind":"STATE_VISIT","start":{"date":"2026-01-04","precision":"DAY"},
                  "end":{"date":"2026-01-07","precision":"DAY"},"stewardship":"OBSERVED"}]}""");
        gateway.answer("/partnerships/v1/sectors", """
                {"data":[{"code":"SEMI","name":{"en":{"text":"semiconductors","status":"ORIGINAL"},
                  "zh-Hans":{"text":"半导体","status":"WORKING"}}}]}""");
        gateway.answer("/investment/v1/projects", """
                {"data":[{"urn":"urn:ckep:project:1","displayId":"CK-PRJ-AAAAAAAA-A",
                  "title":{"en":{"text":"Xi'an process upgrade","status":"ORIGINAL"}},"state":"PROSPECT","type":"UPGRADE",
                  "direction":"KR_TO_CN","sectors":[{"code":"SEMI","share":"100"}],"modality":"STATED_INTENT",
                  "stewardship":"OBSERVED"}],"next":"cursor-2"}""");
        gateway.answer("/policy/v1/milestones", """
                {"data":[{"displayId":"CK-MIL-AAAAAAAA-A",
                  "title":{"en":{"text":"<script>alert(1)</script>","status":"ORIGINAL"}},"state":"MET","owner":"BOTH",
                  "due":"2026-01-07","sectors":["SEMI"],"stewardship":"OBSERVED"}]}""");
        gateway.answer("/partnerships/v1/sectors/SEMI/cockpit", """
                {"sector":{"code":"SEMI","name":{"en":{"text":"semiconductors","status":"ORIGINAL"},
                    "zh-Hans":{"text":"半导体","status":"WORKING"},"ko":{"text":"반도체","status":"WORKING"}}},
                 "partnerships":[{"title":{"en":{"text":"SK hynix – YMTC","status":"ORIGINAL"}},
                    "kind":"PACKAGING_TESTING","state":"EXPLORING","modality":"STATED_INTENT",
                    "parties":[{"orgId":"urn:ckep:organisation:1","name":{"en":{"text":"SK hynix","status":"ORIGINAL"}}},
                               {"unnamed":{"side":"CN"}}]}],
                 "complementarities":[{"side":"KR","strengths":[{"en":{"text":"high-end chips","status":"ORIGINAL"}}],
                    "modality":"OPINION"}],
                 "sourcing":[{"material":{"en":{"text":"hydrogen fluoride","status":"ORIGINAL"}},"hs":"281111",
                    "originCountry":"CN","adoption":"FULL","modality":"ASSERTED"}],
                 "trade":{"claims":[],"series":[
                   {"reporter":{"code":"KR","names":{"en":{"text":"Republic of Korea","status":"ORIGINAL"}}},
                    "partner":{"code":"CN","names":{"en":{"text":"China","status":"ORIGINAL"}}},
                    "flow":{"code":"X","names":{"en":{"text":"exports","status":"ORIGINAL"}}},
                    "commodity":{"code":"854232","names":{"en":{"text":"memory circuits","status":"ORIGINAL"}}},
                    "source":"COMTRADE_V1","valuation":"FOB","unit":"USD",
                    "observations":[{"period":"2022","value":"1500000000"},{"period":"2023","value":"1200000000"}]}]},
                 "investment":{"projects":[],"sites":[],"capacityShares":[]},
                 "parts":{"trade":{"state":"ok"},"investment":{"state":"stale","ageSeconds":40},
                    "policy":{"state":"unavailable","reason":"timeout"}}}""");
    }
}
