package org.ckep.trade.figures;

/**
 * Figures are written under one instant and known from a later one, which their merge takes when everything is written.
 * Outside of the tables there is only the later one.
 */
public final class FigureInstants {
    private FigureInstants() {}

    /**
     * What {@code valid_from} and {@code valid_to} are compared with to find the state that was served at an instant.
     *
     * @param instant an expression, evaluated once
     */
    public static String stateAt(String instant) {
        return "(select trade_state_at(" + instant + "))";
    }

    /**
     * Since when that is known which was written under an instant.
     *
     * @param written an expression over {@code valid_from} or {@code valid_to}
     */
    public static String knownFrom(String written) {
        return "coalesce((select known_from from figure_revision where written_at = " + written + "), " + written + ")";
    }
}
