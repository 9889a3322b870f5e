package org.ckep.kernel.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.jspecify.annotations.Nullable;

/**
 * A party: an organisation of the register, or one that its source does not name. A group is never resolved to one of
 * its companies by guess.
 *
 * @param orgId URN of the organisation, null for an unnamed party
 * @param unnamed what is known of a party without a name, null for an organisation
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OrgRef(@Nullable Urn orgId, @Nullable Unnamed unnamed) {

    /**
     * A party without a name.
     *
     * @param side the side it belongs to, null where not even that is stated
     * @param description the source's words, null where there are none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Unnamed(@Nullable Side side, @Nullable String description) {}

    @JsonCreator
    public OrgRef(@JsonProperty("orgId") @Nullable Urn orgId, @JsonProperty("unnamed") @Nullable Unnamed unnamed) {
        if ((orgId == null) == (unnamed == null)) {
            throw new IllegalArgumentException("a party is either an organisation (orgId) or unnamed");
        }
        this.orgId = orgId;
        this.unnamed = unnamed;
    }

    public static OrgRef named(Urn orgId) {
        return new OrgRef(orgId, null);
    }

    public static OrgRef unnamed(@Nullable Side side, @Nullable String description) {
        return new OrgRef(null, new Unnamed(side, description));
    }

    /** True for an organisation of the register. */
    @JsonIgnore
    public boolean isNamed() {
        return orgId != null;
    }
}
