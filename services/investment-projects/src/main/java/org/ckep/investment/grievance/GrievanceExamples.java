package org.ckep.investment.grievance;

/** Bodies of requests as the description of the API shows them. */
final class GrievanceExamples {
    static final String NEW = """
            {"project": "urn:ckep:project:0d4bb3b5-7d0e-4b1f-9a53-5c8a3a6f1e21",
             "raisedBy": {"orgId": "urn:ckep:organisation:5e0f6f0e-3c1d-4f0a-8b7e-2d9c4a1b6f33"},
             "text": {"en": "The power supply that was agreed is delayed."}, "opened": "2025-11-03"}""";
    static final String REVIEW = """
            {"to": "UNDER_REVIEW", "date": "2025-11-10", "agency": "Yancheng development zone"}""";
    static final String ANSWER = """
            {"to": "ANSWERED", "date": "2025-12-01", "answer": {"en": "The substation is connected in January."}}""";
    static final String RESOLVED = """
            {"to": "RESOLVED", "date": "2026-01-20", "reason": {"en": "The company has confirmed it."}}""";

    private GrievanceExamples() {}
}
