package org.ckep.trade.sdmx;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.ckep.kernel.value.Language;
import org.ckep.kernel.value.LocalizedText;
import org.ckep.trade.observation.ObservationStatus;
import org.ckep.trade.observation.Period;
import org.ckep.trade.observation.QuantityUnit;
import org.ckep.trade.sdmx.DataTarget.Usage;
import org.jspecify.annotations.Nullable;

/**
 * SDMX-JSON 1.0 and 2. Values are written as places in lists, which stand before the data; so the writer is given the
 * codes that will come.
 */
final class JsonDataWriter implements DataWriter {
    private static final byte[] NULL = Utf8Output.bytes("null");
    static final String SCHEMAS =
            "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/data-message/" + "tools/schemas/";

    /** The codes and names of one data set. */
    record Listed(DataTarget target, Availability availability, Labels labels) {}

    private final Utf8Output out;
    private final JsonOutput json;
    private final DataQuery query;
    private final SdmxFormat format;
    private final Instant prepared;
    private final List<Listed> contents;
    private final boolean first;

    /** True where observations stand alone; keys alone always stand as series. */
    private final boolean flat;

    private CodeIndex[] dimensionPlaces = new CodeIndex[0];
    private CodeIndex periodPlaces = new CodeIndex(List.of());
    private @Nullable CodeIndex[] attributePlaces = new CodeIndex[0];

    /** Which attributes stand with the series. */
    private boolean[] ofSeries = new boolean[0];

    private boolean seriesHasAttributes;
    private int atObservation;
    private boolean inSeries;
    private boolean inObservations;

    JsonDataWriter(
            Utf8Output out,
            DataQuery query,
            SdmxFormat format,
            Instant prepared,
            Language language,
            List<Listed> contents) {
        this.out = out;
        this.json = new JsonOutput(out, language);
        this.query = query;
        this.format = format;
        this.prepared = prepared;
        this.contents = contents;
        this.first = format == SdmxFormat.DATA_JSON_1_0;
        this.flat = query.flat() && query.detail().observations();
    }

    /** The values that an attribute of our figures can have. */
    private static List<String> values(Component attribute) {
        return switch (attribute.content()) {
            case CONSTANT -> List.of(attribute.value());
            case UNIT -> {
                List<String> units = new ArrayList<>(List.of("USD", "KG"));
                for (QuantityUnit unit : QuantityUnit.values()) {
                    if (!units.contains(unit.name())) {
                        units.add(unit.name());
                    }
                }
                yield units;
            }
            case DECIMALS -> List.of("2", "3");
            case STATUS -> ObservationStatus.codes();
            case VALUATION -> List.of("CIF", "FOB", "UNKNOWN");
            case TRADE_SYSTEM -> List.of("G", "S", "_X");
            default -> List.of();
        };
    }

    @Override
    public void begin() throws IOException {
        json.object().object("meta");
        json.field("schema", SCHEMAS + format.version() + "/sdmx-json-data-schema.json");
        json.field("id", "CKEP" + prepared.toEpochMilli());
        json.field("prepared", prepared.truncatedTo(ChronoUnit.SECONDS).toString());
        json.field("test", false);
        json.array("contentLanguages");
        for (Language known : Language.values()) {
            json.string(JsonOutput.tag(known));
        }
        json.end();
        json.object("sender").field("id", Dataflow.AGENCY).end();
        json.end().object("data");
        if (first) {
            json.name("structure");
            structure(contents.getFirst(), 0);
        } else {
            json.array("structures");
            for (int i = 0; i < contents.size(); i++) {
                structure(contents.get(i), i);
            }
            json.end();
        }
        json.array("dataSets");
    }

    private void structure(Listed content, int number) throws IOException {
        DataStructure structure = content.target().flow().structure();
        json.object();
        if (!first && !query.isWindow() && !query.vintage().tellsChanges()) {
            json.array("dataSets").number(number).end();
        }
        json.names(content.target().flow().names());
        links(content.target());
        List<Component> inSeriesKey = new ArrayList<>();
        List<Component> within = new ArrayList<>();
        for (Component dimension : structure.dimensions()) {
            boolean varies = flat || dimension.id().equals(query.dimensionAtObservation());
            (varies ? within : inSeriesKey).add(dimension);
        }
        (flat || query.alongTime() ? within : inSeriesKey).add(Component.TIME);
        json.object("dimensions");
        dimensions("series", inSeriesKey, content);
        dimensions("observation", query.detail().observations() ? within : List.of(), content);
        json.end();
        if (!first) {
            json.object("measures").array("observation");
            if (query.detail().value()) {
                json.object().field("id", Component.OBS_VALUE);
                json.names(content.labels().component(Component.VALUE)).end();
            }
            json.end().end();
        }
        json.object("attributes");
        attributes("series", true, content);
        attributes("observation", false, content);
        json.end().end();
    }

    private void attributes(String level, boolean withSeries, Listed content) throws IOException {
        List<Component> attributes = wanted(content.target().flow().structure()).stream()
                .filter(attribute -> standsWithSeries(attribute) == withSeries)
                .toList();
        if (withSeries && attributes.isEmpty()) {
            return;
        }
        json.array(level);
        for (Component attribute : attributes) {
            attribute(attribute, content);
        }
        json.end();
    }

    private boolean standsWithSeries(Component attribute) {
        return attribute.standsWithSeries(query.dimensionAtObservation());
    }

    private void links(DataTarget target) throws IOException {
        json.array("links");
        link(described(target));
        link(target.flow().structure().ref());
        json.end();
    }

    /** What the figures are asked for by. */
    private static StructureRef described(DataTarget target) {
        return target.usage() == Usage.PROVISION_AGREEMENT
                ? target.ref()
                : target.flow().ref();
    }

    private void link(StructureRef ref) throws IOException {
        json.object()
                .field("rel", ref.type().word())
                .field("urn", ref.urn(MlVersion.ML_3_0))
                .field("href", ref.address(format.family()))
                .end();
    }

    private List<Component> wanted(DataStructure structure) {
        return structure.attributes().stream()
                .filter(attribute -> query.detail().tells(attribute, standsWithSeries(attribute))
                        && !values(attribute).isEmpty())
                .toList();
    }

    private void dimensions(String level, List<Component> dimensions, Listed content) throws IOException {
        DataStructure structure = content.target().flow().structure();
        json.array(level);
        for (Component dimension : dimensions) {
            boolean time = dimension == Component.TIME;
            int position = time ? structure.dimensions().size() : structure.position(dimension.id());
            json.object().field("id", dimension.id());
            json.names(content.labels().component(dimension));
            json.field("keyPosition", position);
            json.array("values");
            if (time) {
                for (Period period : content.availability().periods()) {
                    json.object()
                            .field("id", period.toString())
                            .field("start", period.start() + "T00:00:00Z")
                            .field("end", period.end() + "T23:59:59Z")
                            .names(LocalizedText.en(period.toString()))
                            .end();
                }
            } else {
                for (String code : content.availability().codes().get(position)) {
                    value(dimension, code, content.labels());
                }
            }
            json.end().end();
        }
        json.end();
    }

    private void value(Component component, String code, Labels labels) throws IOException {
        json.object().field("id", code);
        LocalizedText names = labels.code(component, code);
        json.names(names == null ? LocalizedText.en(code) : names).end();
    }

    private void attribute(Component attribute, Listed content) throws IOException {
        json.object().field("id", attribute.id());
        json.names(content.labels().component(attribute));
        if (!first) {
            json.field("isMandatory", attribute.isMandatory());
        }
        json.object("relationship");
        if (!attribute.attachedTo().isEmpty()) {
            json.array("dimensions");
            for (String dimension : attribute.attachedTo()) {
                json.string(dimension);
            }
            json.end();
        } else if (first) {
            json.field("primaryMeasure", Component.OBS_VALUE);
        } else {
            json.object("observation").end();
        }
        json.end().array("values");
        for (String code : values(attribute)) {
            value(attribute, code, content.labels());
        }
        json.end().end();
    }

    @Override
    public void beginDataSet(DataTarget target, SetAction action) throws IOException {
        Listed content = contents.stream()
                .filter(candidate -> candidate.target().equals(target))
                .findFirst()
                .orElseThrow();
        DataStructure structure = target.flow().structure();
        dimensionPlaces =
                content.availability().codes().stream().map(CodeIndex::new).toArray(CodeIndex[]::new);
        periodPlaces = new CodeIndex(
                content.availability().periods().stream().map(Period::toString).toList());
        List<Component> wanted = wanted(structure);
        attributePlaces = structure.attributes().stream()
                .map(attribute -> wanted.contains(attribute) ? new CodeIndex(values(attribute)) : null)
                .toArray(CodeIndex[]::new);
        ofSeries = query.attributesOfSeries(structure);
        seriesHasAttributes = wanted.stream().anyMatch(this::standsWithSeries);
        atObservation = structure.position(query.dimensionAtObservation());
        json.object();
        if (!first) {
            json.field("structure", contents.indexOf(content));
        }
        // Only the newest version knows the word "Merge".
        json.field("action", format == SdmxFormat.DATA_JSON_2_1 ? action.newestWord() : action.word());
        validity("validFrom", action.validFrom());
        validity("validTo", action.validTo());
        json.array("links");
        link(described(target));
        json.end();
        json.object(flat ? "observations" : "series");
    }

    private void validity(String name, @Nullable Instant instant) throws IOException {
        if (instant != null) {
            json.field(name, instant.toString());
        }
    }

    @Override
    public void write(DataRow row) throws IOException {
        if (flat) {
            json.name(key(row, true));
            observation(row);
            return;
        }
        if (row.startsSeries) {
            closeSeries();
            inSeries = true;
            json.object(key(row, false));
            if (seriesHasAttributes) {
                json.array("attributes");
                attributes(row, true);
                json.end();
            }
        }
        if (row.period != null) {
            if (!inObservations) {
                json.object("observations");
                inObservations = true;
            }
            json.name(new String(
                    atObservation < 0
                            ? periodPlaces.place(row.period)
                            : dimensionPlaces[atObservation].place(row.dimensions[atObservation]),
                    StandardCharsets.US_ASCII));
            observation(row);
        }
    }

    private String key(DataRow row, boolean withPeriod) {
        StringBuilder key = new StringBuilder();
        for (int i = 0; i < row.dimensions.length; i++) {
            if (i != atObservation) {
                key.append(key.isEmpty() ? "" : ":");
                append(key, dimensionPlaces[i].place(row.dimensions[i]));
            }
        }
        if (row.period != null && (withPeriod || atObservation >= 0)) {
            key.append(':');
            append(key, periodPlaces.place(row.period));
        }
        return key.toString();
    }

    private static void append(StringBuilder key, byte[] digits) {
        for (byte digit : digits) {
            key.append((char) digit);
        }
    }

    private void observation(DataRow row) throws IOException {
        json.array();
        if (row.value != null) {
            json.raw(row.value);
        } else if (first || query.detail().value()) {
            json.raw(NULL);
        }
        attributes(row, false);
        json.end();
    }

    private void attributes(DataRow row, boolean withSeries) throws IOException {
        for (int i = 0; i < row.attributes.length; i++) {
            CodeIndex places = attributePlaces[i];
            if (places != null && ofSeries[i] == withSeries) {
                byte[] value = row.attributes[i];
                json.raw(value == null ? NULL : places.place(value));
            }
        }
    }

    private void closeSeries() throws IOException {
        if (inObservations) {
            json.end();
            inObservations = false;
        }
        if (inSeries) {
            json.end();
            inSeries = false;
        }
    }

    @Override
    public void endDataSet() throws IOException {
        closeSeries();
        json.end().end();
    }

    @Override
    public void end() throws IOException {
        json.end().end().end();
        out.handOn();
    }
}
