package org.ckep.investment.grievance;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.ckep.investment.register.SourceNotes;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.claim.Source;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.record.Stewardship;
import org.ckep.kernel.value.FuzzyDate;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.OrgRef;
import org.ckep.records.ClaimView.SourceNote;
import org.ckep.records.HeadView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A grievance as it is answered.
 *
 * @param urn permanent name
 * @param displayId id for people
 * @param project URN of the project that it is about
 * @param raisedBy the company that raised it
 * @param raisedByName its name, absent while this service has not learnt it
 * @param text what it complains of
 * @param opened when it was raised
 * @param state how far it is
 * @param stateSince since when
 * @param agency who looks into it
 * @param answer what the agency said last
 * @param sources what it rests on
 * @param side whose grievance it is
 * @param stewardship UNILATERAL, or SHARED where both sides read it
 * @param classification who may read it
 * @param record the head, with {@code expand=record}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(name = "Grievance")
record GrievanceView(
        Urn urn,
        String displayId,
        Urn project,
        OrgRef raisedBy,
        @Nullable LocalizedText raisedByName,
        LocalizedText text,
        FuzzyDate opened,
        GrievanceState state,
        FuzzyDate stateSince,
        @Nullable String agency,
        @Nullable LocalizedText answer,
        List<SourceNote> sources,
        @Nullable Side side,
        Stewardship stewardship,
        Classification.Level classification,
        @Nullable HeadView record) {

    static GrievanceView of(
            Grievance stored, @Nullable LocalizedText raisedByName, List<Source> sources, boolean withHead) {
        return new GrievanceView(
                stored.urn(),
                stored.head().displayId(),
                stored.project(),
                stored.raisedBy(),
                raisedByName,
                stored.text(),
                stored.opened(),
                stored.state(),
                stored.stateSince(),
                stored.agency(),
                stored.answer(),
                SourceNotes.of(sources),
                stored.head().ownerSide(),
                stored.head().stewardship(),
                stored.head().classification().level(),
                HeadView.where(withHead, stored.head()));
    }

    /** The plain view: the same without the head. */
    GrievanceView withoutHead() {
        return new GrievanceView(
                urn,
                displayId,
                project,
                raisedBy,
                raisedByName,
                text,
                opened,
                state,
                stateSince,
                agency,
                answer,
                sources,
                side,
                stewardship,
                classification,
                null);
    }
}
