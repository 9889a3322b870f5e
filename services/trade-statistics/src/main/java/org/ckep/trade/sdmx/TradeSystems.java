package org.ckep.trade.sdmx;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.ckep.trade.figures.FigureInstants;
import org.jspecify.annotations.Nullable;

/**
 * The trade systems that a source tells of the reporters of a dataflow. There is one for a reporter and rarely another, so
 * that they are read once and not joined to every figure.
 */
final class TradeSystems {
    private static final String ALL = "select reporter, system, " + FigureInstants.knownFrom("valid_from")
            + " from trade_system where source = ? and frequency = ?";

    /** Of each reporter what was told, by the instant since which it is known. */
    private final Map<String, NavigableMap<Instant, byte[]>> told = new HashMap<>();

    private final byte @Nullable [] untold;
    private byte[] lastReporter = new byte[0];
    private @Nullable Instant lastInstant;
    private byte @Nullable [] last;

    private TradeSystems(@Nullable String untold) {
        this.untold = untold == null ? null : untold.getBytes(StandardCharsets.UTF_8);
        this.last = this.untold;
    }

    /**
     * Reads them.
     *
     * @param component whose constant stands for what is not told
     */
    static TradeSystems read(Connection connection, Dataflow flow, Vintage vintage, Component component)
            throws SQLException {
        TradeSystems systems = new TradeSystems(component.constant());
        Instant asOf = vintage.asOf();
        String sql = asOf == null ? ALL : ALL + " and valid_from <= " + FigureInstants.stateAt("?");
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, flow.source());
            select.setString(2, flow.frequency().name());
            if (asOf != null) {
                select.setObject(3, asOf.atOffset(ZoneOffset.UTC));
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    systems.told
                            .computeIfAbsent(rows.getString(1), first -> new TreeMap<>())
                            .put(rows.getObject(3, OffsetDateTime.class).toInstant(), rows.getBytes(2));
                }
            }
        }
        return systems;
    }

    /**
     * What is told with a figure.
     *
     * @param at the instant of the change that the figure is told as, null for the state that was read
     */
    byte @Nullable [] of(byte[] reporter, @Nullable Instant at) {
        if (told.isEmpty()) {
            return untold;
        }
        // Rows come by reporter.
        if (!Arrays.equals(reporter, lastReporter) || (at != null && !at.equals(lastInstant))) {
            lastReporter = reporter;
            lastInstant = at;
            NavigableMap<Instant, byte[]> ofReporter = told.get(new String(reporter, StandardCharsets.UTF_8));
            Map.Entry<Instant, byte[]> entry =
                    ofReporter == null ? null : at == null ? ofReporter.lastEntry() : ofReporter.floorEntry(at);
            last = entry == null ? untold : entry.getValue();
        }
        return last;
    }
}
