package org.ckep.trade.sdmx;

import java.util.List;

/**
 * What became of one artefact of a submission.
 *
 * @param faults why it was refused; none where it was taken
 * @param warnings what its sender should know though it was taken
 */
record SubmissionResult(StructureRef ref, Change change, List<SubmissionFault> faults, List<String> warnings) {
    /** What was done, or would have been. */
    enum Change {
        CREATED(201, "Append", "was stored"),
        REPLACED(200, "Replace", "was replaced"),
        UNCHANGED(200, "Replace", "is known like this already"),
        DELETED(200, "Delete", "was deleted"),
        /** Nothing, as another artefact of the message was refused. */
        LEFT(424, "Append", "was not stored, because another artefact of the message was refused");

        private final int code;
        private final String action;
        private final String words;

        Change(int code, String action, String words) {
            this.code = code;
            this.action = action;
            this.words = words;
        }

        int code() {
            return code;
        }

        /** The word of SDMX. */
        String action() {
            return action;
        }

        String words() {
            return words;
        }
    }

    SubmissionResult {
        faults = List.copyOf(faults);
        warnings = List.copyOf(warnings);
    }

    boolean isRefused() {
        return !faults.isEmpty() || change == Change.LEFT;
    }

    /** The HTTP status of an answer with these results. */
    static int status(List<SubmissionResult> results) {
        List<Integer> faults = results.stream()
                .flatMap(result -> result.faults().stream())
                .map(SubmissionFault::code)
                .toList();
        if (faults.contains(SubmissionFault.FORBIDDEN)) {
            return SubmissionFault.FORBIDDEN;
        }
        if (!faults.isEmpty()) {
            return faults.getFirst();
        }
        return results.stream().anyMatch(result -> result.change() == Change.CREATED)
                ? Change.CREATED.code()
                : Change.UNCHANGED.code();
    }
}
