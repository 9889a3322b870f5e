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
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A target as it is answered; the members are those of {@link NewTarget}. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(examples = TargetView.EXAMPLE)
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
    static final String EXAMPLE = """
        {"urn": "urn:ckep:target:8b9f6f0e-3d5a-4a53-9a0e-0f5c8f0a7d11", "displayId": "CK-TGT-7KQ4M-C", \
        "title": {"en": {"text": "Import dependence on natural graphite at most half", "status": "ORIGINAL"}}, \
        "owner": "KR", "metric": "IMPORT_SHARE_GRAPHITE", "relation": "LE", "value": "50", "unit": "%", \
        "due": {"date": "2030-01-01", "precision": "YEAR"}, "modality": "PLAN", "sectors": ["MIN"], "sources": [], \
        "stewardship": "UNILATERAL", "classification": "SIDE"}\
        """;

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
