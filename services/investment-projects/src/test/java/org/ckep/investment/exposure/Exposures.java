package org.ckep.investment.exposure;

import java.util.UUID;
import org.ckep.investment.Records;
import org.ckep.testing.Api;

/** Bodies of exposures for the tests, in the form of their smallest valid request. */
public final class Exposures {
    public static final String CLEARED = "{\"date\": \"2025-06\", \"reason\": {\"en\": \"A licence was granted\"}}";

    private Exposures() {}

    public static String measure() {
        return "urn:ckep:measure:" + UUID.randomUUID();
    }

    public static String exposure(String subject, String more) {
        return """
                {"subject": "%s", "measure": "%s", "effect": {"en": "Needs a licence"}, "since": "2025-01"%s}""".formatted(subject, measure(), more);
    }

    /** An exposure of the caller's side; the path below the API's root. */
    public static String made(Api maker, String subject, String more) {
        return "exposures/" + Records.id(maker.create("exposures", exposure(subject, more)));
    }
}
