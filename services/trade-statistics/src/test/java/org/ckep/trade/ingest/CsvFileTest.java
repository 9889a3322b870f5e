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
        CsvFile file = CsvFile.open(new ByteArrayInputStream(sent), false, LIMIT);
        file.header();
        assertThat(file.digest())
                .isEqualTo("492d5ea496056f1a6a6592241032fab764c321596317930b4fa0e1e8bc3b7470")
                .isEqualTo(CsvFile.digest(new ByteArrayInputStream(sent)));
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

    /** Fault 16: another charset than it says. */
    @Test
    void f16_aFileInAnotherCharsetIsRefused() {
        assertReason(Reason.NOT_UTF8, "a,b\n韩国,2\n".getBytes(Charset.forName("GB18030")), false);
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
        assertThatThrownBy(() -> CsvFile.open(broken, false, LIMIT).header())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("reset by peer");
    }

    private static void assertReason(Reason reason, byte[] content, boolean declaredGzip) {
        assertThatThrownBy(() -> rows(content, declaredGzip))
                .isInstanceOfSatisfying(RefusedFileException.class, refused -> assertThat(refused.reason())
                        .isEqualTo(reason));
    }

    private static String rows(byte[] content, boolean declaredGzip) {
        CsvFile file = CsvFile.open(new ByteArrayInputStream(content), declaredGzip, LIMIT);
        List<String> header = file.header();
        StringBuilder rows = new StringBuilder(header.toString());
        while (file.hasNext()) {
            rows.append(file.next().getFields());
        }
        return rows.toString();
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
