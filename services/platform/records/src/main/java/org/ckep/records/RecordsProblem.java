package org.ckep.records;

import java.util.Locale;
import org.ckep.kernel.problem.ProblemType;

/** The problems of records in general. */
public enum RecordsProblem implements ProblemType {
    /** Another record has the same id of another register. */
    LOCAL_ID_TAKEN(409);

    private final int status;

    RecordsProblem(int status) {
        this.status = status;
    }

    @Override
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public int status() {
        return status;
    }
}
