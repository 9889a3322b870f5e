package org.ckep.kernel.value;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where something is.
 *
 * @param iso3166_2 code of the province or region, such as CN-SN (Shaanxi, not to be mixed up with CN-SX, Shanxi)
 * @param city name of the city in Latin script, null where not stated
 * @param parkId URN of an industrial park, null outside one
 * @param lat degrees north, null where not stated
 * @param lon degrees east, null where not stated
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Place(
        @JsonProperty("iso3166_2") String iso3166_2,
        @Nullable String city,
        @Nullable String parkId,
        @Nullable BigDecimal lat,
        @Nullable BigDecimal lon) {

    private static final Pattern FORM = Pattern.compile("[A-Z]{2}(-[A-Z0-9]{1,3})?");
    private static final Set<String> COUNTRIES = Set.copyOf(Arrays.asList(Locale.getISOCountries()));

    /** ISO 3166-2:CN, the 34 province-level units. */
    private static final Set<String> CHINA = Set.of(
            "AH", "BJ", "CQ", "FJ", "GD", "GS", "GX", "GZ", "HA", "HB", "HE", "HI", "HK", "HL", "HN", "JL", "JS", "JX",
            "LN", "MO", "NM", "NX", "QH", "SC", "SD", "SH", "SN", "SX", "TJ", "TW", "XJ", "XZ", "YN", "ZJ");

    /** ISO 3166-2:KR, the 17 provinces and special and metropolitan cities. */
    private static final Set<String> KOREA = Set.of(
            "11", "26", "27", "28", "29", "30", "31", "41", "42", "43", "44", "45", "46", "47", "48", "49", "50");

    @SuppressWarnings("ConstantValue") // JSON may leave the code out
    public Place {
        if (iso3166_2 == null || !FORM.matcher(iso3166_2).matches()) {
            throw unknown("a place needs an ISO 3166-2 code such as CN-SN, not '" + iso3166_2 + "'");
        }
        String country = iso3166_2.substring(0, 2);
        if (!COUNTRIES.contains(country)) {
            throw unknown("'" + country + "' is not a country of ISO 3166-1");
        }
        if (iso3166_2.length() > 2) {
            String unit = iso3166_2.substring(3);
            boolean known =
                    switch (country) {
                        case "CN" -> CHINA.contains(unit);
                        case "KR" -> KOREA.contains(unit);
                        default -> true;
                    };
            if (!known) {
                throw unknown("ISO 3166-2 has no code '" + iso3166_2 + "'");
            }
        }
        if ((lat == null) != (lon == null)) {
            throw new IllegalArgumentException("latitude and longitude come together");
        }
        if (lat != null
                && lon != null
                && (lat.abs().intValue() > 90 || lon.abs().intValue() > 180)) {
            throw new IllegalArgumentException("latitude lies within ±90 and longitude within ±180 degrees");
        }
    }

    private static ValueException unknown(String message) {
        return new ValueException(ValueProblem.PLACE_UNKNOWN, "iso3166_2", message);
    }

    /** ISO 3166-1 alpha-2 code of the country. */
    @JsonIgnore
    public String country() {
        return iso3166_2.substring(0, 2);
    }
}
