package org.ckep.trade.lists;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.trade.code.CodeCheck;
import org.ckep.trade.ingest.TableFile;
import org.ckep.trade.lists.Correspondence.Link;
import org.ckep.trade.observation.Decimals;
import org.jspecify.annotations.Nullable;

/** Reads the links of a correspondence from a file. */
final class LinkReader {
    private static final String SOURCE = "source";
    private static final String TARGET = "target";
    private static final String WEIGHT = "weight";

    /** So that what is converted over several steps stays exact and of a readable length. */
    private static final Pattern DECIMAL = Pattern.compile("0?\\.[0-9]{1,9}|1(?:\\.0{1,9})?");

    private final CorrespondenceStore.Head correspondence;
    private final Map<String, Set<String>> codes;
    private final @Nullable Map<String, Set<String>> choices;
    private final ListFaults faults = new ListFaults();

    /**
     * Reads files of one correspondence.
     *
     * @param codes those of its lists that are no editions of the Harmonized System
     * @param choices targets by source that it may choose from, null for any
     */
    LinkReader(
            CorrespondenceStore.Head correspondence,
            Map<String, Set<String>> codes,
            @Nullable Map<String, Set<String>> choices) {
        this.correspondence = correspondence;
        this.codes = codes;
        this.choices = choices;
    }

    /**
     * All links of a file.
     *
     * @throws ProblemException naming line and column of everything that is wrong
     */
    Set<Link> read(TableFile file) {
        Set<String> titles = correspondence.weighted() ? Set.of(SOURCE, TARGET, WEIGHT) : Set.of(SOURCE, TARGET);
        Columns columns = new Columns(file.header(), titles, titles);
        Set<Link> links = new LinkedHashSet<>();
        Set<Link> pairs = new HashSet<>();
        Map<String, BigDecimal> sums = new LinkedHashMap<>();
        Map<String, Long> sources = new HashMap<>();
        for (TableFile.Row row : file.rows()) {
            String source = code(row, columns, SOURCE, correspondence.sourceList());
            String target = code(row, columns, TARGET, correspondence.targetList());
            BigDecimal weight = correspondence.weighted() ? weight(row, columns) : null;
            if (source == null || target == null || (correspondence.weighted() && weight == null)) {
                continue;
            }
            Link pair = new Link(source, target, null);
            Long first = sources.putIfAbsent(source, row.line());
            if (!pairs.add(pair)) {
                faults.add(row.line(), SOURCE, "link-twice", source + " to " + target + " stands there twice.");
                continue;
            }
            links.add(new Link(source, target, weight));
            if (weight != null) {
                sums.merge(source, weight, BigDecimal::add);
            }
            if (choices != null && !isChoice(choices, pair)) {
                faults.add(
                        row.line(),
                        TARGET,
                        "unknown-link",
                        source + " to " + target + " is no link of " + correspondence.ofLinks() + ".");
            }
            if (first != null && correspondence.oneTarget()) {
                faults.add(row.line(), SOURCE, "two-targets", source + " has a target in line " + first + " already.");
            }
        }
        sums.forEach((source, sum) -> {
            if (sum.compareTo(BigDecimal.ONE) != 0) {
                faults.add(
                        sources.getOrDefault(source, 1L),
                        WEIGHT,
                        "weights-sum",
                        "the weights of " + source + " sum to " + sum.toPlainString() + " and not to 1.");
            }
        });
        faults.refuse();
        return links;
    }

    /**
     * Whether a link is one of those to choose from. One target may be the beginning of a linked code: where the
     * classification goes into more detail than the source, the official tables choose the group.
     */
    private boolean isChoice(Map<String, Set<String>> among, Link pair) {
        Set<String> targets = among.getOrDefault(pair.source(), Set.of());
        return targets.contains(pair.target())
                || (correspondence.oneTarget()
                        && targets.stream().anyMatch(target -> target.startsWith(pair.target())));
    }

    private @Nullable BigDecimal weight(TableFile.Row row, Columns columns) {
        String text = columns.cell(row, WEIGHT);
        if (text == null) {
            faults.add(row.line(), WEIGHT, "missing-value", "the weight is missing.");
            return null;
        }
        if (DECIMAL.matcher(text).matches()) {
            BigDecimal weight = Decimals.plain(new BigDecimal(text));
            if (weight.signum() > 0) {
                return weight;
            }
        }
        faults.add(
                row.line(),
                WEIGHT,
                "invalid-weight",
                "'" + CodeCheck.shorten(text) + "' is no weight above 0 and up to 1 with at most 9 decimals.");
        return null;
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
