package org.ckep.portal.form;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.UUID;

/** What a visitor sent in a form, or what a form begins with. */
public record Sent(MultivaluedMap<String, String> fields) {
    /** The field that carries the token of the visitor's session. */
    public static final String TOKEN = "form-token";

    /** The field that carries the request's own key. */
    public static final String KEY = "form-key";

    /** Nothing yet. */
    public static Sent nothing() {
        return new Sent(new MultivaluedHashMap<>());
    }

    /** The field without the blanks around it, empty where it was not sent. */
    public String text(String name) {
        String value = fields.getFirst(name);
        return value == null ? "" : value.strip();
    }

    /** Every value of a field that may be sent several times, without blank ones. */
    public List<String> all(String name) {
        List<String> values = fields.get(name);
        return values == null
                ? List.of()
                : values.stream()
                        .map(String::strip)
                        .filter(value -> !value.isEmpty())
                        .distinct()
                        .toList();
    }

    /** The form's own key: sent twice, it does something once. */
    public String key() {
        return has(KEY) ? text(KEY) : newKey();
    }

    /** A key for a form that is shown now. */
    public static String newKey() {
        return UUID.randomUUID().toString();
    }

    public boolean has(String name) {
        return !text(name).isEmpty();
    }

    /** True where anything was sent for that name or for a part of it. */
    public boolean hasAnyOf(String name) {
        return fields.keySet().stream()
                .anyMatch(field -> (field.equals(name) || field.startsWith(name + ".")) && has(field));
    }

    void put(String name, String value) {
        fields.putSingle(name, value);
    }
}
