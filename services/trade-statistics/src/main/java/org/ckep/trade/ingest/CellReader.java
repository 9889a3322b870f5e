package org.ckep.trade.ingest;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.ckep.trade.ingest.RowError.Code;
import org.ckep.trade.ingest.RowOutcome.Note;
import org.jspecify.annotations.Nullable;

/** Reads the cells of one row and gathers what is wrong with them; reading goes on after an error, to report all of them. */
final class CellReader {
    /** Bounded in length, so that no cell of a few characters expands into a number of millions. */
    static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,20}(\\.[0-9]{0,12})?([eE][+-]?[0-9]{1,3})?");

    /** A number with more digits before its point than any limit has. */
    private static final Pattern LONG_NUMBER =
            Pattern.compile("\\+?0*[1-9][0-9]{20,}(\\.[0-9]*)?([eE]\\+?[0-9]{1,3})?");

    /** What is smaller and not 0 is no measurement: no more decimals are read without an exponent. */
    static final BigDecimal SMALLEST = new BigDecimal("1e-12");

    private static final BigDecimal MONEY_LIMIT = BigDecimal.TEN.pow(18);
    private static final BigDecimal QUANTITY_LIMIT = BigDecimal.TEN.pow(21);
    private static final int MONEY_DECIMALS = 2;
    private static final int QUANTITY_DECIMALS = 3;

    private final FileHeader header;
    private final long row;
    private final List<String> cells;
    private final List<RowError> errors = new ArrayList<>();
    private final List<RowError> repairs = new ArrayList<>();
    private final Set<Note> notes = EnumSet.noneOf(Note.class);

    CellReader(FileHeader header, long row, List<String> cells) {
        this.header = header;
        this.row = row;
        this.cells = cells;
    }

    /** The trimmed content, or null for an absent column, an empty cell and {@code NA}. */
    @Nullable
    String text(Column column) {
        Integer position = header.positions().get(column);
        if (position == null) {
            return null;
        }
        String cell = cells.get(position).strip();
        return cell.isEmpty() || cell.equals("NA") ? null : cell;
    }

    /** The content in upper case, or a recorded error where there is none. */
    @Nullable
    String mandatoryCode(Column column) {
        String text = text(column);
        if (text == null) {
            error(column, Code.MISSING_VALUE);
            return null;
        }
        return text.toUpperCase(Locale.ROOT);
    }

    /** The content in upper case, or the default for a row that says nothing. */
    String code(Column column, String whenAbsent) {
        String text = text(column);
        return text == null ? whenAbsent : text.toUpperCase(Locale.ROOT);
    }

    /** A whole number, written with or without decimals of zero. */
    @Nullable
    Integer integer(Column column) {
        String text = text(column);
        if (text == null) {
            return null;
        }
        if (NUMBER.matcher(text).matches()) {
            try {
                return new BigDecimal(text).intValueExact();
            } catch (ArithmeticException notWhole) {
                // reported below
            }
        }
        error(column, Code.INVALID_NUMBER, text);
        return null;
    }

    @Nullable
    Boolean bool(Column column) {
        String text = text(column);
        if (text == null) {
            return null;
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> {
                error(column, Code.INVALID_BOOLEAN, text);
                yield null;
            }
        };
    }

    /** An amount in USD with two decimals. */
    @Nullable
    BigDecimal money(Column column) {
        return number(column, MONEY_LIMIT, MONEY_DECIMALS, Note.VALUE_ROUNDED);
    }

    /** A weight or quantity with three decimals. */
    @Nullable
    BigDecimal quantity(Column column) {
        return number(column, QUANTITY_LIMIT, QUANTITY_DECIMALS, Note.QUANTITY_ROUNDED);
    }

    private @Nullable BigDecimal number(Column column, BigDecimal limit, int decimals, Note whenRounded) {
        String text = text(column);
        if (text == null) {
            return null;
        }
        if (!NUMBER.matcher(text).matches()) {
            if (isTooLong(text)) {
                error(column, Code.NUMBER_TOO_LARGE, limit.toPlainString());
            } else {
                error(column, Code.INVALID_NUMBER, text);
            }
            return null;
        }
        BigDecimal number = new BigDecimal(text);
        if (number.signum() < 0) {
            error(column, Code.NEGATIVE_NUMBER);
            return null;
        }
        if (number.compareTo(limit) >= 0) {
            error(column, Code.NUMBER_TOO_LARGE, limit.toPlainString());
            return null;
        }
        if (isTooSmall(number)) {
            error(column, Code.NUMBER_TOO_SMALL, SMALLEST.toPlainString());
            return null;
        }
        BigDecimal rounded = number.setScale(decimals, RoundingMode.HALF_EVEN);
        if (rounded.compareTo(number) != 0) {
            notes.add(whenRounded);
        }
        return rounded;
    }

    /** True for what is a number and has more digits than are read as one. */
    static boolean isTooLong(String text) {
        return LONG_NUMBER.matcher(text).matches();
    }

    static boolean isTooSmall(BigDecimal number) {
        return number.signum() > 0 && number.compareTo(SMALLEST) < 0;
    }

    void error(Column column, Code code, String... arguments) {
        errors.add(RowError.in(row, column.title(), code, text(column), arguments));
    }

    /** Records a change to what stood there, with which the row is taken. */
    void repair(Column column, Code code, String... arguments) {
        repairs.add(RowError.in(row, column.title(), code, text(column), arguments));
    }

    void note(Note note) {
        notes.add(note);
    }

    boolean hasErrors() {
        return !errors.isEmpty();
    }

    List<RowError> repairs() {
        return List.copyOf(repairs);
    }

    List<RowError> errors() {
        return List.copyOf(errors);
    }

    Set<Note> notes() {
        return Set.copyOf(notes);
    }
}
