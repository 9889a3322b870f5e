package org.ckep.trade.ingest;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.ckep.trade.ingest.TradeRow.Measured;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * A temporary table of one database session that takes the rows of a file in chunks, each committed on its own: a slow
 * sender holds no transaction open, and a killed process leaves nothing behind.
 */
final class RowStage {
    private static final int CHUNK_ROWS = 10_000;
    private static final int CHARACTERS_PER_ROW = 160;

    private static final String CREATE = """
            create temporary table stage_row (
                line                     bigint not null,
                frequency                text not null,
                period                   date not null,
                reporter                 text collate "C" not null,
                flow                     text collate "C" not null,
                edition                  text collate "C" not null,
                commodity                text collate "C" not null,
                partner                  text collate "C" not null,
                value                    numeric(20, 2) not null,
                cif_value                numeric(20, 2),
                fob_value                numeric(20, 2),
                valuation                text not null,
                net_weight               numeric(24, 3),
                net_weight_estimated     boolean,
                gross_weight             numeric(24, 3),
                gross_weight_estimated   boolean,
                quantity                 numeric(24, 3),
                quantity_unit            text,
                quantity_estimated       boolean,
                alt_quantity             numeric(24, 3),
                alt_quantity_unit        text,
                alt_quantity_estimated   boolean,
                legacy_estimation_flag   integer,
                reported                 boolean,
                aggregate                boolean,
                original_classification  boolean
            )""";

    private final Connection connection;
    private final StringBuilder chunk = new StringBuilder(CHUNK_ROWS * CHARACTERS_PER_ROW);
    private int rowsInChunk;
    private long rows;

    /**
     * Prepares an empty stage.
     *
     * @param connection in auto-commit mode; serves this stage alone until it is dropped
     */
    RowStage(Connection connection) throws SQLException {
        this.connection = connection;
        drop(connection);
        execute(connection, CREATE);
    }

    /** Rows taken so far. */
    long rows() {
        return rows;
    }

    void add(TradeRow row) throws SQLException {
        cell(Long.toString(row.row()));
        cell(row.period().frequency().name());
        cell(row.period().start().toString());
        cell(row.reporter());
        cell(row.flow());
        cell(row.edition().name());
        cell(row.commodity());
        cell(row.partner());
        cell(row.value());
        cell(row.cifValue());
        cell(row.fobValue());
        cell(row.valuation().name());
        measured(row.netWeight());
        measured(row.grossWeight());
        quantity(row.quantity(), row.quantityUnit());
        quantity(row.altQuantity(), row.altQuantityUnit());
        cell(row.legacyEstimationFlag());
        cell(row.reported());
        cell(row.aggregate());
        lastCell(row.originalClassification());
        rows++;
        if (++rowsInChunk == CHUNK_ROWS) {
            flush();
        }
    }

    /** Sends what is still in memory and tells the planner how much there is. */
    void complete() throws SQLException {
        flush();
        execute(connection, "analyze stage_row");
    }

    /** Removes the stage of this session, if there is one. */
    static void drop(Connection connection) throws SQLException {
        execute(connection, "drop table if exists pg_temp.stage_row");
    }

    private void flush() throws SQLException {
        if (rowsInChunk == 0) {
            return;
        }
        try {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy stage_row from stdin", new StringReader(chunk.toString()));
        } catch (IOException fromMemory) {
            throw new UncheckedIOException(fromMemory);
        }
        chunk.setLength(0);
        rowsInChunk = 0;
    }

    private void measured(Measured measured) {
        cell(measured.amount());
        cell(measured.estimated());
    }

    private void quantity(Measured quantity, @Nullable Object unit) {
        cell(quantity.amount());
        cell(unit);
        cell(quantity.estimated());
    }

    private void cell(@Nullable Object value) {
        append(value);
        chunk.append('\t');
    }

    private void lastCell(@Nullable Object value) {
        append(value);
        chunk.append('\n');
    }

    /** COPY's text form. Every value is a number, a flag or a code of a list, so none needs escaping. */
    private void append(@Nullable Object value) {
        if (value == null) {
            chunk.append("\\N");
        } else if (value instanceof BigDecimal number) {
            chunk.append(number.toPlainString());
        } else {
            chunk.append(value);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
