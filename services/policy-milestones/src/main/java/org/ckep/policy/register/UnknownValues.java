package org.ckep.policy.register;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Map;
import java.util.TreeMap;
import org.ckep.kernel.value.UnknownReason;
import org.jspecify.annotations.Nullable;

/** Why members have no value, as it is stored: a JSON object from the member's name to the reason. */
public final class UnknownValues {
    private final Map<String, UnknownReason> reasons;

    private UnknownValues(Map<String, UnknownReason> reasons) {
        this.reasons = new TreeMap<>(reasons);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static UnknownValues of(@Nullable Map<String, UnknownReason> reasons) {
        return new UnknownValues(reasons == null ? Map.of() : reasons);
    }

    @JsonValue
    Map<String, UnknownReason> toJson() {
        return new TreeMap<>(reasons);
    }

    boolean isEmpty() {
        return reasons.isEmpty();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof UnknownValues values && reasons.equals(values.reasons);
    }

    @Override
    public int hashCode() {
        return reasons.hashCode();
    }

    @Override
    public String toString() {
        return reasons.toString();
    }
}
