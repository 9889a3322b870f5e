package org.ckep.trade.ingest;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.ckep.kernel.value.Language;

/** The findings of an upload as a CSV file; they are held, since there is a bound to them. */
final class FindingFile {
    private final List<Findings.Listed> findings;

    FindingFile(List<Findings.Listed> findings) {
        this.findings = List.copyOf(findings);
    }

    void write(OutputStream out) throws IOException {
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        CsvWriter csv = CsvWriter.builder().build(text);
        csv.writeRecord(
                "rule",
                "frequency",
                "period",
                "reporter",
                "flow",
                "edition",
                "commodity",
                "partner",
                "figure",
                "comparedWith",
                "ratio",
                "text_en",
                "text_zh-Hans",
                "text_ko");
        for (Findings.Listed listed : findings) {
            Finding finding = listed.finding();
            Finding.Place place = finding.place();
            BigDecimal ratio = finding.ratio();
            csv.writeRecord(
                    finding.rule().name(),
                    place.frequency(),
                    place.period(),
                    place.reporter(),
                    place.flow(),
                    place.edition(),
                    place.commodity(),
                    place.partner(),
                    finding.figure().toPlainString(),
                    finding.comparedWith().toPlainString(),
                    ratio == null ? null : ratio.toPlainString(),
                    text(Language.EN, finding),
                    text(Language.ZH_HANS, finding),
                    text(Language.KO, finding));
        }
        csv.flush();
    }

    private static String text(Language language, Finding finding) {
        return ReportTexts.FINDINGS.in(language, finding.rule(), finding.arguments());
    }
}
