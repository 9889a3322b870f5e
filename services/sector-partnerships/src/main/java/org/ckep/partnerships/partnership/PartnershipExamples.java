package org.ckep.partnerships.partnership;

/** Request bodies that the OpenAPI document shows. */
final class PartnershipExamples {
    static final String EXPECTED = """
            {"title": {"en": "LG and a Chinese partner: solid-state batteries"}, "kind": "JOINT_RND",
             "sectors": ["BATT"],
             "parties": [{"orgId": "urn:ckep:organisation:0b1f6a3e-8c8e-4c58-9f3a-2f6f6f1f0a11"},
                         {"unnamed": {"side": "CN"}}]}""";

    static final String OBSERVED = """
            {"title": {"en": "Hyundai and BAIC: joint venture"}, "kind": "JOINT_VENTURE", "state": "ACTIVE",
             "modality": "ASSERTED", "sectors": ["NEV"],
             "parties": [{"orgId": "urn:ckep:organisation:0b1f6a3e-8c8e-4c58-9f3a-2f6f6f1f0a11"},
                         {"orgId": "urn:ckep:organisation:4d2f5c7b-6f0b-4d53-8a44-5f8a4b5c9d21"}],
             "contributions": [{"side": "CN", "class": "MARKET", "weight": 3},
                               {"side": "KR", "class": "TECHNOLOGY", "weight": 3}],
             "sources": ["urn:ckep:source:6f7b1a52-5a4b-4b8e-9d4f-3f1f2a7c9e10"],
             "guardsNotShown": ["STATEMENT_OF_A_PARTY", "SIGNED_DOCUMENT", "SIGNATORIES", "SIGNING_DATE",
                                "BINDING_KNOWN", "START_REACHED", "LICENCES_IN_FORCE", "NO_GROUP_PARTY"]}""";

    static final String EXPLORING = """
            {"to": "EXPLORING", "on": "2026-02", "sources": ["urn:ckep:source:6f7b1a52-5a4b-4b8e-9d4f-3f1f2a7c9e10"]}""";

    static final String SIGNED = """
            {"to": "SIGNED",
             "signature": {"on": "2026-01-05", "binding": "NON_BINDING",
               "document": {"reference": "Memorandum of 5 January 2026",
                 "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"},
               "signatories": [{"side": "CN", "office": "General Manager"},
                               {"side": "KR", "office": "Chief Executive Officer"}]}}""";

    static final String CONTRIBUTION = """
            {"side": "KR", "class": "TECHNOLOGY", "weight": 3, "evidence": {"en": "battery management system"},
             "classification": {"level": "BILATERAL"}}""";

    static final String REPORT = """
            {"on": "2026-06-30", "summary": {"en": "Second meeting of the joint working group"}}""";

    private PartnershipExamples() {}
}
