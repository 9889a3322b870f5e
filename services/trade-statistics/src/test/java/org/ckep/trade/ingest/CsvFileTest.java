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
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.ckep.trade.ingest.RefusedFileException.Reason;
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
                        .isEqualTo(Reason.NOT_CSV));
    }

    @Test
    void anEndlessCellIsRefusedInsteadOfFillingTheMemory() {
        assertReason(Reason.NOT_CSV, utf8("a,b\n\"" + "x".repeat(200_000)), false);
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
