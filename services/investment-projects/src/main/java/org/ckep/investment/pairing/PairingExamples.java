package org.ckep.investment.pairing;

/** Requests that stand in the API's description; a test sends each of them. */
final class PairingExamples {
    static final String PAIR = """
            {"kind": "PAIR", "counted": "CN",
             "members": [{"project": "urn:ckep:project:9d3c4bab-e756-47b3-8b09-c3d4bb20696a"},
                         {"project": "urn:ckep:project:0b8f5d10-6b0e-4b9e-9d5c-0a1f8d1f2c11"}],
             "reason": {"en": "Both of the plant in Xi'an"}}""";

    static final String UNPAIR = """
            {"kind": "UNPAIR", "group": "urn:ckep:pair-group:5c1f0d6e-9f0c-4a52-8d3b-3f6f5d0c9a21",
             "reason": {"en": "The second plant after all"}}""";

    static final String HASH = """
            {"hash": "3f0c9a2154b8f5d106b0e4b9e9d5c0a1f8d1f2c119d3c4babe75647b38b09c3d"}""";

    private PairingExamples() {}
}
