package org.ckep.partnerships.partnership;

import java.util.List;
import java.util.Map;
import org.ckep.kernel.value.UnknownReason;
import org.ckep.partnerships.partnership.PartnershipContent.Deliverable;

/** Stored forms of lists and maps: a jsonb column holds an object. */
final class Columns {
    private Columns() {}

    record Signatories(List<Signature.Signatory> people) {
        Signatories {
            people = List.copyOf(people);
        }
    }

    record Deliverables(List<Deliverable> promised) {
        Deliverables {
            promised = List.copyOf(promised);
        }
    }

    record Unknowns(Map<String, UnknownReason> reasons) {
        Unknowns {
            reasons = Map.copyOf(reasons);
        }
    }
}
