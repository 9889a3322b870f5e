package org.ckep.portal.project;

/**
 * How both sides came to agree on a value.
 *
 * @param said who proposed it, who agreed and when, empty where that is not told
 * @param address the page of the change set, empty likewise
 */
record Agreed(String said, String address) {
    static final Agreed UNTOLD = new Agreed("", "");
}
