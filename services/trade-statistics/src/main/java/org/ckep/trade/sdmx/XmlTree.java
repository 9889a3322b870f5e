package org.ckep.trade.sdmx;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** An XML document from a stranger: no document type, nothing fetched from elsewhere, no deep nesting. */
final class XmlTree {
    private static final int MAX_DEPTH = 24;

    private static final XMLInputFactory FACTORY = XMLInputFactory.newDefaultFactory();

    static {
        FACTORY.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        FACTORY.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        FACTORY.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        FACTORY.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("nothing is fetched from elsewhere");
        });
    }

    private XmlTree() {}

    /** An element; names are local ones. */
    record Element(
            String namespace,
            String name,
            Map<String, String> attributes,
            List<Element> children,
            StringBuilder content,
            int line) {
        /** Its own text, without blanks around it. */
        String text() {
            return content.toString().strip();
        }

        /** The first child of that name, or null. */
        @Nullable
        Element child(String childName) {
            return children.stream()
                    .filter(child -> child.name.equals(childName))
                    .findFirst()
                    .orElse(null);
        }

        /** Where it stands. */
        String place() {
            return "line " + line;
        }
    }

    /**
     * Reads a document.
     *
     * @throws SdmxException naming the line where it is not well-formed or has what is not allowed
     */
    static Element read(byte[] document) {
        try {
            XMLStreamReader reader = FACTORY.createXMLStreamReader(new ByteArrayInputStream(document));
            try {
                return read(reader);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException broken) {
            int line = broken.getLocation() == null ? 1 : broken.getLocation().getLineNumber();
            throw SdmxException.syntax("The message is not well-formed XML: line " + line + ".");
        }
    }

    private static Element read(XMLStreamReader reader) throws XMLStreamException {
        Deque<Element> open = new ArrayDeque<>();
        Element root = null;
        while (reader.hasNext()) {
            int line = reader.getLocation().getLineNumber();
            switch (reader.next()) {
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw SdmxException.syntax(
                            "The message must not have a document type or entities: line " + line + ".");
                case XMLStreamConstants.START_ELEMENT -> {
                    Element element = element(reader);
                    if (open.size() >= MAX_DEPTH) {
                        throw SdmxException.syntax(
                                "Elements are nested more than " + MAX_DEPTH + " deep: line " + element.line() + ".");
                    }
                    if (open.isEmpty()) {
                        root = element;
                    } else {
                        open.peek().children().add(element);
                    }
                    open.push(element);
                }
                case XMLStreamConstants.END_ELEMENT -> open.pop();
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (!open.isEmpty()) {
                        open.peek().content().append(reader.getText());
                    }
                }
                default -> {
                    // Comments and processing instructions say nothing.
                }
            }
        }
        if (root == null) {
            throw SdmxException.syntax("The message is empty.");
        }
        return root;
    }

    private static Element element(XMLStreamReader reader) {
        Map<String, String> attributes = new HashMap<>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
        String namespace = reader.getNamespaceURI();
        return new Element(
                namespace == null ? "" : namespace,
                reader.getLocalName(),
                attributes,
                new ArrayList<>(),
                new StringBuilder(),
                reader.getLocation().getLineNumber());
    }
}
