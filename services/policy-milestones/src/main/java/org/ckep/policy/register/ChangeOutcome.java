package org.ckep.policy.register;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What comes of a change.
 *
 * @param verb past participle for event and audit, such as {@code deferred}; null where nothing changed
 * @param previousState the state before, where it changed
 * @param work what is left to be done
 * @param byRegister true where the register itself does it
 * @param attributes names of the attributes that changed, for the audit trail
 */
public record ChangeOutcome(
        @Nullable String verb,
        @Nullable String previousState,
        Supplier<Uni<Void>> work,
        boolean byRegister,
        List<String> attributes) {
    private static final List<String> STATE = List.of("state");

    /** The record is already as it was asked to be. */
    public static final ChangeOutcome NOTHING = done(null, null);

    /** A change that was carried out already. */
    public static ChangeOutcome done(@Nullable String verb, @Nullable String previousState) {
        return new ChangeOutcome(
                verb,
                previousState,
                () -> Uni.createFrom().voidItem(),
                false,
                previousState == null ? List.of() : STATE);
    }

    /** A change of the content that was carried out already. */
    static ChangeOutcome changed(List<String> attributes) {
        return new ChangeOutcome("changed", null, () -> Uni.createFrom().voidItem(), false, attributes);
    }

    /** A change by the record's own side. */
    public static ChangeOutcome of(String verb, String previousState, Supplier<Uni<Void>> work) {
        return new ChangeOutcome(verb, previousState, work, false, STATE);
    }

    /**
     * What both sides have agreed to and is written into a record that only one of them may change: then the register
     * acts, since row-level security knows only owners. The rules have decided before.
     */
    public static ChangeOutcome forBoth(String verb, String previousState, Supplier<Uni<Void>> work) {
        return new ChangeOutcome(verb, previousState, work, true, STATE);
    }
}
