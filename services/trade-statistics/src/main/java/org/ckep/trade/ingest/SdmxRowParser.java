package org.ckep.trade.ingest;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ckep.trade.figures.CellStage.Action;
import org.ckep.trade.figures.CellStage.Cell;
import org.ckep.trade.ingest.RowError.Code;
import org.ckep.trade.ingest.RowOutcome.Note;
import org.ckep.trade.ingest.RowOutcome.Scope;
import org.ckep.trade.observation.Edition;
import org.ckep.trade.observation.ObservationStatus;
import org.ckep.trade.observation.Period;
import org.ckep.trade.observation.QuantityUnit;
import org.ckep.trade.observation.Valuation;
import org.jspecify.annotations.Nullable;

/** Turns a row of SDMX-CSV into what it sets or deletes, or says what is wrong with it. */
final class SdmxRowParser implements RowReader {
    private static final String TRADE_VALUE = "TRADE_VALUE";
    private static final String NET_WEIGHT = "NET_WEIGHT";
    private static final String QTY = "QTY";
    private static final String TRADE_SYSTEM = "TRADE_SYSTEM";
    private static final String OBS_STATUS = "OBS_STATUS";
    private static final String ALL_PROCEDURES = "C00";
    private static final String REMOVED = "-";
    private static final Set<String> MISSING_ON_PURPOSE = Set.of("NaN", "#N/A");
    private static final Set<String> TRADE_SYSTEMS = Set.of("G", "S", "_X");
    private static final Pattern DECIMALS = Pattern.compile("1[0-5]|[0-9]");
    private static final Pattern MULTIPLIER = Pattern.compile("-?(1[0-5]|[0-9])");
    private static final Pattern COMMODITY = Pattern.compile("(HS[0-9]{0,2})_(TOTAL|[0-9]{2}|[0-9]{4}|[0-9]{6})");
    private static final BigDecimal LIMIT = BigDecimal.TEN.pow(18);

    private final FileFormat format;
    private final SdmxHeader header;
    private final KnownCodes codes;
    private final SdmxTarget target;
    private final SaidSystems systems;
    private final LocalDate today;

    SdmxRowParser(
            FileFormat format,
            SdmxHeader header,
            KnownCodes codes,
            SdmxTarget target,
            SaidSystems systems,
            LocalDate today) {
        this.format = format;
        this.header = header;
        this.codes = codes;
        this.target = target;
        this.systems = systems;
        this.today = today;
    }

    @Override
    public List<String> titles() {
        return header.titles();
    }

    @Override
    public RowOutcome read(long row, List<String> cells) {
        return new Row(row, cells).read();
    }

    /** One row while it is read; reading goes on after an error, to report all of them. */
    private final class Row {
        private final long line;
        private final List<String> cells;
        private final List<RowError> errors = new ArrayList<>();

        Row(long line, List<String> cells) {
            this.line = line;
            this.cells = cells;
        }

        RowOutcome read() {
            String reporterOfAgreement = dataflow();
            Action action = action();
            boolean open = action == Action.DELETE;
            code(
                    SdmxHeader.FREQ,
                    open,
                    Code.UNKNOWN_FREQUENCY,
                    target.frequency().name()::equals);
            String reporter = code(SdmxHeader.REF_AREA, open, Code.UNKNOWN_AREA, codes::isArea);
            if (reporter == null) {
                reporter = reporterOfAgreement;
            } else if (reporterOfAgreement != null && !reporterOfAgreement.equals(reporter)) {
                error(SdmxHeader.REF_AREA, Code.REPORTER_OF_OTHER_AGREEMENT, reporter, reporterOfAgreement);
            }
            String flow = code("TRADE_FLOW", open, Code.UNKNOWN_FLOW, codes::isFlow);
            Matcher commodity = commodity(open);
            String partner = code("COUNTERPART_AREA_1", open, Code.UNKNOWN_AREA, codes::isArea);
            String procedure = text("CUSTOMS_PROC");
            String measure =
                    code("MEASURE", open, Code.UNKNOWN_MEASURE, Set.of(TRADE_VALUE, NET_WEIGHT, QTY)::contains);
            Period period = period(open);
            ObservationStatus status = open ? null : status();
            // What a replacement leaves out is removed: of a measure of which it gives nothing, nothing is left.
            boolean removed =
                    action == Action.REPLACE && text(OBS_STATUS) == null && text(SdmxHeader.OBS_VALUE) == null;
            boolean missing = !open && !removed && isMissing(status, action);
            BigDecimal amount = open ? deleted() : missing ? null : amount(measure);
            String unit = open || removed ? null : unit(measure);
            String valuation = open ? null : valuation(measure);
            code("CONF_STATUS", true, Code.CONFIDENTIAL_FIGURE, "F"::equals);
            String system = open ? null : tradeSystem(reporter);
            Set<Note> notes = open ? Set.of() : notKept(measure);
            if (!errors.isEmpty()) {
                return new RowOutcome.Rejected(List.copyOf(errors));
            }
            if (procedure != null && !procedure.equals(ALL_PROCEDURES)) {
                return new RowOutcome.OutOfScope(Scope.CUSTOMS_PROCEDURE);
            }
            if (system != null && reporter != null) {
                systems.add(reporter, system, line);
            }
            return new RowOutcome.AcceptedCell(
                    new Cell(
                            line,
                            removed ? Action.DELETE : action,
                            period,
                            reporter,
                            flow,
                            commodity == null ? null : commodity.group(1),
                            commodity == null ? null : commodity.group(2),
                            partner,
                            measure,
                            amount,
                            missing,
                            unit,
                            status == null ? null : status.name(),
                            removed ? null : valuation),
                    notes);
        }

        /**
         * Checks what the row names.
         *
         * @return the reporter of the agreement that it names, null where it names none or one of every reporter
         */
        private @Nullable String dataflow() {
            boolean first = format == FileFormat.SDMX_CSV_1;
            String structure = first ? null : text(SdmxHeader.STRUCTURE);
            String given = text(first ? SdmxHeader.DATAFLOW : SdmxHeader.STRUCTURE_ID);
            if (!target.isNamedBy(structure, given)) {
                error(
                        first ? SdmxHeader.DATAFLOW : SdmxHeader.STRUCTURE_ID,
                        Code.OTHER_DATAFLOW,
                        String.valueOf(given),
                        target.reference());
            }
            return target.reporterOf(structure, given);
        }

        private Action action() {
            String action = text(SdmxHeader.ACTION);
            if (action == null) {
                return Action.MERGE;
            }
            return switch (action.toUpperCase(Locale.ROOT)) {
                // I and A are deprecated spellings of a merge.
                case "M", "I", "A" -> Action.MERGE;
                case "R" -> Action.REPLACE;
                case "D" -> Action.DELETE;
                default -> {
                    error(SdmxHeader.ACTION, Code.UNKNOWN_ACTION, action);
                    yield Action.MERGE;
                }
            };
        }

        private @Nullable Matcher commodity(boolean open) {
            String code = text("COMMODITY_1");
            if (code == null) {
                if (!open) {
                    error("COMMODITY_1", Code.MISSING_VALUE);
                }
                return null;
            }
            Matcher matcher = COMMODITY.matcher(code);
            if (!matcher.matches() || Edition.ofName(matcher.group(1)).isEmpty()) {
                error("COMMODITY_1", Code.INVALID_COMMODITY, code);
                return null;
            }
            if (matcher.group(1).equals(Edition.HS.name()) && !matcher.group(2).equals(RowParser.TOTAL)) {
                error("COMMODITY_1", Code.EDITION_MISSING, code);
                return null;
            }
            return matcher;
        }

        private @Nullable Period period(boolean open) {
            String text = text(SdmxHeader.TIME_PERIOD);
            if (text == null) {
                if (!open) {
                    error(SdmxHeader.TIME_PERIOD, Code.MISSING_VALUE);
                }
                return null;
            }
            Period period = Period.parse(text).orElse(null);
            if (period == null) {
                error(SdmxHeader.TIME_PERIOD, Code.INVALID_PERIOD, text);
                return null;
            }
            if (period.frequency() != target.frequency()) {
                String frequency = target.frequency().name();
                error(SdmxHeader.TIME_PERIOD, Code.PERIOD_OF_OTHER_FREQUENCY, text, frequency);
                return null;
            }
            if (period.start().isAfter(today)) {
                error(SdmxHeader.TIME_PERIOD, Code.FUTURE_PERIOD, text);
                return null;
            }
            return period;
        }

        private @Nullable ObservationStatus status() {
            String code =
                    code(OBS_STATUS, true, Code.UNKNOWN_STATUS, known -> isOneOf(ObservationStatus.values(), known));
            return code == null ? null : ObservationStatus.valueOf(code);
        }

        /**
         * Whether the row says that there is no value. A merge may leave the cell empty to let a value stand; the former
         * format knows no merges, so that an empty cell beside a status is what the status is about.
         */
        private boolean isMissing(@Nullable ObservationStatus status, Action action) {
            String text = text(SdmxHeader.OBS_VALUE);
            boolean empty = text == null || MISSING_ON_PURPOSE.contains(text);
            if (status != null && !status.allowsValue()) {
                if (!empty) {
                    error(SdmxHeader.OBS_VALUE, Code.VALUE_OF_MISSING, status.name());
                }
                return true;
            }
            boolean leaves =
                    text == null && action == Action.MERGE && (format != FileFormat.SDMX_CSV_1 || status == null);
            if (!empty || leaves) {
                return false;
            }
            if (status == null || !status.allowsNoValue()) {
                error(SdmxHeader.OBS_VALUE, Code.MISSING_VALUE);
            }
            return true;
        }

        private @Nullable BigDecimal amount(@Nullable String measure) {
            String text = text(SdmxHeader.OBS_VALUE);
            if (text == null) {
                return null;
            }
            if (!CellReader.NUMBER.matcher(text).matches()) {
                if (CellReader.isTooLong(text)) {
                    error(SdmxHeader.OBS_VALUE, Code.NUMBER_TOO_LARGE, LIMIT.toPlainString());
                } else {
                    error(SdmxHeader.OBS_VALUE, Code.INVALID_NUMBER, text);
                }
                return null;
            }
            BigDecimal number = new BigDecimal(text).scaleByPowerOfTen(multiplier());
            if (number.signum() < 0) {
                error(SdmxHeader.OBS_VALUE, Code.NEGATIVE_NUMBER);
                return null;
            }
            if (number.compareTo(LIMIT) >= 0) {
                error(SdmxHeader.OBS_VALUE, Code.NUMBER_TOO_LARGE, LIMIT.toPlainString());
                return null;
            }
            if (CellReader.isTooSmall(number)) {
                error(SdmxHeader.OBS_VALUE, Code.NUMBER_TOO_SMALL, CellReader.SMALLEST.toPlainString());
                return null;
            }
            return number.setScale(TRADE_VALUE.equals(measure) ? 2 : 3, RoundingMode.HALF_EVEN);
        }

        private int multiplier() {
            String text = text("UNIT_MULT");
            if (text == null) {
                return 0;
            }
            if (!MULTIPLIER.matcher(text).matches()) {
                error("UNIT_MULT", Code.INVALID_NUMBER, text);
                return 0;
            }
            return Integer.parseInt(text);
        }

        /** A deletion names no value, but for the mark that says "this value". */
        private @Nullable BigDecimal deleted() {
            boolean attribute = List.of("UNIT_MEASURE", "OBS_STATUS", TRADE_SYSTEM, "VALUATION").stream()
                    .anyMatch(component -> REMOVED.equals(text(component)));
            if (attribute && !REMOVED.equals(text(SdmxHeader.OBS_VALUE))) {
                error(SdmxHeader.ACTION, Code.SINGLE_ATTRIBUTE_DELETED);
            }
            return null;
        }

        private @Nullable String unit(@Nullable String measure) {
            String unit = text("UNIT_MEASURE");
            if (measure == null) {
                return null;
            }
            if (unit == null) {
                if (measure.equals(QTY)) {
                    error("UNIT_MEASURE", Code.MISSING_VALUE);
                }
                return null;
            }
            boolean known =
                    switch (measure) {
                        case TRADE_VALUE -> unit.equals("USD");
                        case NET_WEIGHT -> unit.equals("KG");
                        default -> isOneOf(QuantityUnit.values(), unit);
                    };
            if (!known) {
                error("UNIT_MEASURE", Code.UNKNOWN_UNIT, unit, measure);
            }
            return unit;
        }

        /** By the structure the system belongs to the reporter, so that no two rows may say different ones of him. */
        private @Nullable String tradeSystem(@Nullable String reporter) {
            String system = code(TRADE_SYSTEM, true, Code.UNKNOWN_TRADE_SYSTEM, TRADE_SYSTEMS::contains);
            if (system == null || reporter == null) {
                return null;
            }
            SaidSystems.Said other = systems.otherThan(reporter, system);
            if (other != null) {
                error(
                        TRADE_SYSTEM,
                        Code.OTHER_TRADE_SYSTEM,
                        system,
                        reporter,
                        other.system(),
                        Long.toString(other.line()));
            }
            return system;
        }

        /** Attributes of the structure for which the figures have no place; a wrong code is one all the same. */
        private Set<Note> notKept(@Nullable String measure) {
            Set<Note> notes = EnumSet.noneOf(Note.class);
            String decimals = code("DECIMALS", true, Code.UNKNOWN_DECIMALS, code -> DECIMALS.matcher(code)
                    .matches());
            if (decimals != null && !decimals.equals(TRADE_VALUE.equals(measure) ? "2" : "3")) {
                notes.add(Note.DECIMALS_NOT_KEPT);
            }
            return notes;
        }

        private @Nullable String valuation(@Nullable String measure) {
            return TRADE_VALUE.equals(measure)
                    ? code("VALUATION", true, Code.UNKNOWN_VALUATION, code -> isOneOf(Valuation.values(), code))
                    : null;
        }

        private interface Check {
            boolean holds(String code);
        }

        private @Nullable String code(String component, boolean mayBeEmpty, Code whenWrong, Check check) {
            String code = text(component);
            if (code == null) {
                if (!mayBeEmpty) {
                    error(component, Code.MISSING_VALUE);
                }
                return null;
            }
            if (!check.holds(code)) {
                error(component, whenWrong, code);
                return null;
            }
            return code;
        }

        private @Nullable String text(String component) {
            return header.cell(cells, component);
        }

        private void error(String component, Code code, String... arguments) {
            errors.add(RowError.in(line, component, code, text(component), arguments));
        }
    }

    private static boolean isOneOf(Enum<?>[] constants, String name) {
        return Arrays.stream(constants).anyMatch(constant -> constant.name().equals(name));
    }
}
