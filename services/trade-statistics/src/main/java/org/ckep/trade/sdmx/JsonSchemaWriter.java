package org.ckep.trade.sdmx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.ckep.kernel.value.Language;
import org.ckep.trade.sdmx.SchemaContents.Level;

/**
 * Writes the JSON schema of the data messages of a context: what the published schema of SDMX-JSON says, and which
 * components and codes there are.
 */
final class JsonSchemaWriter {
    private static final String DIALECT = "https://json-schema.org/draft/2019-09/schema";

    private final Utf8Output out = Utf8Output.inMemory();
    private final JsonOutput json = new JsonOutput(out, Language.EN);
    private final SchemaContents contents;
    private final SdmxFormat format;

    JsonSchemaWriter(SchemaContents contents, SdmxFormat format) {
        this.contents = contents;
        this.format = format;
    }

    byte[] write() {
        try {
            schema();
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return out.toBytes();
    }

    private void schema() throws IOException {
        DataStructure structure = contents.structure();
        json.object().field("$schema", DIALECT).field("$id", contents.namespace());
        json.field("$ref", JsonDataWriter.SCHEMAS + format.version() + "/sdmx-json-data-schema.json");
        properties("data").name("structures").object().object("items").object("properties");
        json.object("links").object("contains").array("required").string("urn").end();
        json.object("properties")
                .object("urn")
                .field("const", contents.target().ref().urn(MlVersion.ML_3_0));
        json.end().end().end().end();
        dimensions(structure);
        components("measures", "observation", List.of(structure.value()));
        json.object("attributes").object("properties");
        members("dataSet", contents.attributes(Level.DATA_SET));
        members("dimensionGroup", contents.attributes(Level.SERIES));
        members("series", contents.attributes(Level.SERIES));
        members("observation", contents.attributes(Level.OBSERVATION));
        json.end().end();
        json.end().end().end().end().end().end();
        json.object("$defs");
        int position = 0;
        for (Component dimension : structure.dimensions()) {
            dimension(dimension, position++);
        }
        dimension(structure.time(), position);
        definition(structure.value()).end().end();
        for (Component attribute : structure.attributes()) {
            definition(attribute);
            if (attribute.isMandatory()) {
                json.object("isMandatory").field("const", true).end();
            }
            json.end().end();
        }
        json.end().end();
    }

    private void dimensions(DataStructure structure) throws IOException {
        List<Component> ofSeries = new ArrayList<>(contents.dimensions(Level.SERIES));
        List<Component> ofObservation = new ArrayList<>(contents.dimensions(Level.OBSERVATION));
        (contents.isFlat() || contents.isAlongTime() ? ofObservation : ofSeries).add(structure.time());
        json.object("dimensions").object("properties");
        // A dimension with one value may stand with the data set.
        members("dataSet", ofSeries);
        members("series", ofSeries);
        members("observation", ofObservation);
        json.end().end();
    }

    /** Opens the schema of an object and that of one of its members, and the properties of that. */
    private JsonOutput properties(String member) throws IOException {
        return json.object("properties").object(member).object("properties");
    }

    private void components(String kind, String level, List<Component> components) throws IOException {
        json.object(kind).object("properties");
        members(level, components);
        json.end().end();
    }

    /** A list that holds no other components than these. */
    private void members(String level, List<Component> components) throws IOException {
        json.object(level);
        if (components.isEmpty()) {
            json.field("maxItems", 0);
        } else {
            json.object("items").array("anyOf");
            for (Component component : components) {
                json.object().field("$ref", "#/$defs/" + component.id()).end();
            }
            json.end().end();
        }
        json.end();
    }

    private void dimension(Component dimension, int position) throws IOException {
        definition(dimension).object("keyPosition").field("const", position).end();
        json.end().end();
    }

    /** Opens the schema of a component and its properties. */
    private JsonOutput definition(Component component) throws IOException {
        json.object(component.id()).array("required").string("id").end().object("properties");
        json.object("id").field("const", component.id()).end();
        if (component.codeList() != null) {
            json.object("values")
                    .object("items")
                    .object("properties")
                    .object("id")
                    .array("enum");
            for (String code : contents.codes(component, component.codeList())) {
                json.string(code);
            }
            json.end().end().end().end().end();
        }
        return json;
    }
}
