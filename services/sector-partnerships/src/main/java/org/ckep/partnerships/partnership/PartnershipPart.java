package org.ckep.partnerships.partnership;

import java.util.UUID;

/** A row that belongs to a partnership. */
interface PartnershipPart {
    UUID partnershipId();
}
