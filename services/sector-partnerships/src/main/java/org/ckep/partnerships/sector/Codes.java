package org.ckep.partnerships.sector;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.problem.ProblemType;

/** The forms of the codes that classify goods, industries and countries. */
public final class Codes {
    private static final Pattern HS = Pattern.compile("[0-9]{2}|[0-9]{4}|[0-9]{6}");
    private static final Pattern HS_SUBHEADING = Pattern.compile("[0-9]{6}");
    private static final Pattern ISIC = Pattern.compile("[0-9]{4}");
    private static final Set<String> COUNTRIES = Set.copyOf(Arrays.asList(Locale.getISOCountries()));

    private Codes() {}

    /** Refuses what is not a chapter, heading or subheading of the Harmonized System (2, 4 or 6 digits, no dots). */
    public static String hs(String code, String pointer) {
        return require(
                HS.matcher(code).matches(),
                code,
                SectorProblem.HS_CODE_INVALID,
                pointer,
                "'" + code + "' is not an HS code of 2, 4 or 6 digits without dots.");
    }

    /** Refuses what is not a subheading of the Harmonized System (6 digits, no dots). */
    public static String hsSubheading(String code, String pointer) {
        return require(
                HS_SUBHEADING.matcher(code).matches(),
                code,
                SectorProblem.HS_CODE_INVALID,
                pointer,
                "'" + code + "' is not an HS subheading of 6 digits without dots.");
    }

    /** Refuses what is not a class of ISIC Rev.4 (4 digits). */
    public static String isic(String code, String pointer) {
        return require(
                ISIC.matcher(code).matches(),
                code,
                SectorProblem.ISIC_CODE_INVALID,
                pointer,
                "'" + code + "' is not a class of ISIC Rev.4 of 4 digits.");
    }

    /** Refuses what is not a country of ISO 3166-1 (two capital letters). */
    public static String country(String code, String pointer) {
        return require(
                COUNTRIES.contains(code),
                code,
                SectorProblem.COUNTRY_CODE_INVALID,
                pointer,
                "'" + code + "' is not a country of ISO 3166-1.");
    }

    private static String require(boolean valid, String code, ProblemType type, String pointer, String message) {
        if (!valid) {
            throw new ProblemException(type, message).withErrors(FieldError.at(pointer, type.slug(), message));
        }
        return code;
    }
}
