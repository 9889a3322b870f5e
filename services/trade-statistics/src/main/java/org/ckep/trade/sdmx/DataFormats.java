package org.ckep.trade.sdmx;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ckep.kernel.value.Language;
import org.jspecify.annotations.Nullable;

/** Makes the writer of a format, with the names and codes that it needs. */
final class DataFormats {
    private static final Set<SdmxFormat> CSV = EnumSet.of(SdmxFormat.CSV_1_0, SdmxFormat.CSV_2_0, SdmxFormat.CSV_2_1);

    private final ListReader lists;
    private final Availabilities availabilities;
    private final Instant prepared;
    private final Language language;
    private final Map<DataStructure, Labels> labels = new HashMap<>();

    DataFormats(ListReader lists, Availabilities availabilities, Instant prepared, Language language) {
        this.lists = lists;
        this.availabilities = availabilities;
        this.prepared = prepared;
        this.language = language;
    }

    /** Refuses what a format cannot say. */
    static void check(DataQuery query, SdmxFormat format) {
        boolean timeSeries =
                format == SdmxFormat.GENERIC_TIME_SERIES || format == SdmxFormat.STRUCTURE_SPECIFIC_TIME_SERIES;
        if (timeSeries && !query.alongTime()) {
            throw SdmxException.syntax(
                    "In time series the parameter 'dimensionAtObservation' must be TIME_PERIOD, not '"
                            + query.dimensionAtObservation() + "'.");
        }
        if (query.tearsSeries() && !CSV.contains(format)) {
            throw SdmxException.unprocessable(
                    "The order of 'sort' tears series apart: ask for"
                            + " dimensionAtObservation=AllDimensions or for SDMX-CSV, or name all dimensions of a series first.");
        }
        if (format == SdmxFormat.CSV_1_0 && query.vintage().tellsChanges()) {
            throw new SdmxException(
                    SdmxError.NOT_ACCEPTABLE,
                    "A message of the type " + format.mediaType()
                            + " cannot say what is deleted: ask for version 2.0.0 or later, or for another format.");
        }
        boolean single = format == SdmxFormat.DATA_JSON_1_0 || format == SdmxFormat.GENERIC_TIME_SERIES;
        if (single && query.targets().size() > 1) {
            throw SdmxException.unprocessable("A message of the type " + format.mediaType()
                    + " holds one data set, and the address means "
                    + query.targets().size()
                    + ": ask for another type, or for one dataflow and one provider.");
        }
    }

    /** The writer; codes are read within the connection's transaction. */
    DataWriter writer(Utf8Output out, DataQuery query, Negotiation.Chosen format, Connection connection)
            throws SQLException {
        Instant asOf = query.vintage().asOf();
        return switch (format.format()) {
            case GENERIC_DATA, GENERIC_TIME_SERIES -> new GenericDataWriter(out, query, format.format(), prepared);
            case STRUCTURE_SPECIFIC_DATA, STRUCTURE_SPECIFIC_TIME_SERIES, DATA_XML_3_0, DATA_XML_3_1 ->
                new SpecificDataWriter(out, query, format.format(), prepared);
            case CSV_1_0, CSV_2_0, CSV_2_1 ->
                new CsvWriter(out, query, format, structure -> labels(structure, asOf), language);
            case DATA_JSON_1_0, DATA_JSON_2_0, DATA_JSON_2_1 -> {
                List<JsonDataWriter.Listed> contents = new ArrayList<>();
                for (DataTarget target : query.targets()) {
                    Availability availability = availabilities.of(connection, target);
                    if (!availability.isEmpty()) {
                        contents.add(new JsonDataWriter.Listed(
                                target, availability, labels(target.flow().structure(), asOf)));
                    }
                }
                yield new JsonDataWriter(out, query, format.format(), prepared, language, contents);
            }
            case STRUCTURE_XML_2_1,
                    STRUCTURE_XML_3_0,
                    STRUCTURE_XML_3_1,
                    STRUCTURE_JSON_1_0,
                    STRUCTURE_JSON_2_0,
                    STRUCTURE_JSON_2_1,
                    SCHEMA_XML_2_1,
                    SCHEMA_XML_3_0,
                    SCHEMA_XML_3_1,
                    SCHEMA_JSON_2_0,
                    SCHEMA_JSON_2_1 -> throw new IllegalArgumentException(format.format() + " is no format of data");
        };
    }

    private Labels labels(DataStructure structure, @Nullable Instant asOf) {
        return labels.computeIfAbsent(structure, read -> Labels.read(lists, read, asOf));
    }
}
