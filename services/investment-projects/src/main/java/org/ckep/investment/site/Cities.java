package org.ckep.investment.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * In which province the larger cities of both countries lie. It finds codes that were mixed up (Xi'an lies in CN-SN,
 * Shaanxi, not in CN-SX, Shanxi); a city that is not listed is believed.
 */
final class Cities {
    private static final String FILE = "cities.csv";
    /** What says that a name is a city's and is not part of it, the longest first. */
    private static final List<String> SUFFIXES = Stream.of(
                    "Special Self-Governing City",
                    "Special Autonomous City",
                    "Metropolitan City",
                    "Special City",
                    "Municipality",
                    "City",
                    "Shi",
                    "Si",
                    "특별자치시",
                    "광역시",
                    "특별시",
                    "시",
                    "市")
            .map(Cities::key)
            .toList();

    private static final String PREFIX = key("City of");

    /** What stands beside a city's name: its province before it in Chinese, districts behind it, an explanation in brackets. */
    private static final Pattern BESIDE =
            Pattern.compile("^\\p{IsHan}+(?:省|自治区)(?=.)|(?<=市)(?=\\p{IsHan}).+|\\s*[,，(（].*");

    /** A city of Korea after its province: the word that says it is one. */
    private static final Pattern WORD = Pattern.compile("(?:^|\\s)(\\p{IsHangul}+시)(?=\\s|$)");

    private static final Map<String, Set<String>> PROVINCES = load();

    private Cities() {}

    /** What is wrong with that city in that province; empty where nothing is, or where the city is not listed. */
    static Optional<String> contradiction(String city, String iso3166_2) {
        Set<String> provinces = forms(city).stream()
                .map(PROVINCES::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(Set.of());
        if (provinces.isEmpty()
                || provinces.contains(iso3166_2)
                || provinces.stream().anyMatch(p -> p.startsWith(iso3166_2))) {
            return Optional.empty();
        }
        return Optional.of(city + " lies in " + String.join(" or ", provinces) + ", not in " + iso3166_2 + ".");
    }

    /** The keys under which a city may be listed, the name as it is written first. */
    private static List<String> forms(String city) {
        List<String> forms = new ArrayList<>();
        String name = Normalizer.normalize(city, Normalizer.Form.NFKC).strip();
        forms(key(name), forms);
        forms(key(BESIDE.matcher(name).replaceAll("")), forms);
        WORD.matcher(name).results().forEach(word -> forms(key(word.group(1)), forms));
        return forms;
    }

    /** The name itself goes before what is left of it without a suffix: what is left may be another one. */
    private static void forms(String key, List<String> forms) {
        forms.add(key);
        if (key.startsWith(PREFIX)) {
            forms.add(key.substring(PREFIX.length()));
        }
        SUFFIXES.stream()
                .filter(key::endsWith)
                .map(suffix -> key.substring(0, key.length() - suffix.length()))
                .forEach(forms::add);
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
