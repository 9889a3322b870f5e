package org.ckep.investment.exposure;

/** Bodies of requests as the description of the API shows them. */
final class ExposureExamples {
    static final String NEW = """
            {"subject": "urn:ckep:site:3f6f0f0e-2d4e-4c1e-8a52-0f6f6a0c9b11",
             "measure": "urn:ckep:measure:8a1b2c3d-4e5f-4061-8273-94a5b6c7d8e9",
             "effect": {"en": "New equipment needs a licence"}, "since": "2025-12-31"}""";
    static final String OBSERVED = """
            {"subject": "urn:ckep:site:3f6f0f0e-2d4e-4c1e-8a52-0f6f6a0c9b11",
             "measure": "urn:ckep:measure:8a1b2c3d-4e5f-4061-8273-94a5b6c7d8e9",
             "effect": {"en": "New equipment needs a licence"}, "since": "2025-12",
             "sources": ["urn:ckep:source:6f7b1a52-5a4b-4b8e-9d4f-3f1f2a7c9e10"]}""";
    static final String CLEARED = """
            {"date": "2026-01", "reason": {"en": "A licence for the year was granted"}}""";

    private ExposureExamples() {}
}
