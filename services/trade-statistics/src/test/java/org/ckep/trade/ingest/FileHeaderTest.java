package org.ckep.trade.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.ckep.trade.ComtradeFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FileHeaderTest {
    private static final int TRIES = 500;

    @Test
    void everyColumnOfComtradeV1IsKnown() {
        FileHeader header = FileHeader.of(ComtradeFile.COLUMNS);
        assertThat(header.unknownColumns()).isEmpty();
        assertThat(header.positions()).hasSize(Column.values().length);
        assertThat(header.positions().get(Column.PRIMARY_VALUE)).isEqualTo(43);
        assertThat(header.titles()).hasSize(47);
    }

    @ParameterizedTest
    @CsvSource({
        "netWgt,NET_WGT",
        "netWeight,NET_WGT",
        "net_wgt,NET_WGT",
        "Netweight (kg),NET_WGT",
        "isnetWgtEstimated,IS_NET_WGT_ESTIMATED",
        "cifValue,CIF_VALUE",
        "CIF Trade Value (US$),CIF_VALUE",
        "FOB Trade Value (US$),FOB_VALUE",
        "primary_value,PRIMARY_VALUE",
        "Trade Value (US$),PRIMARY_VALUE",
        "classification_code,CLASSIFICATION_CODE",
        "Classification,CLASSIFICATION_CODE",
        "ref_year,REF_YEAR",
        "Year,REF_YEAR",
        "Period,PERIOD",
        "Trade Flow Code,FLOW_CODE",
        "Reporter Code,REPORTER_CODE",
        "2nd Partner Code,PARTNER2_CODE",
        "Commodity Code,CMD_CODE",
        "Customs Proc. Code,CUSTOMS_CODE",
        "Mode of Transport Code,MOT_CODE",
        "Aggregate Level,AGGR_LEVEL",
        "Qty Unit Code,QTY_UNIT_CODE",
        "Gross weight (kg),GROSS_WGT",
        "legacy_estimation_flag,LEGACY_ESTIMATION_FLAG",
        "Flag,LEGACY_ESTIMATION_FLAG"
    })
    void f01_aliasesOfFilesNameTheirColumn(String spelling, Column column) {
        assertThat(Column.ofHeader(spelling)).contains(column);
    }

    /** Fault 2: a byte order mark before the first name. */
    @Test
    void f02_byteOrderMarkBelongsToNoName() {
        assertThat(Column.ofHeader("\uFEFFtypeCode")).contains(Column.TYPE_CODE);
    }

    /** Case, blanks and punctuation never decide which column is meant. */
    @ParameterizedTest
    @EnumSource(Column.class)
    void anySpellingWithOtherCaseAndPunctuationNamesTheSameColumn(Column column) {
        Random random = new Random(column.ordinal());
        for (int i = 0; i < TRIES; i++) {
            String spelling =
                    column.spellings().get(random.nextInt(column.spellings().size()));
            assertThat(Column.ofHeader(disguised(spelling, random))).contains(column);
        }
    }

    /** The order of the columns is free. */
    @Test
    void anyOrderOfColumnsGivesTheSamePositions() {
        Random random = new Random(7);
        for (int i = 0; i < TRIES; i++) {
            List<String> shuffled = new ArrayList<>(ComtradeFile.COLUMNS);
            Collections.shuffle(shuffled, random);
            FileHeader header = FileHeader.of(shuffled);
            for (Column column : Column.values()) {
                assertThat(shuffled.get(header.positions().get(column))).isEqualToIgnoringCase(column.title());
            }
        }
    }

    @Test
    void missingColumnsAreAllNamed() {
        assertThatThrownBy(() -> FileHeader.of(List.of("reporterCode", "flowCode", "cmdCode", "primaryValue")))
                .isInstanceOf(RefusedFileException.class)
                .hasMessage("The file has no column 'partnerCode', 'classificationCode', 'period'.");
    }

    @Test
    void aColumnThatStandsThereTwiceIsRefused() {
        List<String> cells = new ArrayList<>(ComtradeFile.COLUMNS);
        cells.add("Netweight (kg)");
        assertThatThrownBy(() -> FileHeader.of(cells))
                .isInstanceOfSatisfying(RefusedFileException.class, refused -> assertThat(refused.reason())
                        .isEqualTo(RefusedFileException.Reason.COLUMN_TWICE))
                .hasMessage("Column 'netWgt' stands there twice.");
    }

    @Test
    void unknownColumnsAreReportedAndDoNoHarm() {
        List<String> cells = Stream.concat(ComtradeFile.COLUMNS.stream(), Stream.of("my remark"))
                .toList();
        assertThat(FileHeader.of(cells).unknownColumns()).containsExactly("my remark");
    }

    private static String disguised(String spelling, Random random) {
        StringBuilder disguised = new StringBuilder();
        for (char c : spelling.toCharArray()) {
            if (random.nextInt(4) == 0) {
                disguised.append(" _-.()$\uFEFF".charAt(random.nextInt(8)));
            }
            String letter = String.valueOf(c);
            disguised.append(random.nextBoolean() ? letter.toUpperCase(Locale.ROOT) : letter.toLowerCase(Locale.ROOT));
        }
        return disguised.toString();
    }
}
