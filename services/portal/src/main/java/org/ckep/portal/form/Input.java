package org.ckep.portal.form;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One field of a form as a page shows it.
 *
 * @param name its name in the form, and the id of the element
 * @param label what is entered
 * @param kind {@code text}, {@code area} or {@code choice}
 * @param value what stands in it
 * @param choices what can be chosen, empty for text
 * @param hint what a visitor should know, empty for nothing
 * @param lang the language that is written in it, null where that is not fixed
 * @param faults what is wrong with it
 */
public record Input(
        String name,
        String label,
        String kind,
        String value,
        List<Option> choices,
        String hint,
        @Nullable String lang,
        List<Fault> faults) {

    /** One of several values. */
    public record Option(String value, String name, boolean chosen) {}

    /** The ids of the elements that describe it, empty for none. */
    public String describedBy() {
        String described = (hint.isEmpty() ? "" : name + "-hint") + (faults.isEmpty() ? "" : " " + name + "-fault");
        return described.strip();
    }
}
