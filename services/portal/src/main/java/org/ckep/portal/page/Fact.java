package org.ckep.portal.page;

import java.util.ArrayList;
import java.util.List;

/**
 * One line of a record's page.
 *
 * @param name what it is
 * @param value what is known of it, in the visitor's language
 */
public record Fact(String name, String value) {
    /** Collects those facts that have a value. */
    public static final class Facts {
        private final List<Fact> facts = new ArrayList<>();

        public Facts with(String name, String value) {
            if (!value.isEmpty()) {
                facts.add(new Fact(name, value));
            }
            return this;
        }

        public List<Fact> list() {
            return List.copyOf(facts);
        }
    }
}
