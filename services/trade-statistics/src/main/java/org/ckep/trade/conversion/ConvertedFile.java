package org.ckep.trade.conversion;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import org.ckep.trade.conversion.ConvertedFigures.Figure;
import org.jspecify.annotations.Nullable;

/** Converted figures as a CSV file. */
final class ConvertedFile {
    private ConvertedFile() {}

    static String of(ConversionQuery query, List<Figure> figures) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            csv.writeRecord(
                    "source",
                    "frequency",
                    "period",
                    "reporter",
                    "partner",
                    "flow",
                    "hsVintageReported",
                    "hsVintageShown",
                    "classification",
                    "commodity",
                    "value",
                    "unit",
                    "conversionMethod",
                    "manyToManyShare",
                    "reportedCodes",
                    "notConverted",
                    "valuation",
                    "sentBy",
                    "provisional",
                    "knownSince");
            for (Figure figure : figures) {
                csv.writeRecord(
                        query.source(),
                        query.frequency().name(),
                        figure.period(),
                        query.reporter(),
                        query.partner(),
                        query.flow(),
                        figure.hsVintageReported(),
                        figure.hsVintageShown(),
                        figure.classification(),
                        figure.commodity(),
                        plain(figure.value()),
                        ConvertedFigures.UNIT,
                        figure.conversionMethod().name(),
                        plain(figure.manyToManyShare()),
                        Long.toString(figure.reportedCodes()),
                        figure.notConverted() == null
                                ? null
                                : figure.notConverted().name(),
                        figure.valuation(),
                        figure.sentBy(),
                        Boolean.toString(figure.provisional()),
                        figure.knownSince().toString());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static @Nullable String plain(@Nullable BigDecimal amount) {
        return amount == null ? null : amount.toPlainString();
    }
}
