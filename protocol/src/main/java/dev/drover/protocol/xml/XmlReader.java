package dev.drover.protocol.xml;

import dev.drover.protocol.failure.Excerpt;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads a document that a stranger may have written. Refused: more bytes than allowed (checked
 * before anything is parsed), anything but UTF-8, a DOCTYPE and with it every entity beyond XML's
 * own five, processing instructions, XML 1.1, more than {@value #MAX_DEPTH} levels, more than
 * {@value #MAX_ATTRIBUTES} attributes of one element, text between elements. Comments are skipped.
 */
public final class XmlReader {
  /** Levels of elements; libvirt's deepest documents have eight. */
  public static final int MAX_DEPTH = 32;

  /** Attributes of one element; libvirt's widest elements have a dozen. */
  public static final int MAX_ATTRIBUTES = 64;

  /** What the JDK's parser writes between the place and the reason. */
  private static final String REASON_MARK = "Message: ";

  private final XMLStreamReader input;
  private final Deque<Open> open = new ArrayDeque<>();

  private XmlReader(XMLStreamReader input) {
    this.input = input;
  }

  /**
   * Reads a document.
   *
   * @param document UTF-8
   * @param maxBytes the most that is accepted
   * @return the root element
   * @throws XmlException if it is refused
   */
  public static XmlElement read(byte[] document, int maxBytes) throws XmlException {
    if (document.length > maxBytes) {
      throw tooLong(document.length, maxBytes);
    }
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(document))
              .toString();
      return parse(text);
    } catch (CharacterCodingException e) {
      throw new XmlException("is not UTF-8");
    }
  }

  /** Reads a document that is text already; otherwise like {@link #read(byte[], int)}. */
  public static XmlElement read(String document, int maxBytes) throws XmlException {
    // A char takes at least one byte, so a giant is refused before it is copied.
    if (document.length() > maxBytes) {
      throw tooLong(document.length(), maxBytes);
    }
    return read(document.getBytes(StandardCharsets.UTF_8), maxBytes);
  }

  private static XmlException tooLong(int length, int maxBytes) {
    return new XmlException("has " + length + " bytes or more, at most " + maxBytes + " are read");
  }

  private static XmlElement parse(String text) throws XmlException {
    try {
      XMLStreamReader input = factory().createXMLStreamReader(new StringReader(text));
      return new XmlReader(input).readRoot();
    } catch (XMLStreamException e) {
      throw new XmlException("is not well-formed" + place(e.getLocation()) + reason(e));
    } catch (RuntimeException e) {
      // The JDK's parser has been seen to throw its inner exceptions at hostile input.
      throw new XmlException(
          "is not well-formed: the parser gave up (" + Excerpt.of(e.toString()) + ")");
    }
  }

  /** A factory is cheap beside a document and not promised to be thread-safe: one for each. */
  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    // Prefixes are kept as written: whoever reads the tree refuses or ignores what it does not
    // know.
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    factory.setProperty("jdk.xml.elementAttributeLimit", String.valueOf(MAX_ATTRIBUTES));
    return factory;
  }

  private XmlElement readRoot() throws XMLStreamException, XmlException {
    if ("1.1".equals(input.getVersion())) {
      throw new XmlException("is XML 1.1, which is not read");
    }
    XmlElement root = null;
    while (input.hasNext()) {
      switch (input.next()) {
        case XMLStreamConstants.START_ELEMENT -> start();
        case XMLStreamConstants.END_ELEMENT -> root = end();
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text(input.getText());
        case XMLStreamConstants.DTD ->
            throw new XmlException("has a DOCTYPE, which is never read: remove it");
        case XMLStreamConstants.ENTITY_REFERENCE ->
            throw new XmlException(
                "uses the entity &" + Excerpt.of(input.getLocalName()) + "; in " + path());
        case XMLStreamConstants.PROCESSING_INSTRUCTION ->
            throw new XmlException("has a processing instruction in " + path());
        default -> {
          // Comments, white space and the document's own ends.
        }
      }
    }
    if (root == null) {
      throw new XmlException("has no element");
    }
    return root;
  }

  private void start() throws XmlException {
    if (open.size() == MAX_DEPTH) {
      throw new XmlException("is nested more than " + MAX_DEPTH + " levels deep");
    }
    XmlElement.Builder element = XmlElement.named(input.getLocalName());
    for (int i = 0; i < input.getAttributeCount(); i++) {
      String prefix = input.getAttributePrefix(i);
      String local = input.getAttributeLocalName(i);
      element.with(
          prefix == null || prefix.isEmpty() ? local : prefix + ":" + local,
          input.getAttributeValue(i));
    }
    if (!open.isEmpty()) {
      open.element().children++;
    }
    open.push(new Open(input.getLocalName(), element));
  }

  private void text(String text) {
    if (!open.isEmpty()) {
      open.element().text.append(text);
    }
  }

  private XmlElement end() throws XmlException {
    Open ending = open.element();
    if (ending.children == 0) {
      ending.element.text(ending.text);
    } else if (!ending.text.toString().isBlank()) {
      throw new XmlException("has text between the elements of " + path());
    }
    open.pop();
    XmlElement element = ending.element.build();
    if (!open.isEmpty()) {
      open.element().element.add(element);
    }
    return element;
  }

  private String path() {
    StringBuilder path = new StringBuilder();
    for (Iterator<Open> each = open.descendingIterator(); each.hasNext(); ) {
      path.append('/').append(each.next().name);
    }
    return path.length() == 0 ? "/" : Excerpt.of(path.toString());
  }

  private static String place(@Nullable Location location) {
    return location == null || location.getLineNumber() < 1
        ? ""
        : " at line " + location.getLineNumber() + ", column " + location.getColumnNumber();
  }

  /** The parser puts the place before its reason; ours is written already. */
  private static String reason(XMLStreamException e) {
    String message = String.valueOf(e.getMessage());
    int mark = message.indexOf(REASON_MARK);
    String reason = mark < 0 ? message : message.substring(mark + REASON_MARK.length());
    return ": " + Excerpt.of(reason.replaceAll("\\s+", " "));
  }

  /** An element whose end has not been seen. */
  private static final class Open {
    private final String name;
    private final XmlElement.Builder element;
    private final StringBuilder text = new StringBuilder();
    private int children;

    Open(String name, XmlElement.Builder element) {
      this.name = name;
      this.element = element;
    }
  }
}
