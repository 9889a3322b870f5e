package org.ckep.trade.ingest;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.ckep.trade.figures.TradeRow;
import org.ckep.trade.figures.TradeRow.Measured;
import org.ckep.trade.ingest.RowError.Code;
import org.ckep.trade.ingest.RowOutcome.Note;
import org.ckep.trade.ingest.RowOutcome.Scope;
import org.ckep.trade.observation.Edition;
import org.ckep.trade.observation.Frequency;
import org.ckep.trade.observation.Period;
import org.ckep.trade.observation.QuantityUnit;
import org.ckep.trade.observation.Valuation;
import org.jspecify.annotations.Nullable;

/** Turns a row of a UN Comtrade file into a figure, or says what is wrong with it. */
final class RowParser implements RowReader {
    static final String TOTAL = "TOTAL";

    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,6}");
    private static final Pattern REQUEST_CODE = Pattern.compile("ALL|AG[1-9]");
    private static final Set<String> OTHER_NOMENCLATURES =
            Set.of("S1", "S2", "S3", "S4", "SS", "B4", "B5", "BE5", "EB", "EB02", "EB10", "EB10S");
    private static final int LONGEST_CODE = 6;

    private final FileHeader header;
    private final KnownCodes codes;
    private final LocalDate today;

    RowParser(FileHeader header, KnownCodes codes, LocalDate today) {
        this.header = header;
        this.codes = codes;
        this.today = today;
    }

    @Override
    public List<String> titles() {
        return header.titles();
    }

    @Override
    public RowOutcome read(long row, List<String> cells) {
        CellReader reader = new CellReader(header, row, cells);
        Scope outOfScope = scope(reader);
        if (outOfScope == null && isTotals(reader)) {
            return totals(row, reader);
        }
        return outOfScope != null ? new RowOutcome.OutOfScope(outOfScope) : figure(row, reader);
    }

    private static @Nullable Scope scope(CellReader reader) {
        if (reader.code(Column.TYPE_CODE, "C").equals("S")) {
            return Scope.SERVICES;
        }
        if (!isZero(reader.code(Column.MOT_CODE, "0"))) {
            return Scope.MODE_OF_TRANSPORT;
        }
        if (!isZero(reader.code(Column.PARTNER2_CODE, "0"))) {
            return Scope.SECOND_PARTNER;
        }
        if (!reader.code(Column.CUSTOMS_CODE, "C00").equals("C00")) {
            return Scope.CUSTOMS_PROCEDURE;
        }
        if (!isZero(reader.code(Column.MOS_CODE, "0"))) {
            return Scope.MODE_OF_SUPPLY;
        }
        if (OTHER_NOMENCLATURES.contains(reader.code(Column.CLASSIFICATION_CODE, ""))) {
            return Scope.NOMENCLATURE;
        }
        return null;
    }

    private static boolean isTotals(CellReader reader) {
        return TotalsRow.isSaidBy(reader.text(Column.PERIOD))
                || TotalsRow.isSaidBy(reader.text(Column.CMD_CODE))
                || TotalsRow.isSaidBy(reader.text(Column.PARTNER_CODE));
    }

    private RowOutcome totals(long row, CellReader reader) {
        boolean everyPeriod = TotalsRow.isOpen(reader.text(Column.PERIOD));
        boolean everyPartner = TotalsRow.isOpen(reader.text(Column.PARTNER_CODE));
        boolean everyCommodity = TotalsRow.isOpen(reader.text(Column.CMD_CODE));
        Period period = everyPeriod ? null : period(reader);
        String reporter = area(reader, Column.REPORTER_CODE);
        String partner = everyPartner ? null : area(reader, Column.PARTNER_CODE);
        String flow = flow(reader);
        String commodity = everyCommodity ? null : commodity(reader, edition(reader));
        BigDecimal value = reader.money(Column.PRIMARY_VALUE);
        if (value == null && reader.text(Column.PRIMARY_VALUE) == null) {
            reader.error(Column.PRIMARY_VALUE, Code.MISSING_VALUE);
        }
        return reader.hasErrors() || reporter == null || flow == null || value == null
                ? new RowOutcome.Rejected(reader.errors())
                : new RowOutcome.Totals(new TotalsRow(row, period, reporter, flow, commodity, partner, value));
    }

    /** The code for "all", which some files carry as a decimal. */
    private static boolean isZero(String code) {
        return code.equals("0") || code.equals("0.0");
    }

    private RowOutcome figure(long row, CellReader reader) {
        Period period = period(reader);
        String reporter = area(reader, Column.REPORTER_CODE);
        String partner = area(reader, Column.PARTNER_CODE);
        String flow = flow(reader);
        Edition edition = edition(reader);
        String commodity = commodity(reader, edition);
        BigDecimal value = reader.money(Column.PRIMARY_VALUE);
        if (value == null && reader.text(Column.PRIMARY_VALUE) == null) {
            reader.error(Column.PRIMARY_VALUE, Code.MISSING_VALUE);
        }
        boolean traded = value != null && value.signum() > 0;
        BigDecimal cif = known(reader.money(Column.CIF_VALUE), traded);
        BigDecimal fob = known(reader.money(Column.FOB_VALUE), traded);
        Measured netWeight = measured(reader, Column.NET_WGT, Column.IS_NET_WGT_ESTIMATED, traded);
        Measured grossWeight = measured(reader, Column.GROSS_WGT, Column.IS_GROSS_WGT_ESTIMATED, traded);
        QuantityUnit unit = unit(reader, Column.QTY_UNIT_CODE);
        Measured quantity = withUnit(reader, unit, measured(reader, Column.QTY, Column.IS_QTY_ESTIMATED, traded));
        QuantityUnit altUnit = unit(reader, Column.ALT_QTY_UNIT_CODE);
        Measured altQuantity =
                withUnit(reader, altUnit, measured(reader, Column.ALT_QTY, Column.IS_ALT_QTY_ESTIMATED, traded));
        Integer legacyFlag = reader.integer(Column.LEGACY_ESTIMATION_FLAG);
        Boolean reported = reader.bool(Column.IS_REPORTED);
        Boolean aggregate = reader.bool(Column.IS_AGGREGATE);
        Boolean original = reader.bool(Column.IS_ORIGINAL_CLASSIFICATION);
        if (reader.hasErrors()
                || period == null
                || reporter == null
                || partner == null
                || flow == null
                || edition == null
                || commodity == null
                || value == null) {
            return new RowOutcome.Rejected(reader.errors());
        }
        if (!traded && reporter.equals(partner)) {
            return new RowOutcome.OutOfScope(Scope.ZERO_WITH_ITSELF);
        }
        if (reporter.equals(partner)) {
            reader.note(Note.REPORTER_IS_PARTNER);
        }
        TradeRow figure = new TradeRow(
                row,
                period,
                reporter,
                partner,
                flow,
                edition,
                commodity,
                value,
                cif,
                fob,
                Valuation.of(value, cif, fob),
                netWeight,
                grossWeight,
                quantity,
                quantity.amount() == null ? null : unit,
                altQuantity,
                altQuantity.amount() == null ? null : altUnit,
                legacyFlag,
                reported,
                aggregate,
                original);
        return new RowOutcome.Accepted(figure, reader.notes(), reader.repairs());
    }

    private @Nullable Period period(CellReader reader) {
        Column column = reader.text(Column.PERIOD) != null ? Column.PERIOD : Column.REF_YEAR;
        String text = reader.text(column);
        if (text == null) {
            reader.error(Column.PERIOD, Code.MISSING_VALUE);
            return null;
        }
        Period period = Period.parse(text).orElse(null);
        if (period == null) {
            reader.error(column, Code.INVALID_PERIOD, text);
            return null;
        }
        String frequency = reader.code(Column.FREQ_CODE, period.frequency().name());
        if (Frequency.ofCode(frequency).isEmpty()) {
            reader.error(Column.FREQ_CODE, Code.UNKNOWN_FREQUENCY, frequency);
            return null;
        }
        if (!frequency.equals(period.frequency().name())) {
            reader.error(column, Code.PERIOD_OF_OTHER_FREQUENCY, text, frequency);
            return null;
        }
        String year = reader.text(Column.REF_YEAR);
        if (year != null && !year.equals(Integer.toString(period.start().getYear()))) {
            reader.error(Column.REF_YEAR, Code.YEAR_CONTRADICTS_PERIOD, year, period.toString());
            return null;
        }
        if (period.start().isAfter(today)) {
            reader.error(column, Code.FUTURE_PERIOD, period.toString());
            return null;
        }
        return period;
    }

    private @Nullable String area(CellReader reader, Column column) {
        Integer number = reader.integer(column);
        if (number == null) {
            if (reader.text(column) == null) {
                reader.error(column, Code.MISSING_VALUE);
            }
            return null;
        }
        String area = codes.area(number).orElse(null);
        if (area == null) {
            reader.error(column, Code.UNKNOWN_AREA, number.toString());
        }
        return area;
    }

    private @Nullable String flow(CellReader reader) {
        String code = reader.mandatoryCode(Column.FLOW_CODE);
        if (code == null) {
            return null;
        }
        String flow =
                switch (code) {
                    case "1" -> "M";
                    case "2" -> "X";
                    case "3" -> "RX";
                    case "4" -> "RM";
                    default -> code;
                };
        if (!codes.isFlow(flow)) {
            reader.error(Column.FLOW_CODE, Code.UNKNOWN_FLOW, code);
            return null;
        }
        return flow;
    }

    private static @Nullable Edition edition(CellReader reader) {
        String code = reader.mandatoryCode(Column.CLASSIFICATION_CODE);
        if (code == null) {
            return null;
        }
        Edition edition = Edition.ofReported(code).orElse(null);
        if (edition == null) {
            reader.error(Column.CLASSIFICATION_CODE, Code.UNKNOWN_CLASSIFICATION, code);
        }
        return edition;
    }

    private static @Nullable String commodity(CellReader reader, @Nullable Edition edition) {
        String code = reader.mandatoryCode(Column.CMD_CODE);
        if (code == null || code.equals(TOTAL)) {
            return code;
        }
        if (REQUEST_CODE.matcher(code).matches()) {
            reader.error(Column.CMD_CODE, Code.REQUEST_CODE, code);
            return null;
        }
        if (!DIGITS.matcher(code).matches()) {
            reader.error(Column.CMD_CODE, Code.INVALID_COMMODITY, code);
            return null;
        }
        if (edition == Edition.HS) {
            reader.error(Column.CLASSIFICATION_CODE, Code.EDITION_MISSING, code);
            return null;
        }
        return code.length() % 2 == 0 ? code : padded(reader, code);
    }

    /** A spreadsheet takes 010121 for a number and drops its zero; the aggregation level tells how long it was. */
    private static @Nullable String padded(CellReader reader, String code) {
        Integer level = reader.integer(Column.AGGR_LEVEL);
        if (level != null && level == code.length() + 1 && level <= LONGEST_CODE) {
            reader.note(Note.COMMODITY_PADDED);
            reader.repair(Column.CMD_CODE, Code.COMMODITY_PADDED, code, "0" + code);
            return "0" + code;
        }
        reader.error(Column.CMD_CODE, Code.AMBIGUOUS_COMMODITY, code);
        return null;
    }

    private static @Nullable QuantityUnit unit(CellReader reader, Column column) {
        Integer code = reader.integer(column);
        return code == null ? null : QuantityUnit.ofReported(code).orElse(null);
    }

    private static Measured measured(CellReader reader, Column amount, Column estimated, boolean traded) {
        BigDecimal known = known(reader.quantity(amount), traded);
        Boolean flag = reader.bool(estimated);
        return new Measured(known, known == null ? null : flag);
    }

    /** A number of unknown things says nothing: it is left out, and the report says so. */
    private static Measured withUnit(CellReader reader, @Nullable QuantityUnit unit, Measured quantity) {
        if (unit != null || quantity.amount() == null) {
            return quantity;
        }
        reader.note(Note.QUANTITY_UNIT_UNKNOWN);
        return new Measured(null, null);
    }

    /** Zero beside something that was traded says "unknown" in these files, never zero. */
    private static @Nullable BigDecimal known(@Nullable BigDecimal amount, boolean traded) {
        return amount != null && amount.signum() == 0 && traded ? null : amount;
    }
}
