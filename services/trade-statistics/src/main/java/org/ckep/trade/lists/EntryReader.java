package org.ckep.trade.lists;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.value.Language;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.trade.code.CodeCheck;
import org.ckep.trade.ingest.TableFile;
import org.ckep.trade.observation.Edition;
import org.jspecify.annotations.Nullable;

/** Reads what a file says of the codes of a list. */
final class EntryReader {
    static final String CODE = "code";
    static final String PARENT = "parent";
    static final String KIND = "kind";
    static final String ZH = "zh-hans";
    static final String NUMBER = "number";

    private static final String VALID_FROM = "validfrom";
    private static final String VALID_TO = "validto";
    private static final Map<String, Language> NAMES =
            Map.of("en", Language.EN, ZH, Language.ZH_HANS, "ko", Language.KO);
    private static final Set<String> OF_COMMODITIES = Set.of(CODE, "en", ZH, "ko", VALID_FROM, VALID_TO);
    private static final Set<String> OF_OTHERS = Set.of(CODE, PARENT, KIND, "en", ZH, "ko", VALID_FROM, VALID_TO);

    private static final Set<String> OF_AREAS =
            Stream.concat(OF_OTHERS.stream(), Stream.of(NUMBER)).collect(Collectors.toUnmodifiableSet());

    private static final Pattern AREA_NUMBER = Pattern.compile("[0-9]{1,5}");
    private static final Pattern COMMODITY = Pattern.compile("TOTAL|[0-9]{2}|[0-9]{4}|[0-9]{6}");
    private static final Pattern ANY = Pattern.compile("[A-Za-z0-9_@$-]{1,40}");
    /** What is left of text that was read in a wrong encoding. */
    private static final Pattern DESTROYED = Pattern.compile("\uFFFD|\\?\\?");

    private final @Nullable Edition edition;
    private final Set<String> known;
    private final ListFaults faults = new ListFaults();
    private final Map<String, Long> lines = new HashMap<>();

    private EntryReader(@Nullable Edition edition, Set<String> known) {
        this.edition = edition;
        this.known = known;
    }

    /** A reader of files with commodities of an edition. */
    static EntryReader ofCommodities(Edition edition) {
        return new EntryReader(edition, OF_COMMODITIES);
    }

    /** A reader of files with areas, which may tell the numbers under which sources report them. */
    static EntryReader ofAreas() {
        return new EntryReader(null, OF_AREAS);
    }

    /** A reader of files of any other list. */
    static EntryReader ofOthers() {
        return new EntryReader(null, OF_OTHERS);
    }

    /**
     * All entries of a file.
     *
     * @throws ProblemException naming line and column of everything that is wrong
     */
    List<ListEntry> read(TableFile file) {
        Columns columns = new Columns(file.header(), Set.of(CODE), known);
        List<ListEntry> entries = new ArrayList<>();
        for (TableFile.Row row : file.rows()) {
            String code = code(row, columns);
            LocalDate from = date(row, columns, VALID_FROM);
            LocalDate to = date(row, columns, VALID_TO);
            if (from != null && to != null && to.isBefore(from)) {
                faults.add(row.line(), VALID_TO, "dates-reversed", "it ends before it begins.");
            }
            String parent = edition == null ? columns.cell(row, PARENT) : parentOf(code);
            String kind = edition == null ? columns.cell(row, KIND) : kindOf(code);
            entries.add(
                    new ListEntry(row.line(), code, parent, kind, names(row, columns), from, to, number(row, columns)));
        }
        faults.refuse();
        return entries;
    }

    private String code(TableFile.Row row, Columns columns) {
        String given = columns.cell(row, CODE);
        if (given == null) {
            faults.add(row.line(), CODE, "missing-value", "the code is missing.");
            return "";
        }
        if (edition != null && HarmonizedCode.ODD_DIGITS.matcher(given).matches()) {
            faults.add(
                    row.line(),
                    CODE,
                    "zeros-lost",
                    "'" + given + "' has lost a zero at its beginning; codes are text.");
        } else if (!(edition == null ? ANY : COMMODITY).matcher(given).matches()) {
            faults.add(
                    row.line(),
                    CODE,
                    "invalid-code",
                    "'" + CodeCheck.shorten(given) + "' is no code of "
                            + (edition == null ? "a list." : "the Harmonized System: TOTAL, 2, 4 or 6 digits."));
        }
        String code = edition == null ? given : edition.qualify(given);
        Long first = lines.putIfAbsent(code, row.line());
        if (first != null) {
            faults.add(row.line(), CODE, "code-twice", "'" + given + "' stands in line " + first + " already.");
        }
        return code;
    }

    private Map<Language, String> names(TableFile.Row row, Columns columns) {
        Map<Language, String> names = new EnumMap<>(Language.class);
        NAMES.forEach((column, language) -> {
            String name = columns.cell(row, column);
            if (name == null) {
                return;
            }
            if (DESTROYED.matcher(name).find()) {
                faults.add(row.line(), column, "text-destroyed", "the name was read in a wrong encoding before.");
                return;
            }
            try {
                names.put(language, new LocalizedText.Text(name, LocalizedText.Status.WORKING).text());
            } catch (IllegalArgumentException wrong) {
                faults.add(row.line(), column, "invalid-name", wrong.getMessage() + ".");
            }
        });
        return names;
    }

    private @Nullable Integer number(TableFile.Row row, Columns columns) {
        String text = columns.cell(row, NUMBER);
        if (text == null) {
            return null;
        }
        if (AREA_NUMBER.matcher(text).matches()) {
            return Integer.valueOf(text);
        }
        faults.add(
                row.line(),
                NUMBER,
                "invalid-number",
                "'" + CodeCheck.shorten(text) + "' is no area number of at most 5 digits.");
        return null;
    }

    private @Nullable LocalDate date(TableFile.Row row, Columns columns, String column) {
        String text = columns.cell(row, column);
        if (text == null) {
            return null;
        }
        try {
            LocalDate date = LocalDate.parse(text);
            if (date.getYear() >= 1900 && date.getYear() <= 9999) {
                return date;
            }
        } catch (DateTimeException noDate) {
            // refused below
        }
        faults.add(
                row.line(), column, "invalid-date", "'" + CodeCheck.shorten(text) + "' is no date such as 2022-01-01.");
        return null;
    }

    /** The code above a commodity, null above the total. */
    static @Nullable String parentOf(String code) {
        int start = code.indexOf('_') + 1;
        return switch (code.length() - start) {
            case 2 -> code.substring(0, start) + "TOTAL";
            case 4, 6 -> code.substring(0, code.length() - 2);
            default -> null;
        };
    }

    static String kindOf(String code) {
        return switch (code.length() - code.indexOf('_') - 1) {
            case 2 -> "CHAPTER";
            case 4 -> "HEADING";
            case 6 -> "SUBHEADING";
            default -> "TOTAL";
        };
    }
}
