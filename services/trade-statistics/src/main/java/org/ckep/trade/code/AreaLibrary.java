package org.ckep.trade.code;

import com.neovisionaries.i18n.CountryCode;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.ckep.kernel.value.Language;
import org.ckep.kernel.value.LocalizedText;

/**
 * Areas that the official list does not name yet: the number and two letters come from ISO 3166, the names from the
 * locale data of the JDK as a first draft. The list in the database stands above it.
 */
public final class AreaLibrary {
    /** UN statistics have no such reporter; how to call it is for an operator to decide in the list, not for code. */
    private static final String LEFT_TO_THE_LIST = "TW";

    private AreaLibrary() {}

    /** True for two letters that stand for an area. */
    public static boolean isArea(String code) {
        CountryCode country = code.length() == 2 ? CountryCode.getByAlpha2Code(code) : null;
        return country != null
                && country.getAssignment() == CountryCode.Assignment.OFFICIALLY_ASSIGNED
                && !code.equals(LEFT_TO_THE_LIST);
    }

    /** The two letters of an area number of M49. */
    public static Optional<String> codeOf(int number) {
        CountryCode country = CountryCode.getByCode(number);
        if (country == null || country.getAssignment() != CountryCode.Assignment.OFFICIALLY_ASSIGNED) {
            return Optional.empty();
        }
        String code = country.getAlpha2();
        return code.equals(LEFT_TO_THE_LIST) ? Optional.empty() : Optional.of(code);
    }

    /** The names of an area of {@link #codeOf}, in Chinese and Korean as working translations. */
    public static LocalizedText namesOf(String code) {
        Locale area = Locale.of("", code);
        Map<Language, LocalizedText.Text> names = new EnumMap<>(Language.class);
        for (Language language : Language.values()) {
            LocalizedText.Status status =
                    language == Language.EN ? LocalizedText.Status.ORIGINAL : LocalizedText.Status.WORKING;
            names.put(language, new LocalizedText.Text(area.getDisplayCountry(language.locale()), status));
        }
        return LocalizedText.of(names);
    }
}
