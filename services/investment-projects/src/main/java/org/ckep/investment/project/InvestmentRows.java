package org.ckep.investment.project;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.ckep.kernel.access.Side;
import org.ckep.kernel.access.Viewer;
import org.ckep.kernel.id.Urn;
import org.ckep.records.Register;
import org.ckep.records.figure.SideFigures;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Reads what is invested in projects as one view has it, some projects at a time. */
@ApplicationScoped
class InvestmentRows {
    private static final String COLUMNS = "p.direction, p.investmentBasis, p.investmentCurrency, p.investmentAmount";

    private final Register register;
    private final SideFigures figures;
    private final ObjectMapper json;

    InvestmentRows(Register register, SideFigures figures, ObjectMapper json) {
        this.register = register;
        this.figures = figures;
        this.json = json;
    }

    /**
     * A project with what is invested in it.
     *
     * @param basis null with the currency and the amount where that is not known
     */
    record Row(
            UUID id,
            Direction direction,
            @Nullable InvestmentBasis basis,
            @Nullable String currency,
            @Nullable BigDecimal amount) {

        private static Row of(Object[] row) {
            return new Row(
                    (UUID) row[0], (Direction) row[1], (InvestmentBasis) row[2], (String) row[3], (BigDecimal) row[4]);
        }

        private Row with(Investment stated) {
            return new Row(id, direction, stated.basis(), stated.currency(), stated.amount());
        }
    }

    /** What is done with some projects in the session that has read them. */
    @FunctionalInterface
    interface Taker {
        Uni<Void> take(Mutiny.Session session, List<Row> rows);
    }

    /**
     * Hands over what the viewer may see of a view, batch by batch.
     *
     * @param view null for everybody's records beside each other, with the agreed values where both sides keep one; of one
     *     side its own figures stand in their place, as far as the viewer may read them
     * @param condition HQL over a project {@code p}; never text of a request
     */
    Uni<Void> each(Viewer viewer, Counting counting, @Nullable ProjectPerspective view, String condition, Taker taker) {
        // What everybody is told is what the viewer without a token is answered, for whoever asks.
        Viewer reader = view == ProjectPerspective.PUBLIC ? Viewer.PUBLIC : viewer;
        Side side = view == null ? null : view.side();
        return register.read(
                reader,
                counting.knownAt(),
                session -> ReportRows.each(
                        session, reader, counting, view, COLUMNS, condition, rows -> stated(session, reader, side, rows)
                                .chain(stated -> taker.take(session, stated))));
    }

    private Uni<List<Row>> stated(Mutiny.Session session, Viewer reader, @Nullable Side side, List<Object[]> projects) {
        List<Row> recorded = projects.stream().map(Row::of).toList();
        if (side == null) {
            return Uni.createFrom().item(recorded);
        }
        Function<Row, Urn> urn = row -> new Urn(Project.TYPE, row.id());
        return figures.of(
                        session,
                        reader,
                        side,
                        ProjectContent.TOTAL_INVESTMENT,
                        recorded.stream().map(urn).toList())
                .map(own -> recorded.stream()
                        .map(row -> stated(row, own, urn.apply(row)))
                        .toList());
    }

    private Row stated(Row row, Map<Urn, JsonNode> own, Urn urn) {
        JsonNode figure = own.get(urn);
        try {
            return figure == null ? row : row.with(json.treeToValue(figure, Investment.class));
        } catch (JsonProcessingException checkedWhenEntered) {
            throw new IllegalStateException("a figure that was accepted is no sum", checkedWhenEntered);
        }
    }
}
