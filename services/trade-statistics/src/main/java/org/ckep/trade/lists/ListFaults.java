package org.ckep.trade.lists;

import java.util.ArrayList;
import java.util.List;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;

/** What is wrong with the rows of a file; one fault refuses all of it. */
final class ListFaults {
    /** More are not listed: a file in a wrong layout has one in each row. */
    private static final int MOST = 100;

    private final List<FieldError> faults = new ArrayList<>();
    private int count;

    /**
     * Notes a fault.
     *
     * @param column title of the column
     * @param code stable word for programs
     */
    void add(long line, String column, String code, String message) {
        count++;
        if (faults.size() < MOST) {
            faults.add(FieldError.at("/" + line + "/" + column, code, "Line " + line + ": " + message));
        }
    }

    /** Throws what tells the caller, where there is any fault. */
    void refuse() {
        if (count > 0) {
            throw new ProblemException(
                            KernelProblem.UNPROCESSABLE,
                            "Nothing was taken: " + count + (count == 1 ? " fault" : " faults") + " in the file.")
                    .withErrors(faults);
        }
    }
}
