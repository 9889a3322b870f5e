package org.ckep.records;

import org.ckep.kernel.access.Classification;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.ProblemException;

/** Rule C9: what a record refers to has at least the record's readers; else the reference would tell of what is hidden. */
public final class Readers {
    private Readers() {}

    /**
     * Refuses a reference to something narrower.
     *
     * @param record readers of the record that refers
     * @param target readers of what it refers to
     * @param pointer JSON pointer of the reference in the request
     */
    public static void requireAllMayRead(Classification record, Classification target, String pointer) {
        if (!record.isWithin(target)) {
            String message = "Not every reader of this record may know of what it refers to here.";
            throw new ProblemException(RecordsProblem.NARROWER_THAN_ITS_READER, message)
                    .withErrors(FieldError.at(pointer, RecordsProblem.NARROWER_THAN_ITS_READER.slug(), message));
        }
    }
}
