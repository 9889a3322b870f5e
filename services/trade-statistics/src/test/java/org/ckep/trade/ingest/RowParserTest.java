package org.ckep.trade.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ckep.trade.ComtradeFile;
import org.ckep.trade.figures.TradeRow;
import org.ckep.trade.ingest.RowOutcome.Note;
import org.ckep.trade.ingest.RowOutcome.Scope;
import org.ckep.trade.observation.Edition;
import org.ckep.trade.observation.QuantityUnit;
import org.ckep.trade.observation.Valuation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The faults of section numbers f01… are those seen in real files; each has its own small row here. */
class RowParserTest {
    private static final KnownCodes CODES = new KnownCodes() {
        private final Map<Integer, String> areas = Map.of(0, "W0", 156, "CN", 410, "KR", 490, "490", 842, "US");

        @Override
        public Optional<String> area(int number) {
            return Optional.ofNullable(areas.get(number));
        }

        @Override
        public boolean isArea(String code) {
            return areas.containsValue(code);
        }

        @Override
        public boolean isFlow(String code) {
            return Set.of("M", "X", "RM", "RX").contains(code);
        }
    };

    @Test
    void aWholeRowIsRead() {
        TradeRow row = accepted();
        assertThat(row.period()).hasToString("2023");
        assertThat(row.reporter()).isEqualTo("KR");
        assertThat(row.partner()).isEqualTo("CN");
        assertThat(row.flow()).isEqualTo("M");
        assertThat(row.edition()).isEqualTo(Edition.HS22);
        assertThat(row.commodity()).isEqualTo("282520");
        assertThat(row.value()).isEqualTo("1000.00");
        assertThat(row.cifValue()).isEqualTo("1000.00");
        assertThat(row.fobValue()).isNull();
        assertThat(row.valuation()).isEqualTo(Valuation.CIF);
        assertThat(row.netWeight()).isEqualTo(new TradeRow.Measured(new BigDecimal("1200.500"), false));
        assertThat(row.grossWeight()).isEqualTo(new TradeRow.Measured(null, null));
        assertThat(row.quantityUnit()).isEqualTo(QuantityUnit.KG);
        assertThat(row.altQuantityUnit()).isNull();
        assertThat(row.reported()).isTrue();
        assertThat(row.aggregate()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "period,'',MISSING_VALUE,refYear ignored",
        "period,2023-13,INVALID_PERIOD,''",
        "period,202305,PERIOD_OF_OTHER_FREQUENCY,monthly period on an annual row",
        "period,2099,FUTURE_PERIOD,''",
        "freqCode,W,UNKNOWN_FREQUENCY,''",
        "reporterCode,'',MISSING_VALUE,''",
        "reporterCode,x,INVALID_NUMBER,''",
        "reporterCode,99999,UNKNOWN_AREA,''",
        "partnerCode,158,UNKNOWN_AREA,''",
        "flowCode,Q,UNKNOWN_FLOW,''",
        "flowCode,'',MISSING_VALUE,''",
        "classificationCode,H9,UNKNOWN_CLASSIFICATION,''",
        "classificationCode,HS,EDITION_MISSING,a product needs an edition",
        "cmdCode,AG6,REQUEST_CODE,''",
        "cmdCode,ALL,REQUEST_CODE,''",
        "cmdCode,85x2,INVALID_COMMODITY,''",
        "cmdCode,85423200,INVALID_COMMODITY,national digits",
        "primaryValue,'',MISSING_VALUE,''",
        "primaryValue,NA,MISSING_VALUE,''",
        "primaryValue,'1,000',INVALID_NUMBER,grouped",
        "primaryValue,-5,NEGATIVE_NUMBER,''",
        "primaryValue,1000000000000000000,NUMBER_TOO_LARGE,''",
        "primaryValue,1e400,NUMBER_TOO_LARGE,''",
        "primaryValue,1e-400,NUMBER_TOO_SMALL,would be taken for 0",
        "netWgt,1e-13,NUMBER_TOO_SMALL,''",
        "primaryValue,1e999999,INVALID_NUMBER,would be a number of a million digits",
        "primaryValue,３２８,INVALID_NUMBER,full-width digits",
        "primaryValue,NaN,INVALID_NUMBER,''",
        "netWgt,heavy,INVALID_NUMBER,''",
        "isReported,maybe,INVALID_BOOLEAN,''",
        "legacyEstimationFlag,1.5,INVALID_NUMBER,''",
    })
    void aBrokenCellIsNamedWithItsColumn(String column, String value, RowError.Code code, String why) {
        RowOutcome outcome = parse(column, value, "refYear", "");
        assertThat(outcome).isInstanceOf(RowOutcome.Rejected.class);
        assertThat(((RowOutcome.Rejected) outcome).errors()).singleElement().satisfies(error -> {
            assertThat(error.row()).isEqualTo(2);
            assertThat(error.code()).isEqualTo(code);
            if (!value.equals("HS")) {
                assertThat(error.column()).isEqualTo(column);
            }
        });
    }

    @Test
    void aYearThatContradictsThePeriodIsNamed() {
        RowOutcome outcome = parse("period", "2019", "refYear", "2018");
        assertThat(((RowOutcome.Rejected) outcome).errors())
                .extracting(RowError::column, RowError::code)
                .containsExactly(tuple("refYear", RowError.Code.YEAR_CONTRADICTS_PERIOD));
    }

    @Test
    void allErrorsOfARowAreReportedTogether() {
        RowOutcome outcome = parse("reporterCode", "99999", "primaryValue", "x", "flowCode", "Q");
        assertThat(((RowOutcome.Rejected) outcome).errors())
                .extracting(RowError::code)
                .containsExactlyInAnyOrder(
                        RowError.Code.UNKNOWN_AREA, RowError.Code.INVALID_NUMBER, RowError.Code.UNKNOWN_FLOW);
    }

    @Test
    void aRowWithAnotherNumberOfCellsIsBroken() {
        RowOutcome outcome = new RowParser(FileHeader.of(ComtradeFile.COLUMNS), CODES, LocalDate.of(2026, 1, 1))
                .parse(9, List.of("C", "A"));
        assertThat(((RowOutcome.Rejected) outcome).errors())
                .containsExactly(RowError.ofRow(9, RowError.Code.CELL_COUNT, "2", "47"));
    }

    @ParameterizedTest
    @CsvSource({
        "typeCode,S,SERVICES",
        "motCode,1000,MODE_OF_TRANSPORT",
        "partner2Code,842,SECOND_PARTNER",
        "customsCode,C01,CUSTOMS_PROCEDURE",
        "mosCode,2,MODE_OF_SUPPLY",
        "classificationCode,S4,NOMENCLATURE"
    })
    void rowsWithoutAPlaceAreOutOfScope(String column, String value, Scope reason) {
        assertThat(parse(column, value)).isEqualTo(new RowOutcome.OutOfScope(reason));
    }

    /** Fault 4: reporter = partner. */
    @Test
    void f04_nothingTradedWithItselfIsOutOfScopeAndSomethingIsKept() {
        assertThat(parse("partnerCode", "410", "primaryValue", "0.0", "cifvalue", "0.0"))
                .isEqualTo(new RowOutcome.OutOfScope(Scope.ZERO_WITH_ITSELF));
        assertThat(accepted("partnerCode", "410").partner()).isEqualTo("KR");
    }

    /** Fault 5: annual rows carry month 52; monthly ones are read from period. */
    @Test
    void f05_periodComesFromPeriodAndFrequency() {
        assertThat(accepted("refMonth", "52").period()).hasToString("2023");
        assertThat(accepted("freqCode", "M", "period", "202305", "refMonth", "5")
                        .period())
                .hasToString("2023-05");
    }

    /** Fault 6: leading zeros lost. */
    @Test
    void f06_lostZerosComeBackWhereTheLevelTellsThem() {
        assertThat(parse("cmdCode", "10121", "aggrLevel", "6")).satisfies(outcome -> {
            assertThat(((RowOutcome.Accepted) outcome).row().commodity()).isEqualTo("010121");
            assertThat(((RowOutcome.Accepted) outcome).notes()).containsExactly(Note.COMMODITY_PADDED);
            assertThat(((RowOutcome.Accepted) outcome).repairs())
                    .extracting(RowError::row, RowError::column, RowError::code, RowError::value)
                    .containsExactly(tuple(2L, "cmdCode", RowError.Code.COMMODITY_PADDED, "10121"));
        });
        assertThat(parse("cmdCode", "10121", "aggrLevel", ""))
                .satisfies(outcome -> assertThat(((RowOutcome.Rejected) outcome).errors())
                        .extracting(RowError::code)
                        .containsExactly(RowError.Code.AMBIGUOUS_COMMODITY));
    }

    /** Fault 7: isAggregate decides nothing. */
    @Test
    void f07_aggregatedRowsAreKept() {
        assertThat(accepted("isAggregate", "True", "partnerCode", "0").partner())
                .isEqualTo("W0");
    }

    /** Fault 8: codes with blanks at the end. */
    @Test
    void f08_codesAreTrimmed() {
        assertThat(accepted("mosCode", "0 ", "customsCode", "C00 ", "flowCode", " m")
                        .flow())
                .isEqualTo("M");
    }

    /** Fault 9: several editions in one year; the edition is part of what a figure is about. */
    @ParameterizedTest
    @CsvSource({"H2,HS02", "H3,HS07", "H4,HS12", "H5,HS17", "H6,HS22"})
    void f09_theEditionStandsBesideTheCode(String reported, Edition edition) {
        TradeRow row = accepted("classificationCode", reported);
        assertThat(row.edition()).isEqualTo(edition);
        assertThat(row.commodity()).isEqualTo("282520");
    }

    /** Fault 10: values above 2^31. */
    @Test
    void f10_largeValuesStayExact() {
        assertThat(accepted("primaryValue", "327500000000.25").value()).isEqualTo("327500000000.25");
    }

    /** Fault 11: zero quantity and weight beside a value is unknown. */
    @Test
    void f11_zeroBesideAValueIsUnknown() {
        TradeRow row = accepted("qty", "0.0", "qtyUnitCode", "-1", "isQtyEstimated", "True", "netWgt", "0");
        assertThat(row.quantity().amount()).isNull();
        assertThat(row.netWeight()).isEqualTo(new TradeRow.Measured(null, null));
        assertThat(accepted("primaryValue", "0", "cifvalue", "0", "netWgt", "0")
                        .netWeight()
                        .amount())
                .isEqualByComparingTo("0");
    }

    @Test
    void aQuantityOfUnknownThingsIsLeftOutAndNoted() {
        assertThat(parse("qtyUnitCode", "77")).satisfies(outcome -> {
            assertThat(((RowOutcome.Accepted) outcome).row().quantity().amount())
                    .isNull();
            assertThat(((RowOutcome.Accepted) outcome).notes()).containsExactly(Note.QUANTITY_UNIT_UNKNOWN);
        });
    }

    /** Fault 12: numbers of the legacy format for flows. */
    @ParameterizedTest
    @CsvSource({"1,M", "2,X", "3,RX", "4,RM"})
    void f12_legacyFlowNumbersAreUnderstood(String number, String flow) {
        assertThat(accepted("flowCode", number).flow()).isEqualTo(flow);
    }

    /** Fault 13: a row of totals among the figures. */
    @ParameterizedTest
    @CsvSource({"cmdCode, 총계, 2023, , CN", "partnerCode, 총계, 2023, 282520, ", "period, 총계, , 282520, CN"})
    void f13_aRowOfTotalsIsNoFigure(String column, String text, String period, String commodity, String partner) {
        assertThat(parse(column, text)).isInstanceOfSatisfying(RowOutcome.Totals.class, totals -> {
            assertThat(
                            totals.row().period() == null
                                    ? null
                                    : totals.row().period().toString())
                    .isEqualTo(period);
            assertThat(totals.row().reporter()).isEqualTo("KR");
            assertThat(totals.row().flow()).isEqualTo("M");
            assertThat(totals.row().commodity()).isEqualTo(commodity);
            assertThat(totals.row().partner()).isEqualTo(partner);
            assertThat(totals.row().value()).isEqualTo("1000.00");
        });
        assertThat(parse(column, text, "primaryValue", "x")).isInstanceOf(RowOutcome.Rejected.class);
        assertThat(parse(column, text, "primaryValue", "")).isInstanceOf(RowOutcome.Rejected.class);
    }

    /** Fault 14: names destroyed to question marks. */
    @Test
    void f14_destroyedTextBreaksItsRow() {
        assertThat(parse("reporterDesc", "?? of Korea"))
                .satisfies(outcome -> assertThat(((RowOutcome.Rejected) outcome).errors())
                        .extracting(RowError::code)
                        .containsExactly(RowError.Code.DAMAGED_TEXT));
    }

    @Test
    void nullCharactersBreakTheirRow() {
        assertThat(parse("cmdDesc", "cut\u0000off"))
                .satisfies(outcome -> assertThat(((RowOutcome.Rejected) outcome).errors())
                        .extracting(RowError::code)
                        .containsExactly(RowError.Code.DAMAGED_TEXT));
    }

    /** Fault 4: goods that came back are kept and noted. */
    @Test
    void f04_aReporterThatIsItsOwnPartnerIsNoted() {
        assertThat(parse("partnerCode", "410")).satisfies(outcome -> assertThat(((RowOutcome.Accepted) outcome).notes())
                .containsExactly(Note.REPORTER_IS_PARTNER));
    }

    /** Fault 17: whole numbers with decimals, NA and empty cells. */
    @Test
    void f17_wholeNumbersWithDecimalsAndAbsentValuesAreRead() {
        TradeRow row = accepted("reporterCode", "410.0", "netWgt", "NA", "grossWgt", "", "cmdCode", "TOTAL");
        assertThat(row.reporter()).isEqualTo("KR");
        assertThat(row.netWeight().amount()).isNull();
        assertThat(row.commodity()).isEqualTo("TOTAL");
    }

    @Test
    void moreThanTwoDecimalsAreRoundedAndNoted() {
        assertThat(parse("primaryValue", "10.125")).satisfies(outcome -> {
            assertThat(((RowOutcome.Accepted) outcome).row().value()).isEqualTo("10.12");
            assertThat(((RowOutcome.Accepted) outcome).notes()).containsExactly(Note.VALUE_ROUNDED);
        });
    }

    @ParameterizedTest
    @CsvSource({"100,100,0,CIF", "100,0,100,FOB", "100,100,100,UNKNOWN", "100,90,95,UNKNOWN", "100,,,UNKNOWN"})
    void valuationIsTakenFromTheValuesAndNeverGuessed(String primary, String cif, String fob, Valuation valuation) {
        assertThat(accepted(
                                "primaryValue",
                                primary,
                                "cifvalue",
                                cif == null ? "" : cif,
                                "fobvalue",
                                fob == null ? "" : fob)
                        .valuation())
                .isEqualTo(valuation);
    }

    private static TradeRow accepted(String... cells) {
        RowOutcome outcome = parse(cells);
        assertThat(outcome).isInstanceOf(RowOutcome.Accepted.class);
        return ((RowOutcome.Accepted) outcome).row();
    }

    private static RowOutcome parse(String... cells) {
        String text = new ComtradeFile().row(quoted(cells)).text();
        CsvFile file = CsvFile.open(
                new java.io.ByteArrayInputStream(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                new CsvFile.Form(false, null, 1 << 20));
        FileHeader header = FileHeader.of(file.header());
        return new RowParser(header, CODES, LocalDate.of(2026, 1, 1))
                .parse(2, file.next().getFields());
    }

    private static String[] quoted(String[] cells) {
        String[] quoted = cells.clone();
        for (int i = 1; i < quoted.length; i += 2) {
            quoted[i] = quoted[i].contains(",") ? '"' + quoted[i] + '"' : quoted[i];
        }
        return quoted;
    }
}
