package org.ckep.kernel.value;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An amount of money as stated.
 *
 * @param amount decimal with at most the currency's minor units (KRW has none)
 * @param currency ISO 4217 code
 * @param valueDate the day whose prices and rates it refers to, null where not stated
 * @param text the source's own wording ("KRW 1.2 tn"), null where not kept
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Money(
        @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal amount,
        String currency,
        @Nullable LocalDate valueDate,
        @Nullable String text) {

    @SuppressWarnings("ConstantValue") // JSON may leave members out
    public Money {
        if (amount == null || currency == null) {
            throw new IllegalArgumentException("money needs an amount and a currency");
        }
        int minorUnits = minorUnits(currency);
        try {
            amount = amount.setScale(minorUnits, RoundingMode.UNNECESSARY);
        } catch (ArithmeticException tooFine) {
            throw new ValueException(
                    ValueProblem.MONEY_DECIMALS,
                    "amount",
                    currency + " amounts have at most " + minorUnits + " decimals, not '" + amount.toPlainString()
                            + "'");
        }
    }

    public static Money of(String amount, String currency) {
        return new Money(new BigDecimal(amount), currency, null, null);
    }

    private static int minorUnits(String code) {
        String hint =
                switch (code.toUpperCase(Locale.ROOT)) {
                    case "RMB", "YUAN" -> " (the ISO 4217 code of the renminbi is CNY)";
                    case "WON" -> " (the ISO 4217 code of the won is KRW)";
                    default -> "";
                };
        try {
            return Math.max(0, Currency.getInstance(code).getDefaultFractionDigits());
        } catch (IllegalArgumentException unknown) {
            throw new ValueException(
                    ValueProblem.CURRENCY_UNKNOWN, "currency", "'" + code + "' is not a currency of ISO 4217" + hint);
        }
    }
}
