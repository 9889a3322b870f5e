package org.ckep.partnerships.organisation;

import java.math.BigInteger;
import java.util.regex.Pattern;

/**
 * A Legal Entity Identifier (ISO 17442): 18 characters and two check digits by ISO 7064 MOD 97-10.
 *
 * @param code 20 capital letters and digits whose check digits fit
 */
public record Lei(String code) {
    private static final Pattern FORM = Pattern.compile("[A-Z0-9]{18}[0-9]{2}");
    private static final BigInteger MODULUS = BigInteger.valueOf(97);

    public Lei {
        if (!isValid(code)) {
            throw new IllegalArgumentException("'" + code + "' is not an LEI: the check digits do not fit");
        }
    }

    /** True where the text has the form of an LEI and leaves the remainder 1 modulo 97. */
    public static boolean isValid(String text) {
        if (!FORM.matcher(text).matches()) {
            return false;
        }
        StringBuilder digits = new StringBuilder(40);
        for (int i = 0; i < text.length(); i++) {
            digits.append(Character.digit(text.charAt(i), 36));
        }
        return new BigInteger(digits.toString()).mod(MODULUS).equals(BigInteger.ONE);
    }
}
