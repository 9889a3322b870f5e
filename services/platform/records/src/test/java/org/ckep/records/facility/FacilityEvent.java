package org.ckep.records.facility;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Clock;
import org.ckep.kernel.id.Urn;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.messaging.DomainEvent;
import org.jspecify.annotations.Nullable;

/** What others learn of a change; the title and state in it feed the other services' copies. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record FacilityEvent(
        Urn urn,
        String displayId,
        LocalizedText title,
        FacilityState state,
        @Nullable FacilityState previousState,
        String city) {

    static DomainEvent of(String verb, Facility facility, @Nullable FacilityState previous, Clock clock) {
        return DomainEvent.forAll(
                "org.ckep.investment.facility." + verb + ".v1",
                facility.urn(),
                clock.instant(),
                facility.sector(),
                facility.head().classification(),
                new FacilityEvent(
                        facility.urn(),
                        facility.head().displayId(),
                        facility.title(),
                        facility.state(),
                        previous,
                        facility.city()));
    }
}
