package org.ckep.records;

import java.util.Collection;
import java.util.UUID;
import java.util.stream.Collectors;
import org.ckep.kernel.id.Urn;

/**
 * The condition that something is one of several values, with all of them in one parameter. Hibernate keeps the SQL of a
 * query only where none of its parameters is a list ({@code in :values} is translated anew each time), and PostgreSQL sees
 * one statement for any number of values.
 */
public final class AnyOf {
    private static final String CONDITION = "? = any (cast(cast(? as text) as %s[]))";

    private final String type;
    private final String parameter;

    private AnyOf(String type, String parameter) {
        this.type = type;
        this.parameter = parameter;
    }

    /**
     * One of these values.
     *
     * @param values at least one; constants of an enumeration that is stored by its names, UUIDs, or URNs that are stored
     *     as text, all of one kind
     * @throws IllegalArgumentException for no value, and for a value of another kind, which might need quotes in an array
     */
    public static AnyOf of(Collection<?> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing is any of no values");
        }
        String type = values.stream().allMatch(UUID.class::isInstance) ? "uuid" : "text";
        return new AnyOf(type, values.stream().map(AnyOf::element).collect(Collectors.joining(",", "{", "}")));
    }

    /** As it stands in PostgreSQL's form of an array, where nothing of these needs quotes. */
    private static String element(Object value) {
        return switch (value) {
            case Enum<?> constant -> constant.name();
            case UUID id -> id.toString();
            case Urn urn -> urn.toString();
            default -> throw new IllegalArgumentException("no value to compare: " + value.getClass());
        };
    }

    /**
     * The condition in HQL.
     *
     * @param path HQL path of what is compared
     * @param name of the parameter, without colon
     */
    public String condition(String path, String name) {
        return SqlCondition.of(CONDITION.formatted(type), path, ":" + name);
    }

    /** The value of the parameter. */
    public String parameter() {
        return parameter;
    }
}
