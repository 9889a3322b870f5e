package org.ckep.testing.planted.faults;

import java.util.Random;

/** Cannot be repeated. */
class Dice {
    int roll() {
        return new Random().nextInt(6);
    }
}
