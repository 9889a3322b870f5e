package org.ckep.portal.form;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with what was sent.
 *
 * @param pointer where in the request, a JSON pointer; null where it is about no place in it
 * @param words what is wrong, in the visitor's language
 * @param detail what the service says beyond that, in English; empty where the words say it all
 */
public record Fault(@Nullable String pointer, String words, String detail) {

    /**
     * The faults by the field that each is about; what belongs to none stands at the empty name.
     *
     * @param field the field that a pointer leads to, empty for none
     */
    public static Map<String, List<Fault>> byField(List<Fault> faults, UnaryOperator<String> field) {
        Map<String, List<Fault>> byField = new HashMap<>();
        for (Fault fault : faults) {
            String pointer = fault.pointer();
            String name = pointer == null || !pointer.startsWith("/") ? "" : field.apply(pointer);
            byField.computeIfAbsent(name, any -> new ArrayList<>()).add(fault);
        }
        return byField;
    }
}
