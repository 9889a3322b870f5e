package org.ckep.partnerships.organisation;

/** Whether an organisation still exists under its own URN. */
public enum OrganisationStatus {
    ACTIVE,
    /** Went on under another URN; the old one answers with the successor. */
    RENAMED,
    /** Became part of another organisation; the old URN answers with it. */
    MERGED,
    DISSOLVED
}
