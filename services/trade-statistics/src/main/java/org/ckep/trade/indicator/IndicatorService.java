package org.ckep.trade.indicator;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.trade.code.CodeCheck;
import org.ckep.trade.code.CodeLists;
import org.ckep.trade.indicator.Formula.Computation;
import org.ckep.trade.indicator.IndicatorAnswer.Basis;
import org.ckep.trade.indicator.IndicatorAnswer.Inputs;
import org.ckep.trade.indicator.IndicatorAnswer.NotSpecified;
import org.ckep.trade.indicator.IndicatorAnswer.Suppressed;
import org.ckep.trade.indicator.IndicatorAnswer.Used;
import org.ckep.trade.indicator.IndicatorRepository.Summary;
import org.jspecify.annotations.Nullable;

/** Computes indicators, and gives out the figures that they were computed from. */
@ApplicationScoped
class IndicatorService {
    private static final String ADDRESS = "/trade/v1/indicators/";

    /** About 20 MB. */
    private static final int KNOWN_ROWS = 20_000;

    private final IndicatorRepository repository;
    private final CodeCheck codes;
    private final Catalogue catalogue;
    private final KnownAnswers known = new KnownAnswers(KNOWN_ROWS);

    IndicatorService(IndicatorRepository repository, CodeCheck codes, Catalogue catalogue) {
        this.repository = repository;
        this.codes = codes;
        this.catalogue = catalogue;
    }

    /**
     * The values of an indicator.
     *
     * @throws ProblemException where there is no such formula, or naming the parameter that is not understood
     */
    Uni<IndicatorAnswer> values(String id, Map<Option, String> given) {
        return query(id, given).chain(query -> {
            List<Slice> slices = Plan.of(query);
            return Uni.combine()
                    .all()
                    .unis(rows(query, slices), repository.summary(query, slices))
                    .asTuple()
                    .map(both -> answer(query, both.getItem1(), both.getItem2()));
        });
    }

    /** The list of figures that an indicator is computed from, as the CSV file whose hash the answer tells. */
    Multi<String> csv(String id, Map<Option, String> given) {
        return query(id, given).onItem().transformToMulti(query -> Multi.createBy()
                .concatenating()
                .streams(
                        Multi.createFrom().item(SliceSql.HEADER),
                        repository
                                .figures(query, Plan.of(query))
                                .map(row -> row.getString("text"))
                                .group()
                                .intoLists()
                                .of(1_000)
                                .map(lines -> String.join("", lines))));
    }

    /** The same figures one by one. */
    Multi<InputFigure> figures(String id, Map<Option, String> given) {
        return query(id, given).onItem().transformToMulti(query -> repository
                .figures(query, Plan.of(query))
                .map(row -> InputFigure.of(query, row)));
    }

    /** What a query comes to. */
    record Computed(List<IndicatorRow> rows, @Nullable NotSpecified notSpecified, Suppressed suppressed) {
        Computed {
            rows = List.copyOf(rows);
        }
    }

    private Uni<Computed> rows(IndicatorQuery query, List<Slice> slices) {
        return known.find(query).map(Uni.createFrom()::item).orElseGet(() -> computed(query, slices)
                .invoke(computed -> known.remember(query, computed)));
    }

    private Uni<Computed> computed(IndicatorQuery query, List<Slice> slices) {
        return switch (query.formula().computation()) {
            case Computation.OfFigures figures ->
                repository
                        .sums(query, slices)
                        .emitOn(Infrastructure.getDefaultWorkerPool())
                        .map(sums -> new Computed(
                                graded(query, figures.rows().apply(query, sums)),
                                notSpecified(query, slices, sums),
                                suppressed(query, slices, sums)));
            case Computation.OfSpecialisations specialisations ->
                repository
                        .specialised(query, slices)
                        // Eigenvectors take a while, which is not the event loop's.
                        .emitOn(Infrastructure.getDefaultWorkerPool())
                        .map(specialised -> new Computed(
                                specialisations.rows().apply(query, specialised),
                                null,
                                new Suppressed(null, null, null, specialised.figuresWithheld())));
        };
    }

    private static List<IndicatorRow> graded(IndicatorQuery query, List<IndicatorRow> rows) {
        List<Grade> grades = query.formula().grades();
        return grades.isEmpty()
                ? rows
                : rows.stream().map(row -> row.graded(grades)).toList();
    }

    private Uni<IndicatorQuery> query(String id, Map<Option, String> given) {
        Formula formula = Formulas.find(id).orElseThrow(ProblemException::notFound);
        IndicatorQuery query = IndicatorQueries.read(formula, given);
        return codes.area("reporter", query.hasReporter() ? query.reporter() : null)
                .chain(reporter -> codes.area("partner", query.partner())
                        .map(partner -> query.withAreas(
                                reporter == null ? "" : reporter, partner == null ? Slice.WORLD : partner)))
                .call(() -> codes.item("source", CodeLists.SOURCE, query.source()))
                .map(IndicatorService::withTwoAreas)
                .chain(repository::pin);
    }

    private static IndicatorQuery withTwoAreas(IndicatorQuery query) {
        boolean two = query.formula().needs().contains(Option.PARTNER);
        if (two && (query.partner().equals(query.reporter()) || query.partner().equals(Slice.WORLD))) {
            throw IndicatorQueries.refuse(Option.PARTNER, "must name another area than 'reporter', and not the world");
        }
        return query;
    }

    private IndicatorAnswer answer(IndicatorQuery query, Computed computed, Summary summary) {
        Formula formula = query.formula();
        boolean complexity = formula.computation() instanceof Computation.OfSpecialisations;
        Used used = new Used(
                formula.id(),
                formula.version(),
                query.variant(),
                complexity ? "eigenvalues" : null,
                catalogue.entry(formula).expression(),
                ADDRESS + formula.id());
        Basis basis = new Basis(
                query.hasReporter() ? query.reporter() : null,
                formula.accepts(Option.PARTNER) ? query.partner() : null,
                query.source(),
                String.valueOf(query.edition()),
                query.period().toString(),
                formula.accepts(Option.BASE_PERIOD) ? query.base().toString() : null,
                summary.valuations(),
                summary.reporters(),
                formula.mixedSides(),
                "USD",
                parameters(query));
        Inputs inputs = new Inputs(
                summary.figures(), summary.sha256(), address(query), Objects.requireNonNull(query.knownAt()));
        return new IndicatorAnswer(
                used, basis, computed.notSpecified(), computed.suppressed(), inputs, computed.rows());
    }

    private static @Nullable NotSpecified notSpecified(IndicatorQuery query, List<Slice> slices, Figures figures) {
        boolean asked = slices.stream().anyMatch(slice -> slice.role().equals(Plan.NOT_SPECIFIED));
        if (!asked) {
            return null;
        }
        BigDecimal value = figures.amountOfAll(Plan.NOT_SPECIFIED);
        BigDecimal all = figures.amountOfAll(Plan.ALL_GOODS);
        Result share = (value == null ? Result.NOT_REPORTED : Result.ratio(value, all))
                .unless(figures.withheldIn(Plan.NOT_SPECIFIED, Plan.ALL_GOODS));
        BigDecimal known = share.value();
        return new NotSpecified(
                "9".repeat(query.level()),
                value == null ? null : IndicatorRow.shown(value),
                known == null ? null : IndicatorRow.shown(known),
                share.missing());
    }

    private static Suppressed suppressed(IndicatorQuery query, List<Slice> slices, Figures figures) {
        Slice rest = slices.stream()
                .filter(slice -> slice.role().equals(Plan.NOT_SPECIFIED))
                .findFirst()
                .orElse(null);
        if (rest == null) {
            return new Suppressed(null, null, null, figures.withheldByOthers());
        }
        int withheld = figures.withheldOfLevel();
        return withheld == 0
                ? new Suppressed(0, BigDecimal.ZERO, null, figures.withheldByOthers())
                : new Suppressed(withheld, null, atMost(query, slices, rest, figures), figures.withheldByOthers());
    }

    /** The part of all trade that no figure tells of; null where not all products were looked at, or they exceed the total. */
    private static @Nullable BigDecimal atMost(IndicatorQuery query, List<Slice> slices, Slice rest, Figures figures) {
        BigDecimal all = figures.amountOfAll(Plan.ALL_GOODS);
        Slice level = slices.stream()
                .filter(slice -> slice.by() == Slice.By.COMMODITY
                        && rest.of(new Slice.Goods.Level(query.level())).sameFiguresAs(slice))
                .findFirst()
                .orElse(null);
        if (all == null || level == null || figures.withheldIn(Plan.NOT_SPECIFIED) != null) {
            return null;
        }
        BigDecimal unspecified = figures.amountOfAll(Plan.NOT_SPECIFIED);
        BigDecimal untold = all.subtract(figures.vector(level.role()).sum())
                .subtract(unspecified == null ? BigDecimal.ZERO : unspecified);
        BigDecimal share = Result.ratio(untold, all).value();
        return share == null || share.signum() < 0 ? null : IndicatorRow.shown(share);
    }

    private static Map<String, String> parameters(IndicatorQuery query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        query.parameters().forEach((option, text) -> parameters.put(option.parameter(), text));
        return parameters;
    }

    /** Nothing in it needs escaping: codes, numbers and instants were all checked. */
    private static String address(IndicatorQuery query) {
        return ADDRESS
                + query.formula().id()
                + "/inputs?"
                + parameters(query).entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining("&"));
    }
}
