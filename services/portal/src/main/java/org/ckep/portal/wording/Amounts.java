package org.ckep.portal.wording;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import org.ckep.kernel.value.Language;

/**
 * Numbers and money. The powers of ten that have a word differ: billions and millions in English, 亿 and 万 (억 and 만) of
 * four zeros each in Chinese and Korean.
 */
final class Amounts {
    private static final int[] POWERS_WITH_A_WORD = {12, 9, 8, 6, 4};
    private static final int MOST_DECIMALS = 3;
    private static final String MINUS = "\u2212";

    private final Labels labels;
    private final Language language;

    Amounts(Labels labels, Language language) {
        this.labels = labels;
        this.language = language;
    }

    /** Every digit of a number, grouped. */
    static String number(BigDecimal number) {
        return format("#,##0.##########", number);
    }

    /** With its sign, for differences: +1.5, −1.5. */
    static String signed(BigDecimal number) {
        String digits = format("#,##0.0", number.abs().setScale(1, RoundingMode.HALF_UP));
        return switch (number.signum()) {
            case 1 -> "+" + digits;
            case -1 -> MINUS + digits;
            default -> digits;
        };
    }

    /** A sum exactly as stated, with the language's word for its size. */
    String money(BigDecimal amount, String currency) {
        String unit = labels.has("currency", currency) ? labels.name("currency", currency) : currency;
        for (int power : POWERS_WITH_A_WORD) {
            BigDecimal scaled = amount.movePointLeft(power).stripTrailingZeros();
            if (scaled.abs().compareTo(BigDecimal.ONE) >= 0
                    && scaled.scale() <= MOST_DECIMALS
                    && labels.has("money", Integer.toString(power))) {
                return labels.filled("money", Integer.toString(power), number(scaled), unit);
            }
        }
        return labels.filled("money", "0", number(amount), unit);
    }

    /** US dollars in the unit that the bilateral tables name: billions in English, 亿 and 억 in Chinese and Korean. */
    BigDecimal inTableUnit(BigDecimal dollars) {
        int power =
                switch (language) {
                    case EN -> 9;
                    case ZH_HANS, KO -> 8;
                };
        return dollars.movePointLeft(power);
    }

    /** With one decimal. */
    static String rounded(BigDecimal number) {
        return format("#,##0.0", number.setScale(1, RoundingMode.HALF_UP));
    }

    private static String format(String pattern, BigDecimal number) {
        return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ENGLISH)).format(number);
    }
}
