package org.entente.federation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Set;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.entente.federation.HarvestException.MalformedDocument;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.ext.DefaultHandler2;

/**
 * Writes RDF/XML anew so that Jena can read it: one blank in one rdf:about would stop Jena's reader for good, and an entity
 * that refers to another document would silently become empty. So IRIs are encoded, entities resolved, documents that refer
 * outside or nest too deeply refused. Lines keep their numbers, so that what Jena reports is true of the original.
 */
final class RdfXmlRepair extends DefaultHandler2 {
    private static final Set<String> IRI_ATTRIBUTES = Set.of("about", "resource", "datatype", "base");

    /** Far more than any catalogue nests. */
    private static final int DEEPEST = 100;

    /** The JDK stops after 100,000 characters that come from entities, which any large file has in its {@code &amp;}. */
    private static final Set<String> RAISED_LIMITS =
            Set.of("jdk.xml.maxGeneralEntitySizeLimit", "jdk.xml.totalEntitySizeLimit");

    private static final String ENTITY_CHARACTERS = "100000000";

    private final Writer out;
    private Locator locator;
    private int line = 1;
    private int depth;

    private RdfXmlRepair(Writer out) {
        this.out = out;
    }

    static void rewrite(InputStream in, Writer out) throws IOException {
        try {
            var parser = SAXParserFactory.newInstance().newSAXParser();
            for (var limit : RAISED_LIMITS) {
                parser.setProperty(limit, ENTITY_CHARACTERS); // how often entities expand stays limited
            }
            var handler = new RdfXmlRepair(out);
            parser.setProperty("http://xml.org/sax/properties/lexical-handler", handler);
            parser.parse(in, handler);
        } catch (SAXParseException e) {
            throw new MalformedDocument(e.getLineNumber(), e.getColumnNumber(), e.getMessage());
        } catch (SAXException | ParserConfigurationException e) {
            throw new MalformedDocument(e.getMessage());
        }
    }

    @Override
    public void setDocumentLocator(Locator here) {
        locator = here;
    }

    @Override
    public void startDTD(String name, String publicId, String systemId) throws SAXException {
        if (systemId != null) {
            refuse("it refers to the document type " + systemId);
        }
    }

    @Override
    public InputSource resolveEntity(String name, String publicId, String base, String systemId) throws SAXException {
        throw new SAXParseException("it refers to another document: " + systemId, locator);
    }

    @Override
    public void startElement(String uri, String local, String name, Attributes attributes) throws SAXException {
        if (++depth > DEEPEST) {
            refuse("its elements are nested deeper than " + DEEPEST);
        }
        write("<" + name);
        for (int i = 0; i < attributes.getLength(); i++) {
            var value = attributes.getValue(i);
            write(" " + attributes.getQName(i) + "=\"");
            write(escaped(isIri(attributes.getQName(i)) ? WebAddress.encoded(value) : value, true) + "\"");
        }
        while (line < locator.getLineNumber()) {
            write("\n");
        }
        write(">");
    }

    @Override
    public void endElement(String uri, String local, String name) {
        depth--;
        write("</" + name + ">");
    }

    @Override
    public void characters(char[] text, int start, int length) {
        write(escaped(new String(text, start, length), false));
    }

    private void refuse(String why) throws SAXException {
        throw new SAXParseException(why, locator);
    }

    private static boolean isIri(String attribute) {
        return IRI_ATTRIBUTES.contains(attribute.substring(attribute.indexOf(':') + 1));
    }

    /** By number, since the JDK counts characters that come from named entities. */
    private static String escaped(String text, boolean inAttribute) {
        var escaped = new StringBuilder(text.length() + 16);
        for (char c : text.toCharArray()) {
            boolean special = c == '&' || c == '<' || c == '>' || c == '\r';
            if (special || inAttribute && (c == '"' || c == '\n' || c == '\t')) {
                escaped.append("&#").append((int) c).append(';');
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private void write(String text) {
        try {
            out.write(text);
            line += (int) text.chars().filter(c -> c == '\n').count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
