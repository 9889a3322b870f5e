package org.ckep.investment.shareholding;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.ckep.investment.register.SourceNotes;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.claim.Source;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.record.Stewardship;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.records.ClaimView.SourceNote;
import org.ckep.records.HeadView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A shareholding history as it is answered. What the viewer may not see, or nobody knows, is absent.
 *
 * @param urn permanent name
 * @param displayId id for people
 * @param entity URN of the organisation whose parts are held
 * @param entityName its name, absent while this service has not learnt it
 * @param kind of what they are parts
 * @param statement who holds what on the day asked about; absent where nothing is stated of it
 * @param sources what the history rests on
 * @param side whose word it is, absent for what public sources say
 * @param stewardship who stands behind it
 * @param classification who may read it
 * @param record the head, with {@code expand=record}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(name = "Shareholding")
record ShareholdingView(
        Urn urn,
        String displayId,
        Urn entity,
        @Nullable LocalizedText entityName,
        ShareholdingKind kind,
        @Nullable Statement statement,
        List<SourceNote> sources,
        @Nullable Side side,
        Stewardship stewardship,
        Classification.Level classification,
        @Nullable HeadView record) {

    static ShareholdingView of(
            StoredShareholding stored,
            @Nullable Statement statement,
            Map<Urn, LocalizedText> names,
            List<Source> sources,
            boolean withHead) {
        return new ShareholdingView(
                stored.urn(),
                stored.head().displayId(),
                stored.entity(),
                names.get(stored.entity()),
                stored.kind(),
                statement,
                SourceNotes.of(sources),
                stored.head().ownerSide(),
                stored.head().stewardship(),
                stored.head().classification().level(),
                HeadView.where(withHead, stored.head()));
    }
}
