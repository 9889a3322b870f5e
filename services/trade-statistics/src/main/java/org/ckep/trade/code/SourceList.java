package org.ckep.trade.code;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.problem.FieldError;
import org.ckep.kernel.problem.ProblemException;

/** CL_SOURCE, for those who work with statements of their own. */
public final class SourceList {
    private static final String CODES = "select string_agg(code, ', ' order by position), bool_or(code = ?) from item "
            + "where agency = 'CKEP' and scheme = 'CL_SOURCE'";

    /** What a provider of the side delivers by agreement, and what other bodies publish of its reports. */
    private static final String DELIVERED = """
            select string_agg(source, ', ' order by source), bool_or(source = ?) from (
                select source from source_delivery where side = ?
                union
                select d.source from provision_agreement a join dataset d on d.dataflow = a.dataflow
                where trade_side_of_agency(a.provider) = ?) as delivered""";

    private SourceList() {}

    /**
     * Whether a source is meant: where the parameter names one, that one; else each but the invented figures, which stand
     * beside nobody's unless they are asked for.
     */
    public static String meant(String column, String parameter) {
        return "(" + column + " = " + parameter + " or " + parameter + "::text is null and " + column
                + " <> 'GENERATED')";
    }

    /** The codes of the list, joined by commas, where the given one is none of them; else empty. */
    public static Optional<String> unlessListed(Connection connection, String source) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(CODES)) {
            select.setString(1, source);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getBoolean(2) ? Optional.empty() : Optional.of(row.getString(1));
            }
        }
    }

    /**
     * Checks that a side's statisticians may send figures under a source, so that nobody speaks in the name of another
     * body.
     *
     * @throws ProblemException naming the sources of the side
     */
    public static void requireDelivery(Connection connection, String source, Side side) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(DELIVERED)) {
            select.setString(1, source);
            select.setString(2, side.name());
            select.setString(3, side.name());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                if (!row.getBoolean(2)) {
                    String message = "Statisticians of " + side + " send figures under " + row.getString(1)
                            + "; figures of " + source + " are not theirs.";
                    throw new ProblemException(SourceProblem.FOREIGN_SOURCE, message)
                            .withErrors(FieldError.in("source", SourceProblem.FOREIGN_SOURCE.slug(), message));
                }
            }
        }
    }
}
