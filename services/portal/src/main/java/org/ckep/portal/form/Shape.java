package org.ckep.portal.form;

import java.util.List;
import java.util.Map;

/** How a value of the registers is entered. Its members' names are those of the value's JSON. */
public sealed interface Shape {

    /** How one field is entered. */
    enum Kind {
        /** A line of text. */
        TEXT,
        /** Several lines of text. */
        WORDS,
        /** A day, month, quarter or year. */
        DATE,
        /** A decimal number. */
        NUMBER,
        /** One of a list of codes. */
        CHOICE,
        /** Yes or no. */
        FLAG,
        /** Codes with commas between them. */
        CODES,
        /** A further entry of a list to which entries are only added. */
        FURTHER,
        /** An organisation of the register, or a party without a name. */
        PARTY,
        /** One of a list of records by its URN. */
        RECORD
    }

    /**
     * One field.
     *
     * @param names where its choices come from: a kind of labels for codes, a list of the form for records
     * @param codes the codes to choose from
     */
    record Leaf(Kind kind, String names, List<String> codes) implements Shape {}

    /**
     * Members beside each other.
     *
     * @param names the kind of labels of the members
     * @param fixed members that nobody enters, because they can be nothing else
     */
    record Group(Map<String, Shape> members, String names, Map<String, String> fixed) implements Shape {
        public Group(Map<String, Shape> members) {
            this(members, "input", Map.of());
        }
    }

    /** A list of entries of one shape. */
    record Rows(Shape row) implements Shape {}

    /**
     * An entry for each of a set of known keys.
     *
     * @param names the kind of labels of the keys
     */
    record Keyed(String names, List<String> keys, Shape entry) implements Shape {}

    static Leaf text() {
        return new Leaf(Kind.TEXT, "", List.of());
    }

    static Leaf of(Kind kind) {
        return new Leaf(kind, "", List.of());
    }

    static Leaf choice(String names, List<String> codes) {
        return new Leaf(Kind.CHOICE, names, codes);
    }

    /** One of the records of a list of the form. */
    static Leaf record(String list) {
        return new Leaf(Kind.RECORD, list, List.of());
    }

    /** A text in each of the platform's languages. */
    static Keyed languages(Shape entry) {
        return new Keyed("language", List.of("en", "zh-Hans", "ko"), entry);
    }
}
