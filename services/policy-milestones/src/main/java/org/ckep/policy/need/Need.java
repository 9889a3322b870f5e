package org.ckep.policy.need;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.List;
import java.util.UUID;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.policy.register.PolicyRecord;
import org.ckep.records.RecordHead;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A need as it is stored. */
@Entity
@Table(name = "need")
class Need extends PolicyRecord {
    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable LocalizedText statement;

    private List<String> sectors;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected Need() {}

    @SuppressWarnings("NullAway.Init") // become() fills the rest
    Need(UUID id, RecordHead head, NewNeed content) {
        super(id, head, content);
        become(content);
    }

    final void become(NewNeed content) {
        becomeCommon(content);
        this.statement = content.statement();
        this.sectors = content.sectorCodes();
    }

    NewNeed content() {
        return new NewNeed(title(), statement, List.copyOf(sectors), unknown(), null, null, null, null);
    }

    @Override
    protected String urnType() {
        return NeedService.KIND.urnType();
    }

    @Override
    public @Nullable String stateName() {
        return null;
    }
}
