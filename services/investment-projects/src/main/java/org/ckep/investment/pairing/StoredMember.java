package org.ckep.investment.pairing;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.ckep.investment.project.Projects;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** That a record is in a group, for as long as it is. */
@Entity
@Table(name = "pair_member")
class StoredMember {
    @Id
    private UUID projectId;

    @Column(updatable = false)
    private UUID groupId;

    @Column(updatable = false)
    @Enumerated(EnumType.STRING)
    private Side side;

    @Column(updatable = false)
    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable LocalizedText part;

    /** False where reports count the other side's records of the group in its place. */
    @Column(updatable = false)
    private boolean counted;

    /** The other side's records of the group: who reads none of them is not told of the group. */
    @Column(updatable = false)
    private List<UUID> opposite;

    @Column(updatable = false)
    private Instant pairedAt;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected StoredMember() {}

    StoredMember(PairingContent content, PairMember member, Instant pairedAt) {
        this.projectId = member.id();
        this.groupId = content.group().uuid();
        this.side = member.side();
        this.part = member.part();
        this.counted = member.side() == content.counted();
        this.opposite = content.opposite(member);
        this.pairedAt = pairedAt;
    }

    UUID projectId() {
        return projectId;
    }

    /** True where it is one of several records of its side. */
    boolean isPart() {
        return part != null;
    }

    UUID groupId() {
        return groupId;
    }

    Side side() {
        return side;
    }

    /** The side whose records of the group reports count. */
    Side countedSide() {
        return counted ? side : side.other();
    }

    Instant pairedAt() {
        return pairedAt;
    }

    PairMember toMember() {
        return new PairMember(new Urn(Projects.TYPE, projectId), side, part);
    }
}
