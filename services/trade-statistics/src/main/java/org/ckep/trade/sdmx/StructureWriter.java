package org.ckep.trade.sdmx;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.ckep.trade.code.Item;

/** Writes a structure message in one format. */
interface StructureWriter {
    /**
     * An artefact of a message.
     *
     * @param stub true where only identification and names are wanted
     * @param items codes, concepts and the like
     * @param partial true where some of the items are left out
     */
    record Entry(Structure structure, boolean stub, List<Item> items, boolean partial) {
        public Entry {
            items = List.copyOf(items);
        }

        /** The items by the code of the one above them; those at the top by an empty one. */
        Map<String, List<Item>> below() {
            return items.stream().collect(Collectors.groupingBy(item -> item.parent() == null ? "" : item.parent()));
        }
    }

    /**
     * Writes the message.
     *
     * @param entries in the order of their types
     * @return where the part begins that does not depend on the time of its preparation
     */
    long write(List<Entry> entries, Instant prepared) throws IOException;
}
