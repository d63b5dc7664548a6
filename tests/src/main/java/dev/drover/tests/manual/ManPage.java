package dev.drover.tests.manual;

import dev.drover.protocol.failure.FailureCode;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes the man page with the macros of man(7). picocli's own generator makes AsciiDoc, which only
 * a Ruby turns into a man page; these are seven macros.
 */
final class ManPage {
  /** Of the release. A man page without a date is none to mandoc. */
  private static final String DATE = "2026-11-21";

  /** With room for what is escaped. */
  private static final int LONGEST_LINE = 66;

  private static final List<Page.Entry> ENVIRONMENT =
      List.of(
          new Page.Entry(
              "TEMPORAL_ADDRESS",
              "Where the Temporal server is (default: 127.0.0.1:7233). The other variables and the"
                  + " profiles of the 'temporal' command count, too."),
          new Page.Entry("NO_COLOR", "Set to anything: nothing is written in colours."),
          new Page.Entry(
              "JAVA_HOME",
              "The Java that runs drover, 17 or newer (default: the one on the PATH)."),
          new Page.Entry("DROVER_*", "The worker's settings, for example DROVER_STATE_FOLDER."));

  private final StringBuilder roff = new StringBuilder();

  private ManPage() {}

  /** Returns the page; the first of the given is drover itself. */
  static String page(List<Page> pages) {
    Page top = pages.get(0);
    ManPage man = new ManPage();
    man.line(".TH DROVER 1 " + DATE + " drover \"drover manual\"");
    man.section("NAME").text("drover \\- ", "move running virtual machines between hosts", "");
    man.section("SYNOPSIS").text("\\fBdrover\\fR ", "[OPTIONS] COMMAND [ARGUMENTS]", "");
    man.section("DESCRIPTION").text(top.purpose());
    top.paragraphs().forEach(man::paragraph);
    man.section("COMMON OPTIONS").entries(top.options());
    man.section("COMMANDS");
    pages.stream().skip(1).forEach(man::command);
    man.section("ENVIRONMENT").entries(ENVIRONMENT);
    man.section("EXIT STATUS").line(".TP").text("0").text("Done.");
    for (FailureCode code : FailureCode.values()) {
      man.line(".TP").text(code.exitCode() + " " + code.name()).text(code.advice());
    }
    man.line(".TP").text("130").text("An interrupt (Ctrl-C). What was begun goes on.");
    man.line(".TP").text("141").text("Whoever read the output has read enough.");
    man.section("EXAMPLES").examples(top.examples());
    man.section("SEE ALSO").line("\\fBqemu\\fR(1), \\fBvirsh\\fR(1)");
    return man.roff.toString();
  }

  private void command(Page page) {
    line(".SS " + escaped(page.command()));
    text("\\fB", page.synopsis(), "\\fR");
    paragraph(page.purpose());
    page.paragraphs().forEach(this::paragraph);
    entries(page.arguments());
    entries(page.options());
    paragraph(
        "Fails with "
            + page.statuses().stream().map(FailureCode::name).collect(Collectors.joining(", "))
            + ".");
    line(".PP").examples(page.examples());
  }

  private void entries(List<Page.Entry> entries) {
    for (Page.Entry entry : entries) {
      line(".TP").text("\\fB", entry.name(), "\\fR").text(entry.description());
    }
  }

  private void examples(List<String> examples) {
    line(".nf");
    examples.forEach(example -> text("    ", example, ""));
    line(".fi");
  }

  private ManPage section(String title) {
    return line(".SH " + title);
  }

  private void paragraph(String text) {
    line(".PP").text(text);
  }

  /** What is filled anyway is broken for whoever reads the source. */
  private ManPage text(String text) {
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (line.length() + word.length() > LONGEST_LINE && !line.isEmpty()) {
        text("", line.toString(), "");
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    return text("", line.toString(), "");
  }

  private ManPage text(String before, String text, String after) {
    String escaped = before + escaped(text) + after;
    // A line that begins so would be a request.
    return line(escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped);
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq");
  }

  private ManPage line(String line) {
    roff.append(line).append('\n');
    return this;
  }
}
