package org.ckep.partnerships.partnership;

/** In which function a party takes part. */
enum PartyRole {
    LEAD,
    PARTNER,
    FUNDER,
    LICENSOR,
    LICENSEE,
    SUPPLIER,
    BUYER,
    HOST
}
