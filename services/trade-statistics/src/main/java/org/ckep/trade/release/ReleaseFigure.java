package org.ckep.trade.release;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.ckep.trade.observation.Decimals;
import org.ckep.trade.observation.Frequency;
import org.ckep.trade.observation.ObservationStatus;
import org.ckep.trade.observation.Period;
import org.ckep.trade.observation.Reimport;
import org.ckep.web.PageRequest;
import org.jspecify.annotations.Nullable;

/**
 * A figure of a release, as it was prepared.
 *
 * @param commodity code with its edition
 * @param reimport true of imports whose reporter is its own partner
 * @param value in USD
 * @param netWeight in kg
 * @param provisional true where the value is to be replaced by a final one
 * @param status code of CL_OBS_STATUS of the value, null where the figure says nothing of it
 * @param netWeightStatus that of the weight
 * @param quantityStatus that of the quantity
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ReleaseFigure(
        String frequency,
        String period,
        String reporter,
        String flow,
        String commodity,
        String partner,
        boolean reimport,
        @Nullable BigDecimal value,
        String valuation,
        @Nullable BigDecimal netWeight,
        @Nullable BigDecimal quantity,
        @Nullable String quantityUnit,
        boolean provisional,
        @Nullable String status,
        @Nullable String netWeightStatus,
        @Nullable String quantityStatus,
        @JsonIgnore Key key) {

    private static final Pattern DAY = Pattern.compile("[12][0-9]{3}-(0[1-9]|1[0-2])-01");

    /** The place of a figure in the order of its release. */
    record Key(
            String frequency,
            String reporter,
            String flow,
            String edition,
            String commodity,
            String partner,
            String start) {

        Map<String, String> cursor() {
            Map<String, String> cursor = new LinkedHashMap<>();
            cursor.put("f", frequency);
            cursor.put("r", reporter);
            cursor.put("t", flow);
            cursor.put("e", edition);
            cursor.put("c", commodity);
            cursor.put("p", partner);
            cursor.put("d", start);
            return cursor;
        }

        /** The place that a cursor names, or null for the beginning. */
        static @Nullable Key of(Map<String, String> cursor) {
            if (cursor.isEmpty()) {
                return null;
            }
            if (!DAY.matcher(cursor.getOrDefault("d", "")).matches()) {
                throw PageRequest.invalidCursor();
            }
            return new Key(
                    cursor.getOrDefault("f", ""),
                    cursor.getOrDefault("r", ""),
                    cursor.getOrDefault("t", ""),
                    cursor.getOrDefault("e", ""),
                    cursor.getOrDefault("c", ""),
                    cursor.getOrDefault("p", ""),
                    cursor.getOrDefault("d", ""));
        }
    }

    static List<ReleaseFigure> page(Connection connection, UUID release, @Nullable Key after, int limit)
            throws SQLException {
        List<ReleaseFigure> figures = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(DraftSql.PAGE)) {
            String[] place = after == null
                    ? new String[7]
                    : new String[] {
                        after.frequency(),
                        after.reporter(),
                        after.flow(),
                        after.edition(),
                        after.commodity(),
                        after.partner(),
                        after.start()
                    };
            select.setObject(1, release);
            select.setString(2, place[0]);
            for (int i = 0; i < place.length; i++) {
                select.setString(3 + i, place[i]);
            }
            select.setInt(10, limit);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    figures.add(read(rows));
                }
            }
        }
        return figures;
    }

    private static ReleaseFigure read(ResultSet row) throws SQLException {
        Frequency frequency = Frequency.valueOf(row.getString("frequency"));
        LocalDate start = row.getObject("period", LocalDate.class);
        String edition = row.getString("edition");
        String commodity = row.getString("commodity");
        return new ReleaseFigure(
                frequency.name(),
                new Period(frequency, start).toString(),
                row.getString("reporter"),
                row.getString("flow"),
                edition + '_' + commodity,
                row.getString("partner"),
                Reimport.is(row.getString("reporter"), row.getString("partner"), row.getString("flow")),
                Decimals.plainOrNull(row.getBigDecimal("value")),
                row.getString("valuation"),
                Decimals.plainOrNull(row.getBigDecimal("net_weight")),
                Decimals.plainOrNull(row.getBigDecimal("quantity")),
                row.getString("quantity_unit"),
                ObservationStatus.P.name().equals(row.getString("status")),
                row.getString("status"),
                row.getString("weight_status"),
                row.getString("quantity_status"),
                new Key(
                        frequency.name(),
                        row.getString("reporter"),
                        row.getString("flow"),
                        edition,
                        commodity,
                        row.getString("partner"),
                        start.toString()));
    }
}
