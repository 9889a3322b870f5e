package org.ckep.portal.wording;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/** The names that people use for the codes of the registers. */
public final class Labels {
    /** Names of what the registers answer, and of what is said when records are changed. */
    private static final List<String> BUNDLES = List.of(
            "labels",
            "change-labels",
            "project-labels",
            "subscription-labels",
            "pairing-labels",
            "release-labels",
            "revision-labels",
            "pending-labels");

    private final List<ResourceBundle> bundles;

    private Labels(List<ResourceBundle> bundles) {
        this.bundles = bundles;
    }

    /** The names in a language of the portal. */
    public static Labels in(Locale locale) {
        // Neither the machine's own locale nor a parent in another language may decide what a visitor reads.
        ResourceBundle.Control noFallback =
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
        return new Labels(BUNDLES.stream()
                .map(bundle -> ResourceBundle.getBundle(bundle, locale, noFallback))
                .toList());
    }

    /** The name of a code in the list of that kind, such as {@code project-state}; an unknown code in plain letters. */
    public String name(String kind, String code) {
        return bundles.stream()
                .filter(bundle -> bundle.containsKey(key(kind, code)))
                .findFirst()
                .map(bundle -> bundle.getString(key(kind, code)))
                .orElseGet(() -> readable(code));
    }

    /** True where the code has a name in this language. */
    public boolean has(String kind, String code) {
        return bundles.stream().anyMatch(bundle -> bundle.containsKey(key(kind, code)));
    }

    /** A sentence of the list of that kind with its gaps filled. */
    String filled(String kind, String code, Object... values) {
        return MessageFormat.format(name(kind, code), values);
    }

    private static String key(String kind, String code) {
        return kind + "." + code;
    }

    /** {@code UNDER_REVIEW} and {@code export-share} as words: a register may know codes that the portal does not. */
    static String readable(String code) {
        return code.replace('_', ' ').replace('-', ' ').strip().toLowerCase(Locale.ROOT);
    }
}
