package org.ckep.kernel.access;

/** The names of the {@link Role}s as constants, for annotations. */
public final class Roles {
    public static final String VIEWER = "viewer";
    public static final String MAKER = "maker";
    public static final String CHECKER = "checker";
    public static final String RELEASER = "releaser";
    public static final String NEGOTIATOR = "negotiator";
    public static final String STATISTICIAN = "statistician";
    public static final String SECRETARIAT = "secretariat";
    public static final String AGENCY = "agency";
    public static final String AUDITOR = "auditor";
    public static final String LOADER = "loader";

    private Roles() {}
}
