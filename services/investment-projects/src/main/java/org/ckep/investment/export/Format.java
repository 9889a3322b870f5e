package org.ckep.investment.export;

import java.util.List;

/**
 * The text of one file, written once from its beginning to its end.
 *
 * @param <T> an entry of the list
 */
public interface Format<T> {
    /** What the next entries of the list add to the file; the first call, even one without entries, begins it. */
    String next(List<T> entries);

    /**
     * What ends the file.
     *
     * @throws org.ckep.kernel.problem.ProblemException where nothing was written and the format knows no empty file
     */
    String end();
}
