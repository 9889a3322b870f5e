package org.ckep.investment.pairing;

import java.util.List;
import org.ckep.kernel.change.Signature;

/** The valid signatures of a pairing, as its column holds them. */
record PairingSignatures(List<Signature> all) {
    PairingSignatures {
        all = List.copyOf(all);
    }
}
