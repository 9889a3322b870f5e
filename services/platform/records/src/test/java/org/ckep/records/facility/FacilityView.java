package org.ckep.records.facility;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.ckep.kernel.access.Classification;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.record.Stewardship;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.kernel.value.Quantity;
import org.ckep.records.HeadView;
import org.jspecify.annotations.Nullable;

/** A facility as it is answered: what one expects first, the head only on request. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record FacilityView(
        Urn urn,
        String displayId,
        LocalizedText title,
        FacilityState state,
        String city,
        @Nullable String sector,
        @Nullable Quantity capacity,
        List<Urn> sources,
        Stewardship stewardship,
        Classification.Level classification,
        @Nullable HeadView record) {

    static FacilityView of(Facility facility, boolean expandRecord) {
        return new FacilityView(
                facility.urn(),
                facility.head().displayId(),
                facility.title(),
                facility.state(),
                facility.city(),
                facility.sector(),
                facility.capacity(),
                facility.head().sources(),
                facility.head().stewardship(),
                facility.head().classification().level(),
                HeadView.where(expandRecord, facility.head()));
    }
}
