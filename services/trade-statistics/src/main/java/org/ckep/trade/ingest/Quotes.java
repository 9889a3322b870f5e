package org.ckep.trade.ingest;

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
    private long line = 1;
    private long openedInLine;

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
        if (character == '\n') {
            line++;
        }
        place = switch (place) {
            case QUOTED -> character == '"' ? Place.CLOSED : Place.QUOTED;
            case CELL_BEGINS -> character == '"' ? opened() : outside(character);
            case CLOSED -> character == '"' ? Place.QUOTED : outside(character);
            case UNQUOTED -> outside(character);
        };
    }

    private Place opened() {
        openedInLine = line;
        return Place.QUOTED;
    }

    private Place outside(char character) {
        boolean ends = character == '\n' || character == '\r' || separators.indexOf(character) >= 0;
        return ends ? Place.CELL_BEGINS : Place.UNQUOTED;
    }

    /** True where the next character belongs to a cell in quotes. */
    boolean areOpen() {
        return place == Place.QUOTED;
    }

    /** Number of the line in which the last quote was opened. */
    long openedInLine() {
        return openedInLine;
    }
}
