package org.ckep.policy.register;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.ckep.records.RecordHead;
import org.jspecify.annotations.Nullable;

/**
 * The guards and invariants of this service that the sources of an observed record may be unable to prove. The names stand
 * in {@code guardsNotShown}.
 */
public enum Guard {
    /** All parties of an instrument are known. */
    PARTIES,
    /** The acts of its parties show the stage of an instrument. */
    PARTY_ACTS,
    /** When a track was launched. */
    LAUNCH_DATE,
    /** An engagement that was held has a start and an end. */
    ACTUAL_DATES,
    /** Rule M7: the ordinal follows the one before. */
    ORDINAL_SEQUENCE,
    /** Rule M12: each side's counterpart on the day of the session. */
    COUNTERPARTS,
    /** A milestone beyond a draft has a due date. */
    DUE,
    /** Who owes a milestone. */
    OWNER,
    /** By which criteria a milestone is met. */
    CRITERIA,
    /** Rule M4: on which day a milestone was met. */
    MET_ON,
    /** The word of every side that owes a milestone. */
    ASSESSMENTS,
    /** When a measure was announced or came into force. */
    MEASURE_DATES;

    /** True where the record is observed and says that this cannot be shown. */
    boolean isUnshownBy(RecordHead head) {
        return head.guardsNotShown().contains(name());
    }

    /** What is wrong with the names in a body. */
    static void check(Faults faults, @Nullable List<String> names) {
        if (names == null) {
            return;
        }
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (Arrays.stream(values()).noneMatch(guard -> guard.name().equals(name))) {
                faults.add(
                        "/guardsNotShown/" + i,
                        "unknown-guard",
                        "'" + name + "' is none of "
                                + Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", ")) + ".");
            }
        }
        faults.distinct("/guardsNotShown", names);
    }
}
