package org.ckep.investment.project;

/** Requests that stand in the API's description; a test sends each of them. */
final class ProjectExamples {
    static final String NEW = """
            {"title": {"en": "Battery plant Yancheng, phase 4"},
             "type": "GREENFIELD", "direction": "KR_TO_CN", "modality": "PLAN",
             "sectors": [{"code": "BATT"}],
             "participants": [
               {"org": {"orgId": "urn:ckep:organisation:0d1f7c0e-8b5b-4d7e-9a76-1d0c0d3a5b11"}, "role": "INVESTOR"},
               {"org": {"unnamed": {"side": "CN", "description": "a municipal fund"}}, "role": "PARTNER"}],
             "totalInvestment": {"amount": "2530000000", "currency": "USD", "basis": "TOTAL_PLANNED"},
             "capacity": [{"product": "battery cells", "quantity": {"value": "10", "unit": "GWh"}, "kind": "PLANNED"}],
             "keyDates": {"GROUNDBREAKING": {"planned": ["2026-Q2"]}},
             "sources": ["urn:ckep:source:6f7b1a52-5a4b-4b8e-9d4f-3f1f2a7c9e10"]}""";

    static final String OBSERVED = """
            {"title": {"en": "Xi'an process upgrade"},
             "type": "UPGRADE", "direction": "KR_TO_CN", "modality": "STATED_INTENT", "state": "PROSPECT",
             "sectors": [{"code": "SEMI"}],
             "participants": [
               {"org": {"orgId": "urn:ckep:organisation:0d1f7c0e-8b5b-4d7e-9a76-1d0c0d3a5b11"}, "role": "INVESTOR"}],
             "unknownReasons": {"stateSince": "NOT_STATED", "totalInvestment": "NOT_STATED"},
             "guardsNotShown": ["STATE_DATE"],
             "sources": ["urn:ckep:source:6f7b1a52-5a4b-4b8e-9d4f-3f1f2a7c9e10"]}""";

    static final String PATCH = """
            {"totalInvestment": {"amount": "2600000000", "currency": "USD", "basis": "CONTRACTED"},
             "keyDates": {"GROUNDBREAKING": {"planned": ["2026-Q2", "2026-Q4"]}}}""";

    static final String ANNOUNCED = """
            {"to": "ANNOUNCED", "date": "2026-01-05",
             "sources": ["urn:ckep:source:6f7b1a52-5a4b-4b8e-9d4f-3f1f2a7c9e10"]}""";

    static final String COMMITTED = """
            {"to": "COMMITTED", "date": "2026-01-20",
             "commitments": [
               {"party": {"orgId": "urn:ckep:organisation:0d1f7c0e-8b5b-4d7e-9a76-1d0c0d3a5b11"},
                "amount": {"amount": "1060000000", "currency": "USD"}, "kind": "EQUITY", "signedOn": "2026-01-20"}],
             "holdings": [
               {"holder": {"orgId": "urn:ckep:organisation:0d1f7c0e-8b5b-4d7e-9a76-1d0c0d3a5b11"},
                "share": {"exact": "100"}}],
             "filings": [{"kind": "foreign investment report", "outcome": "NOT_REQUIRED"}]}""";

    static final String RELEASE_BY_BOTH = """
            {"classification": {"level": "PUBLIC"}, "reason": {"en": "Both sides have announced it"}}""";

    static final String FIGURE_OF_BOTH = """
            {"figure": {"attribute": "totalInvestment",
                        "value": {"amount": "1443700000", "currency": "USD", "basis": "CONTRACTED"}},
             "evidence": ["urn:ckep:source:6f7b1a52-5a4b-4b8e-9d4f-3f1f2a7c9e10"],
             "reason": {"en": "Signed, to be announced in March"}}""";

    static final String SUSPENDED = """
            {"to": "SUSPENDED", "reason": {"en": "Waiting for a licence", "ko": "허가 대기"}}""";

    static final String MAKES_JOINT = """
            {"makesJoint": true,
             "patch": [
               {"op": "replace", "path": "/title",
                "value": {"en": {"text": "Battery cell plant, phase 2", "status": "ORIGINAL"},
                          "zh-Hans": {"text": "电池电芯工厂二期", "status": "OFFICIAL"},
                          "ko": {"text": "배터리 셀 공장 2단계", "status": "OFFICIAL"}}}],
             "reason": {"en": "Both sides keep this project from now on"}}""";

    static final String CHANGE_SET = """
            {"patch": [
               {"op": "add", "path": "/totalInvestment",
                "value": {"amount": "2600000000", "currency": "USD", "basis": "CONTRACTED"}}],
             "reason": {"en": "The contract of January gives the sum"},
             "evidence": ["urn:ckep:source:6f7b1a52-5a4b-4b8e-9d4f-3f1f2a7c9e10"]}""";

    static final String FIGURE = """
            {"value": {"amount": "2580000000", "currency": "USD", "basis": "CONTRACTED"}}""";

    static final String COMMITMENT = """
            {"value": {"amount": "2580000000", "currency": "USD", "basis": "ARRIVED"}}""";

    static final String HASH = """
            {"hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}""";

    static final String REASON = """
            {"reason": {"zh-Hans": "金额尚未核实", "ko": "금액이 아직 확인되지 않았습니다"}}""";

    static final String OBJECTION = """
            {"attribute": "totalInvestment",
             "reason": {"zh-Hans": "合同金额与双方商定的不符", "ko": "계약 금액이 양측이 합의한 금액과 다릅니다"}}""";

    static final String WITHDRAWS_CONSENT = """
            {"reason": {"zh-Hans": "本方不再认可该记录", "ko": "귀측과 합의한 기록을 더 이상 인정하지 않습니다"}}""";

    private ProjectExamples() {}

    static final String RAG = """
            {"rating": "AMBER", "comment": {"en": "The grid connection is late"}, "asOf": "2026-01-31"}""";

    static final String FILING = """
            {"kind": "foreign investment report", "number": "2026-0815", "filedOn": "2026-01-05", "outcome": "POSITIVE"}""";

    static final String STEP = """
            {"step": {"to": "ANNOUNCED", "date": "2026-01-05"},
             "reason": {"en": "The company announced it"}}""";
}
