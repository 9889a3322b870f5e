package org.ckep.investment.project;

/** The dates by which a project's progress is followed, each planned (possibly several times) and at last actual. */
enum KeyDate {
    MOU_SIGNED,
    ANNOUNCED,
    FILED,
    APPROVED,
    CONTRACT_SIGNED,
    GROUNDBREAKING,
    COMPLETION,
    COMMISSIONED,
    MASS_PRODUCTION,
    CLOSED,
    WITHDRAWN
}
