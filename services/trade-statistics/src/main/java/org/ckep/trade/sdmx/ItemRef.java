package org.ckep.trade.sdmx;

/** Names an item of a scheme, such as a category or a data provider; a category below others by its path. */
record ItemRef(StructureRef scheme, String item) {
    /** The URN. */
    String urn() {
        return scheme.itemUrn(item);
    }

    /** The item's own id, which is the last part of its path. */
    String id() {
        return item.substring(item.lastIndexOf('.') + 1);
    }
}
