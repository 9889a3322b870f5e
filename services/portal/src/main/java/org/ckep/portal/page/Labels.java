package org.ckep.portal.page;

import java.util.Locale;
import java.util.ResourceBundle;

/** The names that people use for the codes of the registers; a code without a name is shown as it is. */
final class Labels {
    private static final String BUNDLE = "labels";

    private final ResourceBundle names;

    private Labels(ResourceBundle names) {
        this.names = names;
    }

    static Labels in(Locale locale) {
        // The machine's own locale must not decide what a visitor reads.
        return new Labels(ResourceBundle.getBundle(
                BUNDLE, locale, ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES)));
    }

    /** The name of a code in the list of that kind, such as {@code project-state}. */
    String name(String kind, String code) {
        String key = kind + "." + code;
        return names.containsKey(key) ? names.getString(key) : code;
    }
}
