package org.ckep.policy.shift;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.policy.register.PolicyRecord;
import org.ckep.records.RecordHead;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A shift as it is stored. */
@Entity
@Table(name = "shift")
class Shift extends PolicyRecord {
    @JdbcTypeCode(SqlTypes.JSON)
    private LocalizedText pastModel;

    @JdbcTypeCode(SqlTypes.JSON)
    private LocalizedText newModel;

    private List<String> pastCn;
    private List<String> pastKr;

    @Enumerated(EnumType.STRING)
    private NewShift.@Nullable Measured measuredBy;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected Shift() {}

    @SuppressWarnings("NullAway.Init") // become() fills the rest
    Shift(UUID id, RecordHead head, NewShift content) {
        super(id, head, content);
        become(content);
    }

    final void become(NewShift content) {
        becomeCommon(content);
        this.pastModel = content.pastModel();
        this.newModel = content.newModel();
        this.pastCn = of(Side.CN, content);
        this.pastKr = of(Side.KR, content);
        this.measuredBy = content.measuredBy();
    }

    NewShift content() {
        return new NewShift(
                title(), pastModel, newModel, contributions(), measuredBy, unknown(), null, null, null, null);
    }

    @Override
    protected String urnType() {
        return ShiftService.KIND.urnType();
    }

    @Override
    public @Nullable String stateName() {
        return null;
    }

    private static List<String> of(Side side, NewShift content) {
        return content.contributions().stream()
                .filter(past -> past.side() == side)
                .map(past -> past.contribution().name())
                .toList();
    }

    private List<NewShift.PastContribution> contributions() {
        return Stream.concat(
                        pastCn.stream()
                                .map(name ->
                                        new NewShift.PastContribution(Side.CN, NewShift.Contribution.valueOf(name))),
                        pastKr.stream()
                                .map(name ->
                                        new NewShift.PastContribution(Side.KR, NewShift.Contribution.valueOf(name))))
                .toList();
    }
}
