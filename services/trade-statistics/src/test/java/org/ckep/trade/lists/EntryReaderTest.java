package org.ckep.trade.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.ckep.kernel.problem.ProblemException;
import org.ckep.kernel.value.Language;
import org.ckep.trade.ingest.TableFile;
import org.ckep.trade.observation.Edition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How files of codes are read. */
class EntryReaderTest {
    private static List<ListEntry> commodities(String file) {
        return EntryReader.ofCommodities(Edition.HS22).read(table(file));
    }

    private static TableFile table(String file) {
        return TableFile.read(file.getBytes(StandardCharsets.UTF_8), null, 1_000_000, 1000);
    }

    private static ProblemException refusal(String file) {
        return catchThrowableOfType(ProblemException.class, () -> commodities(file));
    }

    @Test
    void commoditiesKnowWhatIsAboveThem() {
        List<ListEntry> entries =
                commodities("\uFEFFCode;EN;ZH\r\nTOTAL;All;全部\r\n85;Machines;\r\n8542;;\r\n854231;;\r\n");
        assertThat(entries)
                .extracting(ListEntry::code)
                .containsExactly("HS22_TOTAL", "HS22_85", "HS22_8542", "HS22_854231");
        assertThat(entries).extracting(ListEntry::parent).containsExactly(null, "HS22_TOTAL", "HS22_85", "HS22_8542");
        assertThat(entries).extracting(ListEntry::kind).containsExactly("TOTAL", "CHAPTER", "HEADING", "SUBHEADING");
        assertThat(entries.get(0).names()).containsEntry(Language.ZH_HANS, "全部");
        assertThat(entries.get(3).names()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10121,Horses            | /2/code | zeros-lost",
                "0101215,Horses          | /2/code | invalid-code",
                "AG6,All                 | /2/code | invalid-code",
                ",Horses                 | /2/code | missing-value",
                "010121,Horses?? and     | /2/en   | text-destroyed"
            })
    void aWrongCellIsNamed(String row, String pointer, String code) {
        ProblemException refused = refusal("code,en\n" + row + "\n");
        assertThat(refused.errors()).singleElement().satisfies(error -> {
            assertThat(error.pointer()).isEqualTo(pointer);
            assertThat(error.code()).isEqualTo(code);
        });
    }

    @Test
    void allFaultsOfAFileAreTold() {
        ProblemException refused = refusal("code,en,validFrom,validTo\n010121,a\u202Eb,2022-13-01,\n"
                + "010129,,2022-01-01,2021-12-31\n010121,,,0022-01-01\n");
        assertThat(refused.errors())
                .extracting(error -> error.pointer() + " " + error.code())
                .containsExactlyInAnyOrder(
                        "/2/en invalid-name",
                        "/2/validfrom invalid-date",
                        "/3/validto dates-reversed",
                        "/4/code code-twice",
                        "/4/validto invalid-date");
        assertThat(refused.detail()).isEqualTo("Nothing was taken: 5 faults in the file.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en                 | column-missing",
                "code,colour        | column-unknown",
                "code,parent        | column-unknown",
                "code,zh,zh-Hans    | column-twice"
            })
    void aWrongHeaderIsNamed(String header, String code) {
        String cells = ",x".repeat(header.split(",").length - 1);
        ProblemException refused = refusal(header + "\n010121" + cells + "\n");
        assertThat(refused.errors().get(0).code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "code,en                 | empty",
                "code,en;010121,a,b      | ragged-row",
                "code,en;010121          | ragged-row",
                "code,en;010121,'a       | quote-not-closed"
            })
    void whatIsNoSuchFileIsRefused(String lines, String code) {
        String file = lines.replace(';', '\n').replace('\'', '"') + "\n";
        ProblemException refused = refusal(file);
        assertThat(refused.errors().get(0).code()).isEqualTo(code);
    }

    /** The rows below it are not read: the last one would be another fault. */
    @Test
    void aHeaderOfMoreColumnsThanAnyFileHasEndsTheReading() {
        ProblemException refused = refusal("code" + ",x".repeat(16) + "\n010121" + ",y".repeat(16) + "\nragged\n");
        assertThat(refused.errors()).singleElement().satisfies(error -> assertThat(error.code())
                .isEqualTo("too-many-columns"));
        assertThat(refused.detail()).isEqualTo("The header has 17 columns; no file of this kind has more than 16.");
        assertThat(refusal("code" + ",x".repeat(15) + "\n010121" + ",y".repeat(15) + "\n")
                        .errors()
                        .get(0)
                        .code())
                .isEqualTo("column-unknown");
    }

    @Test
    void tooManyRowsAreNotRead() {
        ProblemException refused = refusal("code\n" + "010121\n".repeat(1001));
        assertThat(refused.type().status()).isEqualTo(413);
    }

    @Test
    void whatExpandsTooFarIsNotRead() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(("code\n" + "010121\n".repeat(1000)).getBytes(StandardCharsets.UTF_8));
        }
        ProblemException refused = catchThrowableOfType(
                ProblemException.class, () -> TableFile.read(zipped.toByteArray(), null, 1000, 10_000));
        assertThat(refused.errors().get(0).code()).isEqualTo("expands-too-far");
    }
}
