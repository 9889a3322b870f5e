package org.ckep.policy.milestone;

/** What one side declares about a milestone's criteria. A declaration is made to everybody who reads the milestone. */
public enum Assessment {
    MET,
    PARTIALLY_MET,
    NOT_MET
}
