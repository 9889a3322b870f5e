package org.ckep.trade.sdmx;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The statement of a data query: constant text pieces, every value bound. Series come in the order of their key, which
 * is that of the unique index, and observations in the order of time; so the first rows come at once, however many there
 * are.
 */
final class DataSql {
    private static final int REF_AREA = 1;
    private static final int TRADE_FLOW = 2;
    private static final int COMMODITY = 3;
    private static final int COUNTERPART = 4;
    private static final int MEASURE = 6;

    private final StringBuilder text = new StringBuilder();
    private final List<Object> values = new ArrayList<>();

    private DataSql() {}

    /** The statement of a query whose key does not contradict the dataflow. */
    static DataSql of(DataQuery query) {
        DataSql sql = new DataSql();
        sql.text.append("select s.reporter, s.flow, s.edition || '_' || s.commodity as commodity, s.partner, m.measure,"
                + " v.period, v.amount, v.unit, v.estimated, v.valuation, v.provisional from trade_series s"
                + " cross join unnest(?::text[]) as m(measure) cross join lateral (");
        sql.values.add(Measure.among(query.key().get(MEASURE)).stream()
                .map(Measure::name)
                .toArray(String[]::new));
        sql.observations(query);
        sql.text.append(") v where s.source = ? and s.frequency = ?");
        sql.values.add(query.flow().source());
        sql.values.add(query.flow().frequency().name());
        sql.among("s.reporter", query.key().get(REF_AREA));
        sql.among("s.flow", query.key().get(TRADE_FLOW));
        sql.commodities(query.key().get(COMMODITY));
        sql.among("s.partner", query.key().get(COUNTERPART));
        sql.text.append(" order by s.reporter, s.flow, s.edition, s.commodity, s.partner, m.measure, v.period");
        return sql;
    }

    private void observations(DataQuery query) {
        String columns = "o.period, " + Measure.amounts() + " as amount, " + Measure.units() + " as unit, "
                + Measure.estimates() + " as estimated, " + Measure.valuations() + " as valuation, o.provisional";
        String known = " from trade_observation o where o.series_id = s.id and o.valid_to is null"
                + " and o.period >= ? and (o.period + ?::interval - interval '1 day')::date <= ?"
                + " and " + Measure.amounts() + " is not null";
        String length = query.flow().frequency().months() + " months";
        if (!query.detail().withObservations()) {
            limited(columns, known, query, length, "asc", 1);
        } else if (query.firstN() != null && query.lastN() != null) {
            text.append("(");
            limited(columns, known, query, length, "asc", query.firstN());
            text.append(") union (");
            limited(columns, known, query, length, "desc", query.lastN());
            text.append(")");
        } else if (query.firstN() != null) {
            limited(columns, known, query, length, "asc", query.firstN());
        } else if (query.lastN() != null) {
            limited(columns, known, query, length, "desc", query.lastN());
        } else {
            text.append("select ").append(columns).append(known);
            range(query, length);
        }
    }

    private void limited(String columns, String known, DataQuery query, String length, String order, int limit) {
        text.append("select ").append(columns).append(known);
        range(query, length);
        text.append(" order by o.period ").append(order).append(" limit ?");
        values.add(limit);
    }

    private void range(DataQuery query, String length) {
        values.add(query.first());
        values.add(length);
        values.add(query.last());
    }

    private void among(String column, Set<String> codes) {
        if (!codes.isEmpty()) {
            text.append(" and ").append(column).append(" = any (?)");
            values.add(codes.toArray(String[]::new));
        }
    }

    private void commodities(Set<String> codes) {
        if (codes.isEmpty()) {
            return;
        }
        List<String> editions = new ArrayList<>();
        List<String> commodities = new ArrayList<>();
        for (String code : codes) {
            int separator = code.indexOf('_');
            editions.add(code.substring(0, Math.max(0, separator)));
            commodities.add(code.substring(separator + 1));
        }
        text.append(" and (s.edition, s.commodity) in (select * from unnest(?::text[], ?::text[]))");
        values.add(editions.toArray(String[]::new));
        values.add(commodities.toArray(String[]::new));
    }

    /** Prepares the statement with its values. */
    PreparedStatement prepare(Connection connection) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(text.toString());
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) instanceof String[] array) {
                statement.setArray(i + 1, connection.createArrayOf("text", array));
            } else {
                statement.setObject(i + 1, values.get(i));
            }
        }
        return statement;
    }
}
