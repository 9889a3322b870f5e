package org.ckep.trade.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.ckep.trade.ingest.RefusedFileException.Reason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFileTest {
    private static final long LIMIT = 1 << 20;

    @Test
    void plainAndCompressedFilesReadAlike() throws IOException {
        byte[] plain = utf8("a,b\n1,2\n");
        assertThat(rows(plain, false)).isEqualTo("[a, b][1, 2]");
        assertThat(rows(gzip(plain), false)).isEqualTo("[a, b][1, 2]");
        assertThat(rows(gzip(plain), true)).isEqualTo("[a, b][1, 2]");
    }

    /** Fault 2: carriage returns; empty lines carry nothing. */
    @Test
    void f02_carriageReturnsAndEmptyLinesAreNoContent() {
        assertThat(rows(utf8("a,b\r\n\r\n1,2\r\n"), false)).isEqualTo("[a, b][1, 2]");
    }

    @Test
    void theDigestIsThatOfTheWire() {
        byte[] sent = utf8("a,b\n1,2\n");
        CsvFile file = CsvFile.open(new ByteArrayInputStream(sent), form(false));
        file.header();
        assertThat(file.digest())
                .isEqualTo("492d5ea496056f1a6a6592241032fab764c321596317930b4fa0e1e8bc3b7470")
                .isEqualTo(CsvFile.digest(new ByteArrayInputStream(sent), NamedDigests.NONE));
    }

    @Test
    void declaredGzipThatIsNoneIsRefused() {
        assertReason(Reason.NOT_GZIP, utf8("a,b\n"), true);
    }

    @Test
    void aCutOffGzipIsRefused() throws IOException {
        byte[] whole = gzip(utf8("a,b\n" + "1,2\n".repeat(20_000)));
        assertReason(Reason.NOT_GZIP, Arrays.copyOf(whole, whole.length - 20), false);
    }

    /** A small file that expands without end. */
    @Test
    void aBombIsStoppedAtItsLimit() throws IOException {
        assertReason(Reason.EXPANDS_TOO_FAR, gzip(utf8("1,2\n".repeat(400_000))), false);
    }

    /** However small it is, and long before it is as large as a file may be. */
    @Test
    void aFileThatExpandsFurtherThanFiguresDoIsStopped() throws IOException {
        byte[] bomb = gzip(utf8("1,2\n".repeat(100_000)));
        CsvFile.Form form = new CsvFile.Form(false, null, new Expansion(LIMIT, 100, 200_000), NamedDigests.NONE);
        assertThat(bomb.length * 100).isLessThan(400_000);
        CsvFile file = CsvFile.open(new ByteArrayInputStream(bomb), form);
        assertThatThrownBy(() -> {
                    while (file.hasNext()) {
                        file.next();
                    }
                })
                .isInstanceOfSatisfying(RefusedFileException.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(Reason.IMPLAUSIBLE_EXPANSION);
                    assertThat(refused.problem().type()).isEqualTo(UploadProblem.IMPLAUSIBLE_EXPANSION);
                });
    }

    @Test
    void whatIsSmallOrCompressedAsFiguresAreMayExpand() throws IOException {
        byte[] small = gzip(utf8("1,2\n".repeat(100_000)));
        CsvFile.Form free = new CsvFile.Form(false, null, new Expansion(LIMIT, 100, 400_000), NamedDigests.NONE);
        assertThat(count(small, free)).isEqualTo(100_000);
        StringBuilder figures = new StringBuilder("a,b\n");
        for (int i = 0; i < 50_000; i++) {
            figures.append(i).append(',').append(i * 31 % 1009).append('\n');
        }
        CsvFile.Form strict = new CsvFile.Form(false, null, new Expansion(LIMIT, 30, 0), NamedDigests.NONE);
        assertThat(count(gzip(utf8(figures.toString())), strict)).isEqualTo(50_001);
    }

    private static int count(byte[] content, CsvFile.Form form) {
        CsvFile file = CsvFile.open(new ByteArrayInputStream(content), form);
        int rows = 0;
        for (; file.hasNext(); file.next()) {
            rows++;
        }
        return rows;
    }

    /** Fault 16: another charset than UTF-8, found out by the text itself. */
    @ParameterizedTest
    @CsvSource({
        "GB18030, 中国对韩国出口集成电路, GB18030",
        "GBK, 品目：锂离子电池；单位：千克, GB18030",
        "x-windows-949, 대한민국의 중국 수출 품목은 집적회로와 배터리입니다, EUC-KR",
        "UTF-8, 中国 대한민국, UTF-8"
    })
    void f16_theCharsetIsFoundOut(String charset, String text, String found) {
        byte[] content = ("a,b\n" + text + ",2\n").getBytes(Charset.forName(charset));
        CsvFile file = CsvFile.open(new ByteArrayInputStream(content), form(false));
        assertThat(file.charset()).isEqualTo(found);
        assertThat(rows(content, false)).isEqualTo("[a, b][" + text + ", 2]");
    }

    /** Two syllables in one charset are two other characters in the other: nothing is guessed. */
    @Test
    void f16_aTextThatDoesNotTellItsCharsetIsRefused() {
        byte[] either = "a,b\n韩国,2\n".getBytes(Charset.forName("GB18030"));
        assertReason(Reason.UNKNOWN_CHARSET, either, false);
        CsvFile told = CsvFile.open(new ByteArrayInputStream(either), new CsvFile.Form(false, FileText.CHINESE, LIMIT));
        assertThat(told.header()).containsExactly("a", "b");
        assertThat(told.next().getFields()).containsExactly("韩国", "2");
        assertReason(Reason.UNKNOWN_CHARSET, "a,b\n1,2\n".getBytes(StandardCharsets.UTF_16), false);
    }

    @Test
    void f16_aCharsetThatChangesFurtherDownIsRefused() {
        byte[] ascii = utf8("a,b\n" + "1,2\n".repeat(FileText.WINDOW / 4));
        byte[] rest = "中国,2\n".getBytes(Charset.forName("GB18030"));
        byte[] content = Arrays.copyOf(ascii, ascii.length + rest.length);
        System.arraycopy(rest, 0, content, ascii.length, rest.length);
        assertReason(Reason.NOT_UTF8, content, false);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a,b;c,d|a~b;c~d",
                "a\tb,x\tc|a~b,x~c",
                "a;b;c|a~b~c",
                "'\"a;b;c;d\",e,f'|a;b;c;d~e~f",
                "'in (\"),b;c'|in (\")~b;c"
            })
    void theSeparatorIsTheOneThatStandsMostOftenInTheHeader(String header, String cells) {
        byte[] content = utf8(header.replace("\\t", "\t") + "\n");
        assertThat(CsvFile.open(new ByteArrayInputStream(content), form(false)).header())
                .containsExactly(cells.split("~"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b\n1,2\n\"3,4\n5,6\n", "a,b\n1,2\n3,\"4", "\"a,b\n1,2\n", "a,b\n5\",\"6\"\"\n"})
    void aQuoteThatIsNeverClosedIsRefused(String text) {
        assertReason(Reason.QUOTE_NOT_CLOSED, utf8(text), false);
        assertThatThrownBy(() -> rows(utf8(text), false)).hasMessageContaining("in line ");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            delimiter = '|',
            value = {"a, b;1,2;3,\"4;5,6 | 3 | b", "a, b;\"1;x\",\"4;5 | 2 | b", "\"a,b;1,2 | 1 |", "a,b;1,2,\"3 | 2 |"
            })
    void theRowAndTheColumnOfAQuoteThatIsNeverClosedAreTold(String text, long row, @Nullable String column) {
        assertThatThrownBy(() -> rows(utf8(text.replace(';', '\n')), false))
                .isInstanceOfSatisfying(RefusedFileException.class, refused -> {
                    assertThat(refused.row()).extracting(RowError::row).isEqualTo(row);
                    assertThat(refused.row()).extracting(RowError::column).isEqualTo(column);
                });
    }

    /** Further on in a cell it is a character like any other. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'5\" pipe,2'|'[5\" pipe, 2]'",
                "' \"x,2'|'[ \"x, 2]'",
                "'\"5\"\" pipe\",2'|'[5\" pipe, 2]'",
                "'\"\",\"\"\"\"'|'[, \"]'",
                "'\"a,b\",5\"'|'[a,b, 5\"]'"
            })
    void aQuoteOpensOnlyAtTheStartOfACell(String row, String cells) {
        assertThat(rows(utf8("a,b\n" + row + "\n3,4\n"), false)).isEqualTo("[a, b]" + cells + "[3, 4]");
        assertThat(rows(utf8("a,b\n" + row), false)).isEqualTo("[a, b]" + cells);
    }

    @Test
    void anEndlessLineIsRefusedInsteadOfFillingTheMemory() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }
        };
        assertThatThrownBy(() -> CsvFile.open(endless, form(false)).header())
                .isInstanceOfSatisfying(RefusedFileException.class, refused -> assertThat(refused.reason())
                        .isEqualTo(Reason.CELL_TOO_LONG));
    }

    @Test
    void anEndlessCellIsRefusedInsteadOfFillingTheMemory() {
        assertReason(Reason.CELL_TOO_LONG, utf8("a,b\n\"" + "x".repeat(200_000)), false);
    }

    /** What a row may hold is known to a character, and the rows above are given out before it is refused. */
    @ParameterizedTest
    @CsvSource({
        "CELL_TOO_LONG, 1, 16384, 'Cell 1 of line 4'",
        "ROW_TOO_LONG, 5, 13108, Line 4",
        "TOO_MANY_CELLS, 201, 1, Line 4"
    })
    void aRowIsRefusedWhereItIsLargerThanAnyRowOfFigures(Reason reason, int cells, int size, String where) {
        String above = "a,b\r\n1,2\r\n3,4\r\n";
        String large = String.join(",", Collections.nCopies(cells, "\"" + "x".repeat(size) + "\""));
        String tooLarge = reason == Reason.CELL_TOO_LONG ? large.replace("x\"", "x\"\"\"") : large;
        CsvFile file = CsvFile.open(new ByteArrayInputStream(utf8(above + tooLarge + "\r\n5,6\r\n")), form(false));
        file.header();
        assertThat(file.next().getFields()).containsExactly("1", "2");
        assertThat(file.next().getFields()).containsExactly("3", "4");
        assertThatThrownBy(file::hasNext).isInstanceOfSatisfying(RefusedFileException.class, refused -> {
            assertThat(refused.reason()).isEqualTo(reason);
            assertThat(refused.text()).startsWith(where);
            assertThat(refused.row()).extracting(RowError::row).isEqualTo(4L);
        });
    }

    @Test
    void aRowOfTheLargestSizeIsRead() {
        String cell = "x".repeat(16_384);
        assertThat(rows(utf8("a,b\n\"" + cell + "\"," + cell + "\n"), false))
                .hasSize(2 * 16_384 + "[a, b][, ]".length());
        assertThat(rows(utf8("1" + ",1".repeat(199) + "\n"), false)).hasSize(600);
    }

    @Test
    void nothingIsRefused() {
        assertReason(Reason.EMPTY, new byte[0], false);
    }

    @Test
    void aBrokenConnectionIsNotTheFilesFault() {
        InputStream broken = new InputStream() {
            private int sent;

            @Override
            public int read() throws IOException {
                if (sent++ < 10) {
                    return 'x';
                }
                throw new IOException("reset by peer");
            }
        };
        assertThatThrownBy(() -> CsvFile.open(broken, form(false)).header())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("reset by peer");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"a,b;1,2|false", "a,b;1,2;|true", "a,b!1,2!|true", "a,b;1,|false", "a,b;1,2;3|false"})
    void howTheFileEndsIsKnownAfterItsLastRow(String text, boolean lineEnd) {
        byte[] content = utf8(text.replace(';', '\n').replace('!', '\r'));
        CsvFile file = CsvFile.open(new ByteArrayInputStream(content), form(false));
        file.header();
        while (file.hasNext()) {
            file.next();
        }
        assertThat(file.endsWithLineEnd()).isEqualTo(lineEnd);
    }

    private static void assertReason(Reason reason, byte[] content, boolean declaredGzip) {
        assertThatThrownBy(() -> rows(content, declaredGzip))
                .isInstanceOfSatisfying(RefusedFileException.class, refused -> assertThat(refused.reason())
                        .isEqualTo(reason));
    }

    private static String rows(byte[] content, boolean declaredGzip) {
        CsvFile file = CsvFile.open(new ByteArrayInputStream(content), form(declaredGzip));
        List<String> header = file.header();
        StringBuilder rows = new StringBuilder(header.toString());
        while (file.hasNext()) {
            rows.append(file.next().getFields());
        }
        return rows.toString();
    }

    private static CsvFile.Form form(boolean declaredGzip) {
        return new CsvFile.Form(declaredGzip, null, LIMIT);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        }
        return out.toByteArray();
    }
}
