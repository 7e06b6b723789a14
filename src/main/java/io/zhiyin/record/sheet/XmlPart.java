package io.zhiyin.record.sheet;

import com.fasterxml.aalto.UncheckedStreamException;
import com.fasterxml.aalto.stax.InputFactoryImpl;
import io.zhiyin.record.sheet.SheetRefusal.Code;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** One XML part of a workbook, read forward. Document types and entities of its own are refused. */
final class XmlPart implements Closeable {
    private static final int DEEPEST = 64;
    private static final XMLInputFactory FACTORY = factory();

    private final InputStream in;
    private final XMLStreamReader reader;
    private int depth;

    XmlPart(InputStream in) {
        this.in = in;
        try {
            reader = FACTORY.createXMLStreamReader(in);
        } catch (XMLStreamException e) {
            throw refusal(e);
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = new InputFactoryImpl();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        return factory;
    }

    /** Goes on; false at the end. */
    boolean next() {
        try {
            if (!reader.hasNext()) {
                return false;
            }
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> deeper();
                case XMLStreamConstants.END_ELEMENT -> depth--;
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                        throw new SheetRefusal(Code.SUSPICIOUS_WORKBOOK);
                default -> {}
            }
            return true;
        } catch (XMLStreamException e) {
            throw refusal(e);
        }
    }

    private void deeper() {
        if (++depth > DEEPEST) {
            throw new SheetRefusal(Code.SUSPICIOUS_WORKBOOK);
        }
    }

    boolean starts(String name) {
        return reader.getEventType() == XMLStreamConstants.START_ELEMENT
                && reader.getLocalName().equals(name);
    }

    boolean ends(String name) {
        return reader.getEventType() == XMLStreamConstants.END_ELEMENT
                && reader.getLocalName().equals(name);
    }

    /** The name of the element that starts here, or null. */
    String started() {
        return reader.getEventType() == XMLStreamConstants.START_ELEMENT
                ? reader.getLocalName()
                : null;
    }

    /** An attribute by its local name, or null. */
    String attribute(String name) {
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            if (reader.getAttributeLocalName(i).equals(name)) {
                return reader.getAttributeValue(i);
            }
        }
        return null;
    }

    /** Appends the text at this place, if it is text, up to a length of {@code most}. */
    void appendText(StringBuilder text, int most) {
        if (reader.getEventType() != XMLStreamConstants.CHARACTERS
                && reader.getEventType() != XMLStreamConstants.CDATA
                && reader.getEventType() != XMLStreamConstants.SPACE) {
            return;
        }
        int room = most - text.length();
        if (room <= 0) {
            return;
        }
        try {
            int n = Math.min(room, reader.getTextLength());
            text.append(reader.getTextCharacters(), reader.getTextStart(), n);
        } catch (UncheckedStreamException e) {
            throw refusal(e);
        }
    }

    /** A part that ends early or is not XML; what lies beneath may be a refusal of ours. */
    static SheetRefusal refusal(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SheetRefusal refusal) {
                return refusal;
            }
        }
        return new SheetRefusal(Code.BROKEN_WORKBOOK, failure);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
