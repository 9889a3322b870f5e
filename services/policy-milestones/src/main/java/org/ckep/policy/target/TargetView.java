package org.ckep.policy.target;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.claim.Modality;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.record.Stewardship;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.Relation;
import org.ckep.kernel.value.UnknownReason;
import org.ckep.policy.register.Owner;
import org.ckep.records.HeadView;
import org.jspecify.annotations.Nullable;

/** A target as it is answered; the members are those of {@link NewTarget}. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TargetView(
        Urn urn,
        String displayId,
        LocalizedText title,
        Owner owner,
        String metric,
        Relation relation,
        BigDecimal value,
        @Nullable String unit,
        @Nullable BigDecimal baseline,
        @Nullable FuzzyDate baselineOn,
        @Nullable FuzzyDate due,
        Modality modality,
        List<String> sectors,
        @Nullable Map<String, UnknownReason> unknown,
        List<Urn> sources,
        Stewardship stewardship,
        Classification.Level classification,
        @Nullable HeadView record) {

    @SuppressWarnings("NullAway") // what is stored has a relation and a modality
    static TargetView of(Target target, boolean withHead) {
        NewTarget content = target.content();
        return new TargetView(
                target.urn(),
                target.head().displayId(),
                content.title(),
                content.owner(),
                content.metric(),
                content.relation(),
                content.value(),
                content.unit(),
                content.baseline(),
                content.baselineOn(),
                content.due(),
                content.modality(),
                content.sectorCodes(),
                content.unknown(),
                target.head().sources(),
                target.head().stewardship(),
                target.head().classification().level(),
                HeadView.where(withHead, target.head()));
    }
}
