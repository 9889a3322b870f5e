package org.ckep.policy.engagement;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.util.UUID;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.policy.register.RecordPart;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A member of a delegation, as stored. */
@Entity
@Table(name = "delegation_member")
class DelegationMember extends RecordPart {
    private @Nullable Urn organisation;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable LocalizedText person;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable LocalizedText office;

    @Enumerated(EnumType.STRING)
    private NewDelegation.MemberRole role;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected DelegationMember() {}

    DelegationMember(UUID record, int position, NewDelegation.Member member) {
        super(record, position);
        this.organisation = member.organisation();
        this.person = member.person();
        this.office = member.office();
        this.role = member.role();
    }

    NewDelegation.Member toContent() {
        return new NewDelegation.Member(organisation, person, office, role);
    }
}
