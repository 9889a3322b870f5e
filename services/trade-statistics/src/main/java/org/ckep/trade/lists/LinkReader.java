package org.ckep.trade.lists;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.trade.code.CodeCheck;
import org.ckep.trade.ingest.TableFile;
import org.ckep.trade.lists.Correspondence.Link;
import org.jspecify.annotations.Nullable;

/** Reads the links of a correspondence from a file. */
final class LinkReader {
    private static final String SOURCE = "source";
    private static final String TARGET = "target";

    private final CorrespondenceStore.Head correspondence;
    private final Map<String, Set<String>> codes;
    private final ListFaults faults = new ListFaults();

    /**
     * Reads files of one correspondence.
     *
     * @param codes those of its lists that are no editions of the Harmonized System
     */
    LinkReader(CorrespondenceStore.Head correspondence, Map<String, Set<String>> codes) {
        this.correspondence = correspondence;
        this.codes = codes;
    }

    /**
     * All links of a file.
     *
     * @throws ProblemException naming line and column of everything that is wrong
     */
    Set<Link> read(TableFile file) {
        Columns columns = new Columns(file.header(), Set.of(SOURCE, TARGET), Set.of(SOURCE, TARGET));
        Set<Link> links = new LinkedHashSet<>();
        Map<String, Long> sources = new HashMap<>();
        for (TableFile.Row row : file.rows()) {
            String source = code(row, columns, SOURCE, correspondence.sourceList());
            String target = code(row, columns, TARGET, correspondence.targetList());
            if (source == null || target == null) {
                continue;
            }
            Long first = sources.putIfAbsent(source, row.line());
            if (!links.add(new Link(source, target))) {
                faults.add(row.line(), SOURCE, "link-twice", source + " to " + target + " stands there twice.");
            } else if (first != null && correspondence.oneTarget()) {
                faults.add(row.line(), SOURCE, "two-targets", source + " has a target in line " + first + " already.");
            }
        }
        faults.refuse();
        return links;
    }

    private @Nullable String code(TableFile.Row row, Columns columns, String column, String list) {
        String code = columns.cell(row, column);
        if (code == null) {
            faults.add(row.line(), column, "missing-value", "the code is missing.");
            return null;
        }
        Pattern form = Correspondence.form(list);
        if (form == null
                ? codes.getOrDefault(list, Set.of()).contains(code)
                : form.matcher(code).matches()) {
            return code;
        }
        if (form != null && HarmonizedCode.ODD_DIGITS.matcher(code).matches()) {
            faults.add(row.line(), column, "zeros-lost", "'" + code + "' has lost a zero at its beginning.");
        } else {
            faults.add(row.line(), column, "unknown-code", list + " has no code '" + CodeCheck.shorten(code) + "'.");
        }
        return null;
    }
}
