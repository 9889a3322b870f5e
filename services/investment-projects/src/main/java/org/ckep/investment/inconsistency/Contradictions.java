package org.ckep.investment.inconsistency;

import io.smallrye.mutiny.Uni;
import java.util.List;
import org.ckep.kernel.access.Viewer;
import org.hibernate.reactive.mutiny.Mutiny;

/** Finds one kind of contradiction. */
public interface Contradictions {
    /** Most hidden values or records that one kind looks at, so that no request grows without bound. */
    int MOST = 500;

    /**
     * What the viewer's side keeps to itself, as far as he may read it, against what others read too.
     *
     * @param viewer acts for a side
     */
    Uni<List<Inconsistency>> of(Mutiny.Session session, Viewer viewer);
}
