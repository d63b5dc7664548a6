package dev.drover.protocol.xml;

/**
 * Writes a tree as libvirt prints XML: two spaces a level, single quotes, one line for an element
 * without children, all five special characters escaped.
 */
public final class XmlWriter {
  private final StringBuilder output = new StringBuilder();

  private XmlWriter() {}

  /**
   * Writes a document.
   *
   * @return the text, which ends in a newline
   * @throws IllegalArgumentException if it holds a character that XML 1.0 cannot carry
   */
  public static String write(XmlElement root) {
    XmlWriter writer = new XmlWriter();
    writer.element(root, 0);
    return writer.output.toString();
  }

  private void element(XmlElement element, int level) {
    indent(level).append('<').append(element.name());
    element
        .attributes()
        .forEach(
            (name, value) -> {
              output.append(' ').append(name).append("='");
              escaped(value, true);
              output.append('\'');
            });
    if (!element.children().isEmpty()) {
      output.append(">\n");
      element.children().forEach(child -> element(child, level + 1));
      indent(level).append("</").append(element.name()).append(">\n");
    } else if (!element.text().isEmpty()) {
      output.append('>');
      escaped(element.text(), false);
      output.append("</").append(element.name()).append(">\n");
    } else {
      output.append("/>\n");
    }
  }

  private StringBuilder indent(int level) {
    return output.append("  ".repeat(level));
  }

  private void escaped(String text, boolean attribute) {
    text.codePoints().forEach(point -> escaped(point, attribute));
  }

  private void escaped(int point, boolean attribute) {
    switch (point) {
      case '<' -> output.append("&lt;");
      case '>' -> output.append("&gt;");
      case '&' -> output.append("&amp;");
      case '"' -> output.append("&quot;");
      case '\'' -> output.append("&apos;");
      // A reader turns a bare one into a newline.
      case '\r' -> output.append("&#13;");
      // A reader turns bare ones in an attribute into spaces.
      case '\n' -> output.append(attribute ? "&#10;" : "\n");
      case '\t' -> output.append(attribute ? "&#9;" : "\t");
      default -> output.appendCodePoint(carried(point));
    }
  }

  private static int carried(int point) {
    boolean legal =
        point >= 0x20
            && !(point >= 0xD800 && point <= 0xDFFF)
            && point != 0xFFFE
            && point != 0xFFFF;
    if (!legal) {
      throw new IllegalArgumentException("XML cannot carry the character U+%04X".formatted(point));
    }
    return point;
  }
}
