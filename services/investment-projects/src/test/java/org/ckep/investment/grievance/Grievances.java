package org.ckep.investment.grievance;

import org.ckep.investment.Records;
import org.ckep.testing.Api;

/** Bodies of grievances for the tests, in the form of their smallest valid request. */
public final class Grievances {
    public static final String REVIEW = "{\"to\": \"UNDER_REVIEW\", \"date\": \"2025-02\", \"agency\": \"zone\"}";
    public static final String ANSWER =
            "{\"to\": \"ANSWERED\", \"date\": \"2025-03\", \"answer\": {\"en\": \"It is done.\"}}";
    public static final String RESOLVED =
            "{\"to\": \"RESOLVED\", \"date\": \"2025-04\", \"reason\": {\"en\": \"It was.\"}}";

    private Grievances() {}

    public static String grievance(String project, String more) {
        return """
                {"project": "%s", "raisedBy": {"orgId": "%s"}, "text": {"en": "No power"}, "opened": "2025-01"%s}""".formatted(project, Records.organisation(), more);
    }

    /** A grievance of the caller's side; the path below the API's root. */
    public static String made(Api maker, String project) {
        return "grievances/" + Records.id(maker.create("grievances", grievance(project, "")));
    }
}
