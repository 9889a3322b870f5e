package org.ckep.trade.lists;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.ckep.kernel.value.Language;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.trade.lists.Correspondence.Link;
import org.jspecify.annotations.Nullable;

/** Correspondences and their links as CSV files. */
final class LinkFile {
    private LinkFile() {}

    /** Links in the columns of an import; weight is there where they have one. */
    static String links(List<Link> links) {
        boolean weighted = links.stream().anyMatch(link -> link.weight() != null);
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            if (weighted) {
                csv.writeRecord("source", "target", "weight");
            } else {
                csv.writeRecord("source", "target");
            }
            for (Link link : links) {
                if (link.weight() == null) {
                    csv.writeRecord(link.source(), link.target());
                } else {
                    csv.writeRecord(link.source(), link.target(), link.weight().toPlainString());
                }
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    static String correspondences(List<Correspondence> correspondences) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            csv.writeRecord(
                    "id",
                    "name_en",
                    "name_zh-Hans",
                    "name_ko",
                    "sourceList",
                    "targetList",
                    "oneTarget",
                    "weighted",
                    "ofLinks",
                    "revision",
                    "links",
                    "origin",
                    "validFrom",
                    "validTo",
                    "changedAt");
            for (Correspondence of : correspondences) {
                csv.writeRecord(
                        of.id(),
                        name(of, Language.EN),
                        name(of, Language.ZH_HANS),
                        name(of, Language.KO),
                        of.sourceList(),
                        of.targetList(),
                        Boolean.toString(of.oneTarget()),
                        Boolean.toString(of.weighted()),
                        of.ofLinks(),
                        Integer.toString(of.revision()),
                        Long.toString(of.links()),
                        of.origin(),
                        of.validFrom() == null ? null : of.validFrom().toString(),
                        of.validTo() == null ? null : of.validTo().toString(),
                        of.changedAt().toString());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static @Nullable String name(Correspondence of, Language language) {
        return of.names().in(language).map(LocalizedText.Text::text).orElse(null);
    }
}
