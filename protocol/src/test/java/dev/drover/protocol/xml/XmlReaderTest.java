package dev.drover.protocol.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XmlReaderTest {
  private static final int LIMIT = 1 << 20;

  @Test
  void aDocumentIsReadAsATreeWithNamesAsWritten() throws XmlException {
    XmlElement root =
        XmlReader.read(
            "<?xml version='1.0' encoding='UTF-8'?><!-- seen --><a:b y:c='1' xmlns:y='u'>\n"
                + "  <d> t <![CDATA[<x>]]> &amp;&#xe9;</d>\n</a:b>",
            LIMIT);

    assertThat(root.name()).isEqualTo("a:b");
    assertThat(root.attributes()).isEqualTo(Map.of("y:c", "1", "xmlns:y", "u"));
    assertThat(root.text()).isEmpty();
    assertThat(root.child("d")).isEqualTo(XmlElement.named("d").text(" t <x> &\u00e9").build());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a billion laughs          | <!DOCTYPE a [<!ENTITY l 'ha'><!ENTITY m '&l;&l;'>]><a>&m;</a> | DOCTYPE
          an external entity        | <!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a> | DOCTYPE
          an external DTD           | <!DOCTYPE a SYSTEM 'http://127.0.0.1:1/a.dtd'><a/> | DOCTYPE
          a DTD without an end      | <!DOCTYPE a [ <a/> | not well-formed
          an undeclared entity      | <a>&x;</a> | "x" was referenced
          an entity in an attribute | <a b='&x;'/> | "x" was referenced
          a processing instruction  | <a><?php x?></a> | processing instruction in /a
          text between elements     | <a><b>x<c/></b></a> | text between the elements of /a/b
          XML 1.1                   | <?xml version='1.1'?><a/> | XML 1.1
          two roots                 | <a/><b/> | at line 1, column 6
          no root                   | <!-- nothing --> | not well-formed
          a lonely end              | </a> | not well-formed
          the same attribute twice  | <a b='1' b='2'/> | already specified
          a character of no XML     | <a>&#0;</a> | invalid
          """)
  void aHostileDocumentIsRefused(String what, String document, String reason) {
    assertThatThrownBy(() -> XmlReader.read(document, LIMIT))
        .as(what)
        .isInstanceOf(XmlException.class)
        .hasMessageContaining(reason)
        .hasMessageNotContaining("\n");
  }

  @Test
  void depthIsBounded() throws XmlException {
    int most = XmlReader.MAX_DEPTH;
    XmlReader.read("<a>".repeat(most) + "</a>".repeat(most), LIMIT);

    assertThatThrownBy(() -> XmlReader.read("<a>".repeat(100_000), LIMIT))
        .isInstanceOf(XmlException.class)
        .hasMessageContaining("nested more than 32 levels deep");
  }

  @Test
  void attributesAreBounded() throws XmlException {
    XmlReader.read(withAttributes(XmlReader.MAX_ATTRIBUTES), LIMIT);

    assertThatThrownBy(() -> XmlReader.read(withAttributes(20_000), LIMIT))
        .isInstanceOf(XmlException.class)
        .hasMessageContaining("more than \"64\" attributes");
  }

  private static String withAttributes(int count) {
    StringBuilder document = new StringBuilder("<a");
    for (int i = 0; i < count; i++) {
      document.append(" a").append(i).append("='1'");
    }
    return document.append("/>").toString();
  }

  @Test
  void aDocumentThatIsTooLongIsRefusedBeforeItIsParsed() {
    byte[] giant = new byte[101];
    Arrays.fill(giant, (byte) '<');

    assertThatThrownBy(() -> XmlReader.read(giant, 100))
        .isInstanceOf(XmlException.class)
        .hasMessageContaining("at most 100 are read");
    assertThatThrownBy(() -> XmlReader.read("\u00e9".repeat(51), 100))
        .hasMessageContaining("at most 100 are read");
  }

  @Test
  void onlyUtf8IsRead() {
    assertThatThrownBy(
            () -> XmlReader.read("<a>\u00e9</a>".getBytes(StandardCharsets.ISO_8859_1), LIMIT))
        .hasMessage("is not UTF-8");
    assertThatThrownBy(() -> XmlReader.read("<a/>".getBytes(StandardCharsets.UTF_16), LIMIT))
        .isInstanceOf(XmlException.class);
  }

  @Test
  void whatIsWrittenIsReadBackCharacterByCharacter() throws XmlException {
    String hostile = " <&>'\"\t\n\r ]]> \u00e9\u2028\ud83d\udc11 ";
    XmlElement root =
        XmlElement.named("r").with("a", hostile).add("t", hostile).add("e", "").build();

    assertThat(XmlReader.read(XmlWriter.write(root), LIMIT)).isEqualTo(root);
  }

  @Test
  void aCharacterThatXmlCannotCarryIsNotWritten() {
    XmlElement root = XmlElement.named("r").text("a\u0001b").build();

    assertThatThrownBy(() -> XmlWriter.write(root))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("U+0001");
  }
}
