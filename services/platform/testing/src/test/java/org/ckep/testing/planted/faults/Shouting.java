package org.ckep.testing.planted.faults;

/** Depends on the machine's language. */
class Shouting {
    String shout(String text) {
        return text.toUpperCase();
    }
}
