package org.ckep.partnerships.organisation;

/** What an organisation is. */
public enum OrganisationKind {
    GOVERNMENT,
    MINISTRY,
    AGENCY,
    SUBNATIONAL,
    PARK,
    COMPANY,
    /** Several companies under one roof. Never resolved to one of them by guess. */
    GROUP,
    UNIVERSITY,
    ASSOCIATION,
    /** An intergovernmental organisation. */
    IGO,
    MEDIA
}
