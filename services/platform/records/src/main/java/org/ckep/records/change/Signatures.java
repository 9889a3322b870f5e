package org.ckep.records.change;

import java.util.List;
import org.ckep.kernel.change.Signature;

/** The valid signatures of a change set, as its column holds them. */
public record Signatures(List<Signature> all) {
    public Signatures {
        all = List.copyOf(all);
    }
}
