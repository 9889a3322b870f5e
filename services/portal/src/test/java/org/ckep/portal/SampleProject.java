package org.ckep.portal;

/** A project of both sides in the shape of the register, and the lists that its form chooses from. */
final class SampleProject {
    private static final String PARENT = "urn:ckep:project:0190a000-0000-7000-8000-000000000003";
    private static final String JOINT = """
            {"urn":"urn:ckep:project:0190a000-0000-7000-8000-000000000001","displayId":"CK-PRJ-AAAAAAAA-A",
              "title":{"en":{"text":"Battery cell plant, phase 2","status":"ORIGINAL"},
                "zh-Hans":{"text":"电池电芯工厂二期","status":"OFFICIAL"},"ko":{"text":"배터리 셀 공장 2단계","status":"OFFICIAL"}},
              "state":"PROSPECT","type":"GREENFIELD","direction":"KR_TO_CN","modality":"PLAN",
              "sectors":[{"code":"SEMI","share":"100"}],
              "participants":[{"org":{"orgId":"urn:ckep:organisation:1"},"role":"INVESTOR",
                "name":{"en":{"text":"SK On","status":"ORIGINAL"}}}],
              "keyDates":{"GROUNDBREAKING":{"planned":[{"date":"2026-04-01","precision":"QUARTER"}]}},
              "totalInvestment":{"amount":"2530000000.00","currency":"USD","basis":"TOTAL_PLANNED"},
              "figures":{"totalInvestment":{
                "cn":{"value":{"amount":"2600000000","currency":"USD","basis":"CONTRACTED"},
                  "classification":"BILATERAL","recordedAt":"2026-11-01T08:30:00Z"},
                "kr":{"value":{"amount":"2580000000","currency":"USD","basis":"DECLARED"},
                  "classification":"BILATERAL","recordedAt":"2026-11-02T09:30:00Z"}}},
              "parentProject":"%s","relation":"PHASE_OF","phasesPartial":true,
              "registeredCapital":{"amount":"600000000.00","currency":"USD","basis":"CONTRACTED"},
              "jobs":{"planned":{"value":"900","relation":"GT","countingUnit":"PERSON"},
                "actual":{"value":"120","relation":"EQ","countingUnit":"PERSON"},"estimated":true},
              "unknownReasons":{"ownContribution":"UNDISCLOSED"},
              "countsTowardAggregate":true,"basis":"PRESS",
              "sources":[{"urn":"urn:ckep:source:1","kind":"PRESS","publisher":"Yonhap","title":"Report on the contract"}],
              "stewardship":"JOINT","classification":"BILATERAL",
              "record":{"stewardship":"JOINT","classification":{"level":"BILATERAL"}}}""".formatted(PARENT);
    private static final String BELOW = """
            {"urn":"urn:ckep:project:0190a000-0000-7000-8000-000000000004","displayId":"CK-PRJ-AAAAAAAA-C",
              "title":{"en":{"text":"%s","status":"ORIGINAL"}},"state":"ANNOUNCED","relation":"%s",
              "totalInvestment":{"amount":"310000000.00","currency":"USD","basis":"TOTAL_PLANNED"},
              "stewardship":"JOINT","classification":"BILATERAL"}""";

    private SampleProject() {}

    /** Puts the project and its change sets onto the gateway. */
    static StubChanges giveTo(StubGateway gateway) throws Exception {
        StubObjections objections = new StubObjections();
        StubChanges changes = new StubChanges(JOINT, objections);
        gateway.answer(StubObjections.PATH, objections);
        gateway.answer(StubChanges.PATH, changes);
        String project = SampleAnswers.PROJECT;
        gateway.answer(project, (question, headers) -> new StubGateway.Done(200, changes.project(), null));
        gateway.answer(
                "/investment/v1/projects",
                (question, headers) -> new StubGateway.Done(200, "{\"data\":[" + list(question, changes) + "]}", null));
        gateway.answer(project + "/pair-group", (question, headers) -> new StubGateway.Done(404, "", null));
        String parent = """
                {"urn":"%s","displayId":"CK-PRJ-AAAAAAAA-B",
                  "title":{"en":{"text":"Battery cell plant","status":"ORIGINAL"}}}""".formatted(PARENT);
        gateway.answer(
                "/investment/v1/projects/" + PARENT.substring(PARENT.lastIndexOf(':') + 1),
                (question, headers) -> new StubGateway.Done(200, parent, null));
        gateway.answer("/investment/v1/claims", """
                {"data":[{"urn":"urn:ckep:claim:9","attribute":"expected-effect",
                  "value":{"type":"qualitative","qualitative":{"level":"HIGH","words":"a model project"}},
                  "modality":"ASSERTED","assertedBySide":"KR",
                  "sources":[{"urn":"urn:ckep:source:1","kind":"PRESS","publisher":"Yonhap","title":"Report on the contract"}]}]}""");
        gateway.answer("/investment/v1/sites", "{\"data\":[]}");
        gateway.answer("/investment/v1/sources", """
                {"data":[{"urn":"urn:ckep:source:1","kind":"PRESS","publisher":"Yonhap","title":"Report on the contract"},
                  {"urn":"urn:ckep:source:2","kind":"OFFICIAL_ACT","title":"Approval of the city"}]}""");
        gateway.answer("/partnerships/v1/organisations", """
                {"data":[{"urn":"urn:ckep:organisation:1","name":{"en":{"text":"SK On","status":"ORIGINAL"}}},
                  {"urn":"urn:ckep:organisation:2","name":{"en":{"text":"EVE Energy","status":"ORIGINAL"}}}]}""");
        return changes;
    }

    /** All projects, or what belongs to the project. */
    private static String list(StubGateway.Question question, StubChanges changes) {
        return question.query().contains("parent=")
                ? BELOW.formatted("Cell hall east", "PHASE_OF") + "," + BELOW.formatted("Fund for it", "FUNDS")
                : changes.project();
    }
}
