package org.ckep.trade.sdmx;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.ckep.trade.code.Artefact;
import org.ckep.trade.code.CodeLists;
import org.ckep.trade.code.Item;
import org.jspecify.annotations.Nullable;

/** Code lists and schemes for worker threads: methods block, and throw UNAVAILABLE where the database is late. */
@ApplicationScoped
class ListReader {
    private final CodeLists lists;
    private final BoundedWait bounded;

    ListReader(CodeLists lists, BoundedWait bounded) {
        this.lists = lists;
        this.bounded = bounded;
    }

    /** All lists and schemes, without their items. */
    List<Artefact> artefacts() {
        return bounded.await(lists.artefacts());
    }

    /**
     * When the last of some lists and schemes changed.
     *
     * @param ids agency and id of each
     */
    Instant changedAt(Collection<List<String>> ids) {
        return bounded.await(lists.changedAt(ids));
    }

    /**
     * All items of a list in its own order.
     *
     * @param asOf instant at which the list had them, null for now
     */
    List<Item> items(String agency, String id, @Nullable Instant asOf) {
        return bounded.await(asOf == null ? lists.items(agency, id) : lists.items(agency, id, asOf));
    }
}
