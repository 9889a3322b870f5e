package org.ckep.trade.sdmx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.ckep.trade.sdmx.Component.CodeListRef;
import org.ckep.trade.sdmx.SchemaContents.Level;
import org.jspecify.annotations.Nullable;

/** Writes the XML schema of structure-specific messages; codes are cut to those that the constraints allow. */
final class SchemaWriter {
    private static final String LOCATION = "https://registry.sdmx.org/schemas/";
    private static final String XS = "http://www.w3.org/2001/XMLSchema";

    private final Utf8Output out = Utf8Output.inMemory();
    private final XmlOutput xml = new XmlOutput(out);
    private final SchemaContents contents;
    private final MlVersion version;

    SchemaWriter(SchemaContents contents, MlVersion version) {
        this.contents = contents;
        this.version = version;
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
        String folder =
                switch (version) {
                    case ML_2_1 -> "v2_1/";
                    case ML_3_0 -> "v3_0/";
                    case ML_3_1 -> "v3_1/";
                };
        String namespace = contents.namespace();
        xml.declaration()
                .open("xs:schema")
                .attribute("xmlns:xs", XS)
                .attribute("xmlns", namespace)
                .attribute("xmlns:dsd", version.specific())
                .attribute("xmlns:common", version.common())
                .attribute("targetNamespace", namespace)
                .attribute("elementFormDefault", "qualified")
                .attribute("attributeFormDefault", "unqualified");
        importing(version.specific(), LOCATION + folder + "SDMXDataStructureSpecific.xsd");
        importing(version.common(), LOCATION + folder + "SDMXCommon.xsd");
        DataStructure structure = contents.structure();
        for (Component component : structure.components()) {
            if (component.codeList() != null) {
                enumeration(component, component.codeList());
            }
        }
        boolean flat = contents.isFlat();
        boolean along = contents.isAlongTime();
        dataSet(flat, contents.attributes(Level.DATA_SET));
        if (!flat) {
            series(contents.dimensions(Level.SERIES), contents.attributes(Level.SERIES), !along);
        }
        observation(
                contents.dimensions(Level.OBSERVATION),
                structure.value(),
                contents.attributes(Level.OBSERVATION),
                flat || along);
        xml.close();
    }

    private void importing(String namespace, String location) throws IOException {
        xml.open("xs:import")
                .attribute("namespace", namespace)
                .attribute("schemaLocation", location)
                .close();
    }

    private void enumeration(Component component, CodeListRef list) throws IOException {
        xml.open("xs:simpleType")
                .attribute("name", component.id() + "Type")
                .open("xs:restriction")
                .attribute("base", "xs:string");
        for (String code : contents.codes(component, list)) {
            xml.open("xs:enumeration").attribute("value", code).close();
        }
        xml.close().close();
    }

    private void restriction(String name, String base) throws IOException {
        xml.open("xs:complexType")
                .attribute("name", name)
                .open("xs:complexContent")
                .open("xs:restriction")
                .attribute("base", "dsd:" + base(base))
                .open("xs:sequence");
        xml.open("xs:element")
                .attribute("ref", "common:Annotations")
                .attribute("minOccurs", "0")
                .close();
    }

    /** Series along time are time series, which version 2.1 has types of their own for. */
    private String base(String type) {
        if (!contents.isAlongTime() || version.isThree()) {
            return type;
        }
        return type.equals("SeriesType") ? "TimeSeriesType" : "TimeSeries" + type;
    }

    private void dataSet(boolean flat, List<Component> attributes) throws IOException {
        restriction("DataSetType", "DataSetType");
        xml.open("xs:element")
                .attribute("name", "DataProvider")
                .attribute("type", "common:DataProviderReferenceType")
                .attribute("form", "unqualified")
                .attribute("minOccurs", "0")
                .close();
        xml.open("xs:choice").attribute("minOccurs", "0");
        if (version.isThree()) {
            xml.attribute("maxOccurs", "unbounded");
        }
        member(flat ? "Obs" : "Series", flat ? "ObsType" : "SeriesType");
        if (!version.isThree()) {
            xml.attribute("maxOccurs", "unbounded");
        }
        xml.close().close().close();
        for (Component attribute : attributes) {
            attribute(attribute, "optional");
        }
        xml.open("xs:attributeGroup").attribute("ref", "dsd:SetAttributeGroup").close();
        xml.close().close().close();
    }

    private XmlOutput member(String element, String type) throws IOException {
        return xml.open("xs:element")
                .attribute("name", element)
                .attribute("type", type)
                .attribute("form", "unqualified");
    }

    private void series(List<Component> dimensions, List<Component> attributes, boolean time) throws IOException {
        restriction("SeriesType", "SeriesType");
        member("Obs", "ObsType")
                .attribute("minOccurs", "0")
                .attribute("maxOccurs", "unbounded")
                .close();
        xml.close();
        for (Component dimension : dimensions) {
            attribute(dimension, keyUse());
        }
        time(time ? keyUse() : "prohibited");
        for (Component attribute : attributes) {
            attribute(attribute, "optional");
        }
        xml.close().close().close();
    }

    private void observation(List<Component> dimensions, Component value, List<Component> attributes, boolean time)
            throws IOException {
        restriction("ObsType", "ObsType");
        xml.close();
        xml.open("xs:attribute")
                .attribute("name", "type")
                .attribute("type", "common:IDType")
                .attribute("use", "prohibited")
                .close();
        for (Component dimension : dimensions) {
            attribute(dimension, keyUse());
        }
        time(time ? timeUse() : "prohibited");
        attribute(value, "optional");
        for (Component attribute : attributes) {
            attribute(attribute, "optional");
        }
        xml.close().close().close();
    }

    /** Whether a dimension must be there. Attributes and measures need not be in any message. */
    private String keyUse() {
        return contents.isOfDeletions() ? "optional" : "required";
    }

    /** The time series of version 2.1 demand the time of each observation, which a restriction cannot take back. */
    private String timeUse() {
        return contents.isAlongTime() && !version.isThree() ? "required" : keyUse();
    }

    private void attribute(Component component, String use) throws IOException {
        String type = component.codeList() != null ? component.id() + "Type" : simpleType(component.dataType());
        xml.open("xs:attribute")
                .attribute("name", component.id())
                .attribute("type", type)
                .attribute("use", use)
                .close();
    }

    /** The type of XML Schema for a type of SDMX; text where XML Schema has nothing narrower. */
    private static String simpleType(@Nullable String dataType) {
        return switch (dataType) {
            case "BigInteger", "Count" -> "xs:integer";
            case "Integer" -> "xs:int";
            case "Long" -> "xs:long";
            case "Short" -> "xs:short";
            case "Decimal", "InclusiveValueRange", "ExclusiveValueRange", "Incremental" -> "xs:decimal";
            case "Float" -> "xs:float";
            case "Double" -> "xs:double";
            case "Boolean" -> "xs:boolean";
            case "URI" -> "xs:anyURI";
            case "Month" -> "xs:gMonth";
            case "MonthDay" -> "xs:gMonthDay";
            case "Day" -> "xs:gDay";
            case "Time" -> "xs:time";
            case "Duration" -> "xs:duration";
            case "DateTime" -> "xs:dateTime";
            case null, default -> "xs:string";
        };
    }

    private void time(String use) throws IOException {
        xml.open("xs:attribute")
                .attribute("name", Component.TIME_PERIOD)
                .attribute("type", "common:ObservationalTimePeriodType")
                .attribute("use", use)
                .close();
    }
}
