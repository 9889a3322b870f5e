package org.ckep.trade.sdmx;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.w3c.dom.ls.DOMImplementationLS;
import org.w3c.dom.ls.LSInput;
import org.w3c.dom.ls.LSResourceResolver;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * XML schemas that the service answered, with what they import. The standard's own schemas are not part of the project: files
 * of ours stand in for the types that are restricted. Who has the standard's own names the folder that holds them by version
 * ({@code v2_1}, {@code v3_0}) with {@code -Dckep.test.sdmx-schemas}; messages are then read by them as a whole.
 */
final class ServedSchema {
    private static final Pattern NAMESPACE =
            Pattern.compile("http://www\\.sdmx\\.org/resources/sdmxml/schemas/(v\\d_\\d)/(.*)");
    private static final String STANDARD = "ckep.test.sdmx-schemas";

    private final Schema schema;

    private ServedSchema(Schema schema) {
        this.schema = schema;
    }

    /**
     * Schemas as they were answered, for messages of one version.
     *
     * @throws SAXException where one is no schema, or does not restrict what it says
     */
    static ServedSchema of(MlVersion version, List<String> answered) throws SAXException {
        SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
        factory.setResourceResolver(new Imports());
        Source message = new StreamSource(new StringReader(message(version)), "message:///");
        List<Source> sources = Stream.concat(
                        answered.stream().map(text -> (Source)
                                new StreamSource(new StringReader(text), "answered:///" + answered.indexOf(text))),
                        Stream.of(message))
                .toList();
        return new ServedSchema(factory.newSchema(sources.toArray(Source[]::new)));
    }

    /** Where a message does not fulfil the schemas. */
    List<String> violations(String message) throws SAXException {
        List<String> violations = new ArrayList<>();
        Validator validator = schema.newValidator();
        validator.setErrorHandler(new ErrorHandler() {
            @Override
            public void warning(SAXParseException warning) {
                violations.add(warning.getMessage());
            }

            @Override
            public void error(SAXParseException error) {
                violations.add(error.getMessage());
            }

            @Override
            public void fatalError(SAXParseException error) throws SAXException {
                throw error;
            }
        });
        try {
            validator.validate(new StreamSource(new StringReader(message)));
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return violations;
    }

    /** A schema of nothing of its own, which brings the messages in. */
    private static String message(MlVersion version) {
        return "<xs:schema xmlns:xs=\"" + XMLConstants.W3C_XML_SCHEMA_NS_URI + "\"><xs:import namespace=\""
                + version.message() + "\" schemaLocation=\"SDMXMessage.xsd\"/></xs:schema>";
    }

    private static final class Imports implements LSResourceResolver {
        private final DOMImplementationLS inputs;

        Imports() {
            try {
                inputs = (DOMImplementationLS) DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .getDOMImplementation();
            } catch (ParserConfigurationException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        @Override
        public LSInput resolveResource(String type, String namespace, String publicId, String systemId, String base) {
            Matcher known = NAMESPACE.matcher(Objects.requireNonNullElse(namespace, ""));
            String name = systemId.substring(systemId.lastIndexOf('/') + 1);
            LSInput input = inputs.createLSInput();
            try {
                Path standard = standard(known, base);
                if (standard != null) {
                    Path file = standard.resolve(name);
                    input.setSystemId(file.toUri().toString());
                    input.setStringData(Files.readString(file));
                } else if (known.matches()) {
                    String file = standIn(known.group(1), known.group(2));
                    input.setSystemId("ours:///" + known.group(1) + "/" + file);
                    input.setStringData(text(file).replace("@V@", known.group(1)));
                } else {
                    throw new AssertionError("the schema imports " + namespace + " from " + systemId);
                }
            } catch (IOException missing) {
                throw new UncheckedIOException(missing);
            }
            return input;
        }

        /** The folder of the standard's own schemas, null where ours stand in for them. */
        private static Path standard(Matcher known, String base) {
            String folder = System.getProperty(STANDARD);
            if (folder == null) {
                return null;
            }
            // What the standard's own include names no version.
            if (base != null && base.startsWith("file:")) {
                return Path.of(URI.create(base)).getParent();
            }
            Path version = known.matches() ? Path.of(folder, known.group(1)) : Path.of(folder);
            return Files.isDirectory(version) && known.matches() ? version : null;
        }

        private static String standIn(String version, String part) {
            return switch (part) {
                case "common" -> "common.xsd";
                case "message" -> "message.xsd";
                case "data/structurespecific" -> version.equals("v2_1") ? "specific-2.xsd" : "specific-3.xsd";
                default -> throw new AssertionError("nothing stands in for " + part);
            };
        }

        private static String text(String file) throws IOException {
            try (InputStream in = ServedSchema.class.getResourceAsStream("/sdmx/schemas/" + file)) {
                return new String(Objects.requireNonNull(in, file).readAllBytes(), UTF_8);
            }
        }
    }
}
