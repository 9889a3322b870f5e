package org.ckep.trade.sdmx;

import java.io.IOException;
import java.io.OutputStream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** XML as a stream, with the namespaces of SDMX-ML 2.1. */
final class Xml {
    static final String MESSAGE = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message";
    static final String COMMON = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common";
    static final String STRUCTURE = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/structure";
    static final String GENERIC = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/generic";
    static final String SPECIFIC = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/structurespecific";
    static final String INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";

    private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

    private final XMLStreamWriter writer;

    Xml(OutputStream out) throws IOException {
        try {
            synchronized (FACTORY) {
                writer = FACTORY.createXMLStreamWriter(out, "UTF-8");
            }
        } catch (XMLStreamException failure) {
            throw new IOException(failure);
        }
    }

    private interface Step {
        void write() throws XMLStreamException;
    }

    private static void write(Step step) throws IOException {
        try {
            step.write();
        } catch (XMLStreamException failure) {
            throw failure.getCause() instanceof IOException io ? io : new IOException(failure);
        }
    }

    /** Begins the document with its root element. */
    Xml root(String name) throws IOException {
        write(() -> {
            writer.writeStartDocument("UTF-8", "1.0");
            writer.writeStartElement(name);
        });
        return this;
    }

    /** Declares a namespace on the element that was opened last. */
    Xml namespace(String prefix, String uri) throws IOException {
        return attribute("xmlns:" + prefix, uri);
    }

    /** Opens an element, named with its prefix. */
    Xml open(String name) throws IOException {
        write(() -> writer.writeStartElement(name));
        return this;
    }

    /** An element without content. */
    Xml empty(String name) throws IOException {
        write(() -> writer.writeEmptyElement(name));
        return this;
    }

    /** An attribute of the element that was opened last. */
    Xml attribute(String name, String value) throws IOException {
        write(() -> writer.writeAttribute(name, value));
        return this;
    }

    Xml text(String text) throws IOException {
        write(() -> writer.writeCharacters(text));
        return this;
    }

    Xml close() throws IOException {
        write(writer::writeEndElement);
        return this;
    }

    /** An element that holds a text. */
    Xml element(String name, String text) throws IOException {
        return open(name).text(text).close();
    }

    /** Ends the document and hands everything on. */
    void end() throws IOException {
        write(() -> {
            writer.writeEndDocument();
            writer.flush();
        });
    }
}
