package org.ckep.investment.project;

import java.util.Set;

/** The attributes of a project, for tests outside this package. */
public final class ProjectAttributes {
    private ProjectAttributes() {}

    /** All that have a class. */
    public static Set<String> all() {
        return ProjectAgreement.POLICY.attributes();
    }
}
