package org.ckep.investment.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * In which province the larger cities of both countries lie. It finds codes that were mixed up (Xi'an lies in CN-SN,
 * Shaanxi, not in CN-SX, Shanxi); a city that is not listed is believed.
 */
final class Cities {
    private static final String FILE = "cities.csv";
    private static final Map<String, Set<String>> PROVINCES = load();

    private Cities() {}

    /** What is wrong with that city in that province; empty where nothing is, or where the city is not listed. */
    static Optional<String> contradiction(String city, String iso3166_2) {
        Set<String> provinces = PROVINCES.get(key(city));
        if (provinces == null
                || provinces.contains(iso3166_2)
                || provinces.stream().anyMatch(p -> p.startsWith(iso3166_2))) {
            return Optional.empty();
        }
        return Optional.of(city + " lies in " + String.join(" or ", provinces) + ", not in " + iso3166_2 + ".");
    }

    /** Names are compared by their letters: Xi'an, Xi’an and XIAN are one city. */
    private static String key(String city) {
        return Normalizer.normalize(city, Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}]", "");
    }

    private static Map<String, Set<String>> load() {
        Map<String, Set<String>> provinces = new HashMap<>();
        try (InputStream in = Objects.requireNonNull(Cities.class.getResourceAsStream(FILE), FILE)) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(",", -1))
                    .forEach(line -> Arrays.stream(line).skip(1).forEach(name -> provinces
                            .computeIfAbsent(key(name), unused -> new TreeSet<>())
                            .add(line[0])));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return provinces;
    }
}
