package dev.drover.workflows.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.common.converter.DefaultDataConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a name holds, the server takes the texts that are made of it. */
class UiTextTest {
  // limit.userMetadataSummarySize and limit.userMetadataDetailsSize, for the payload as it is sent.
  private static final int SERVER_SUMMARY = 400;
  private static final int SERVER_DETAILS = 20_000;

  static String[] hostileNames() {
    return new String[] {
      "n".repeat(5000),
      "\"\\".repeat(5000),
      "\u0000\u0007\u202e\ud800".repeat(2000),
      "\u00fc".repeat(5000),
      "\u4e16".repeat(5000),
      "\ud83d\udc04".repeat(5000),
      "|\n# *_`[a](b)<img>&lt;~!".repeat(500)
    };
  }

  private static int sent(String text) {
    return DefaultDataConverter.STANDARD_INSTANCE.toPayload(text).orElseThrow().getSerializedSize();
  }

  @ParameterizedTest
  @MethodSource("hostileNames")
  void aSummaryFitsWhateverTheNamesAre(String name) {
    String summary = Summary.of(name + " on " + name);

    assertThat(sent(summary)).isLessThanOrEqualTo(SERVER_SUMMARY);
    assertThat(sent(summary)).isGreaterThan(Summary.MAX_BYTES - 20);
    assertThat(summary).doesNotContainPattern("[\\p{Cntrl}\\u202e\\ud800]").endsWith("...");
  }

  @ParameterizedTest
  @MethodSource("hostileNames")
  void aPageFitsWhateverTheNamesAre(String name) {
    Markdown page = new Markdown().paragraph("**page**").head("a", "b");
    for (int row = 0; row < 100; row++) {
      page.row(Markdown.plain(name), "second");
    }

    assertThat(sent(page.page())).isBetween(10_000, SERVER_DETAILS);
    assertThat(page.page()).startsWith("**page**\n\n| a | b |\n").contains("does not fit");
  }

  @Test
  void aSummaryThatJustFitsIsWhole() {
    String exact = "x".repeat(Summary.MAX_BYTES);

    assertThat(Summary.of(exact)).isEqualTo(exact);
    assertThat(Summary.of(exact + "x")).isEqualTo("x".repeat(Summary.MAX_BYTES - 3) + "...");
  }

  @Test
  void namesAreNeverMarkup() {
    assertThat(Markdown.plain("a|b\n# <b> *c* _d_ [e](f) `g` ~h~ &amp; \\"))
        .isEqualTo("a\\|b \\# \\<b\\> \\*c\\* \\_d\\_ \\[e\\]\\(f\\) \\`g\\` \\~h\\~ \\&amp; \\\\");
  }
}
