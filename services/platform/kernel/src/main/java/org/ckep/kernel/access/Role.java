package org.ckep.kernel.access;

import java.util.Locale;
import java.util.Optional;

/** A function that a person or a system performs. Ministries are data, never roles. */
public enum Role {
    VIEWER,
    MAKER,
    CHECKER,
    RELEASER,
    NEGOTIATOR,
    STATISTICIAN,
    SECRETARIAT,
    AGENCY,
    /** Reads the audit trail of his own side and changes nothing. */
    AUDITOR,
    /** Registers observed records and statistics from public sources; exists in local and demo realms only. */
    LOADER;

    /** The role's name in a token and in {@code @RolesAllowed}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of that name, or empty for a name that is not a function of this platform. */
    public static Optional<Role> ofCode(String code) {
        for (Role role : values()) {
            if (role.code().equals(code)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
