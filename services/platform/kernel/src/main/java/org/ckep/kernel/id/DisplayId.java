package org.ckep.kernel.id;

import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An id for people to read out, {@code CK-PRJ-7KQ4M2XA-C}: a random block and a check character. Never a running
 * number, because its gaps would count the other side's hidden records.
 */
public final class DisplayId {
    /** Digits and letters without I, L, O, U and Z, which are misread; 31 of them, so that the check below is exact. */
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXY";

    private static final int BLOCK_LENGTH = 8;
    private static final Pattern FORM =
            Pattern.compile("CK-([A-Z]{2,4})-([0-9A-HJKMNP-TV-Y]{" + BLOCK_LENGTH + "})-([0-9A-HJKMNP-TV-Y])");

    private DisplayId() {}

    /**
     * A new id.
     *
     * @param kind two to four capital letters that name the kind of record, such as {@code PRJ}
     */
    public static String random(String kind, RandomGenerator random) {
        StringBuilder block = new StringBuilder(BLOCK_LENGTH);
        for (int i = 0; i < BLOCK_LENGTH; i++) {
            block.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return "CK-" + kind + "-" + block + "-" + checkCharacter(kind, block);
    }

    /** True where the text has the form of an id and its check character fits, so a mistyped character is found. */
    public static boolean isValid(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches() && matcher.group(3).charAt(0) == checkCharacter(matcher.group(1), matcher.group(2));
    }

    /** A weighted sum modulo the alphabet's prime length: finds every single error and every transposition. */
    private static char checkCharacter(CharSequence kind, CharSequence block) {
        int sum = 0;
        int weight = 1;
        for (int i = 0; i < kind.length(); i++) {
            sum += weight++ * (kind.charAt(i) - 'A');
        }
        for (int i = 0; i < block.length(); i++) {
            sum += weight++ * ALPHABET.indexOf(block.charAt(i));
        }
        return ALPHABET.charAt(sum % ALPHABET.length());
    }
}
