package org.ckep.investment;

import java.io.InputStreamReader;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.ckep.kernel.field.FieldPolicy;

/** What tests of the classes of attributes need. */
public final class FieldPolicies {
    private FieldPolicies() {}

    /** The policy in a file beside a class. */
    public static FieldPolicy beside(Class<?> owner, String file) {
        return FieldPolicy.read(
                file,
                new InputStreamReader(Objects.requireNonNull(owner.getResourceAsStream(file)), StandardCharsets.UTF_8));
    }

    /** The names of a record's components. */
    public static List<String> components(Class<? extends Record> shown) {
        return Stream.of(shown.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }
}
