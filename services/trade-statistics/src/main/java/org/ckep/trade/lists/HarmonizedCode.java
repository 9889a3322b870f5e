package org.ckep.trade.lists;

import java.util.regex.Pattern;

/** How codes of the Harmonized System look, without their edition. */
final class HarmonizedCode {
    static final Pattern SIX_DIGITS = Pattern.compile("[0-9]{6}");

    /** A chapter, a heading or a subheading. */
    static final Pattern EVEN_DIGITS = Pattern.compile("[0-9]{2}|[0-9]{4}|[0-9]{6}");

    /** What is left of a code that a program took for a number. */
    static final Pattern ODD_DIGITS = Pattern.compile("[0-9]|[0-9]{3}|[0-9]{5}");

    private HarmonizedCode() {}
}
