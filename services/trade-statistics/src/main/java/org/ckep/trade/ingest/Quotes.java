package org.ckep.trade.ingest;

import java.util.List;
import org.ckep.trade.ingest.RefusedFileException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Follows a CSV text through its quotes, character by character. A quote opens a cell only where the cell begins;
 * further on it is a character like any other, such as the inches of {@code 5" pipe}.
 */
final class Quotes {
    private enum Place {
        CELL_BEGINS,
        UNQUOTED,
        QUOTED,
        /** After a quote within quotes: the cell ends here, unless a second one follows. */
        CLOSED
    }

    private final String separators;
    private Place place = Place.CELL_BEGINS;
    private char previous;
    private long line = 1;
    private long openedInLine;
    private int openedInCell;
    private long rowLine = 1;
    private boolean rowBegins = true;
    private final RowSize size = new RowSize();

    /**
     * Begins to follow a text.
     *
     * @param separators characters of which each ends a cell
     */
    Quotes(String separators) {
        this.separators = separators;
    }

    /** Takes the next character. */
    void next(char character) {
        if (character == '\r' || (character == '\n' && previous != '\r')) {
            line++;
        }
        previous = character;
        rowBegins = false;
        place = switch (place) {
            case QUOTED -> character == '"' ? Place.CLOSED : content(Place.QUOTED);
            case CELL_BEGINS -> character == '"' ? opened() : outside(character);
            case CLOSED -> character == '"' ? content(Place.QUOTED) : outside(character);
            case UNQUOTED -> outside(character);
        };
    }

    private Place content(Place next) {
        size.character();
        return next;
    }

    private Place opened() {
        openedInLine = line;
        openedInCell = size.cells();
        return Place.QUOTED;
    }

    private Place outside(char character) {
        if (character == '\n' || character == '\r') {
            rowBegins = true;
            rowLine = line;
            size.row();
            return Place.CELL_BEGINS;
        }
        if (separators.indexOf(character) >= 0) {
            size.cell();
            return Place.CELL_BEGINS;
        }
        return content(Place.UNQUOTED);
    }

    /** True after the last character of a row. */
    boolean rowBegins() {
        return rowBegins;
    }

    /** The refusal of the row that is being followed where it is larger than any row of figures, else null. */
    @Nullable
    RefusedFileException tooLarge() {
        return size.refusal(rowLine);
    }

    /** True where the next character belongs to a cell in quotes. */
    boolean areOpen() {
        return place == Place.QUOTED;
    }

    /**
     * The refusal of a text that ends within quotes.
     *
     * @param titles the columns, as far as they are known
     */
    RefusedFileException notClosed(List<String> titles) {
        String title = openedInCell > titles.size()
                ? null
                : titles.get(openedInCell - 1).strip();
        return new RefusedFileException(
                Reason.QUOTE_NOT_CLOSED,
                "A quote is opened in line " + openedInLine + " and never closed.",
                new RowError(
                        rowLine,
                        title,
                        RowError.Code.QUOTE_NOT_CLOSED,
                        List.of(Long.toString(openedInLine), Integer.toString(openedInCell)),
                        null));
    }
}
