package org.ckep.policy.engagement;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.util.List;
import java.util.UUID;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.policy.register.PolicyRecord;
import org.ckep.records.RecordHead;
import org.jspecify.annotations.Nullable;

/** A delegation as it is stored; its members are parts of it, its size is claimed. */
@Entity
@Table(name = "delegation")
class Delegation extends PolicyRecord {
    private UUID engagementId;

    @Enumerated(EnumType.STRING)
    private Side side;

    @Enumerated(EnumType.STRING)
    private NewDelegation.DelegationKind kind;

    private @Nullable FuzzyDate highestLevelSince;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected Delegation() {}

    @SuppressWarnings("NullAway.Init") // become() fills the rest
    Delegation(UUID id, RecordHead head, NewDelegation content) {
        super(id, head, content);
        become(content);
    }

    final void become(NewDelegation content) {
        becomeCommon(content);
        this.engagementId = content.engagement().uuid();
        this.side = content.side();
        this.kind = content.kind();
        this.highestLevelSince = content.highestLevelSince();
    }

    NewDelegation content(List<NewDelegation.Member> members) {
        return new NewDelegation(
                title(),
                engagement(),
                side,
                kind,
                members.isEmpty() ? null : members,
                null,
                highestLevelSince,
                unknown(),
                null,
                null,
                null,
                null);
    }

    Urn engagement() {
        return new Urn(EngagementService.KIND.urnType(), engagementId);
    }

    @Override
    protected String urnType() {
        return DelegationService.KIND.urnType();
    }

    @Override
    public @Nullable String stateName() {
        return null;
    }
}
