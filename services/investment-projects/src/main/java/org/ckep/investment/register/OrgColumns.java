package org.ckep.investment.register;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.OrgRef;
import org.jspecify.annotations.Nullable;

/**
 * A party in columns.
 *
 * @param orgUrn the organisation, null for an unnamed party
 * @param unnamedSide side of an unnamed party
 * @param unnamedDescription what is known of an unnamed party
 */
@Embeddable
public record OrgColumns(
        @Nullable String orgUrn,
        @Enumerated(EnumType.STRING) @Nullable Side unnamedSide,
        @Nullable String unnamedDescription) {

    public static OrgColumns of(OrgRef org) {
        Urn urn = org.orgId();
        OrgRef.Unnamed unnamed = org.unnamed();
        return new OrgColumns(
                urn == null ? null : urn.toString(),
                unnamed == null ? null : unnamed.side(),
                unnamed == null ? null : unnamed.description());
    }

    /**
     * The party in columns that a record has read.
     *
     * @param columns null where all of them are, of a party of whom nothing is known
     */
    public static OrgRef toOrgRef(@Nullable OrgColumns columns) {
        return columns == null ? OrgRef.unnamed(null, null) : columns.toOrgRef();
    }

    public OrgRef toOrgRef() {
        return orgUrn == null ? OrgRef.unnamed(unnamedSide, unnamedDescription) : OrgRef.named(Urn.parse(orgUrn));
    }
}
