package org.ckep.trade.sdmx;

import java.util.List;
import org.ckep.trade.code.Item;

/**
 * An artefact that somebody wants to be stored, and what is wrong with it taken alone.
 *
 * @param structure null-free; what could not be read of it stands among the faults
 * @param items of a scheme, in their order
 * @param partial true where the items are to be put into those that the scheme has
 * @param saysNotFinal true where the message says of a final version that it is not final
 */
record Submission(
        Structure structure,
        List<Item> items,
        boolean partial,
        boolean saysNotFinal,
        String place,
        List<SubmissionFault> faults) {
    Submission {
        items = List.copyOf(items);
        faults = List.copyOf(faults);
    }

    StructureRef ref() {
        return structure.ref();
    }
}
