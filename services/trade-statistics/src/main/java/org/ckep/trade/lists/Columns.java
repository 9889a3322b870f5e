package org.ckep.trade.lists;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.KernelProblem;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.trade.code.CodeCheck;
import org.ckep.trade.ingest.TableFile;
import org.jspecify.annotations.Nullable;

/** Where the columns of a file stand. */
final class Columns {
    private final Map<String, Integer> places = new HashMap<>();

    /**
     * Reads a header, without regard to case.
     *
     * @param needed columns that must be there
     * @param known all columns that may be there
     * @throws ProblemException where one is missing, unknown or there twice
     */
    Columns(List<String> header, Set<String> needed, Set<String> known) {
        for (int i = 0; i < header.size(); i++) {
            String title = header.get(i).strip().toLowerCase(Locale.ROOT);
            String column = title.equals("zh") ? EntryReader.ZH : title;
            if (!known.contains(column)) {
                throw refused(
                        "column-unknown",
                        "The column '" + CodeCheck.shorten(header.get(i)) + "' is none of " + named(known));
            }
            if (places.put(column, i) != null) {
                throw refused("column-twice", "The column '" + column + "' is there twice.");
            }
        }
        for (String column : needed) {
            if (!places.containsKey(column)) {
                throw refused("column-missing", "The file has no column '" + column + "'.");
            }
        }
    }

    /** The cell of a column, null where it is empty or the file has no such column. */
    @Nullable
    String cell(TableFile.Row row, String column) {
        Integer place = places.get(column);
        String cell = place == null ? "" : row.cells().get(place).strip();
        return cell.isEmpty() ? null : cell;
    }

    private static String named(Set<String> columns) {
        return String.join(", ", columns.stream().sorted().toList()) + ".";
    }

    private static ProblemException refused(String code, String text) {
        return new ProblemException(KernelProblem.UNPROCESSABLE, text).withErrors(FieldError.at("", code, text));
    }
}
