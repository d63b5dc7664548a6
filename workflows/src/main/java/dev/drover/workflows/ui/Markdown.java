package dev.drover.workflows.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A page for Temporal's UI. Names and error texts come from outside, so {@link #plain} must be used
 * for everything that this code has not written itself. What is too much for a page is left out at
 * its end.
 */
public final class Markdown {
  /**
   * Most bytes of a page. The server takes 20000 bytes of details (limit.userMetadataDetailsSize),
   * as a payload of JSON, in which quotation marks, backslashes and line ends cost two bytes.
   */
  public static final int MAX_BYTES = 20_000;

  // The payload's own fields and the last line.
  private static final int MARGIN = 200;
  private static final int MAX_TEXT = 400;
  private static final Pattern MARKUP = Pattern.compile("([\\\\`*_~|<>\\[\\]()#&!])");
  private static final String REST = "\n(the rest does not fit here)\n";

  // The frame of UI 2.42 is a line too short for what it shows: this line is the one that is cut.
  private static final String END = "\n\u00a0\n";

  private final List<String> lines = new ArrayList<>();

  /**
   * Returns a text as it is read: in one line, at most 400 characters, none of them markup. Null is
   * nothing: what a client or a worker left out must not stop a workflow that wants to show it.
   */
  public static String plain(@Nullable String text) {
    if (text == null) {
      return "";
    }
    String line = Summary.oneLine(text);
    int end = Math.min(line.length(), MAX_TEXT);
    if (end < line.length() && Character.isHighSurrogate(line.charAt(end - 1))) {
      end--;
    }
    String bounded = end == line.length() ? line : line.substring(0, end) + "...";
    return MARKUP.matcher(bounded).replaceAll("\\\\$1");
  }

  /** Adds a paragraph. */
  public Markdown paragraph(String markdown) {
    lines.add("");
    lines.add(markdown);
    return this;
  }

  /** Adds the head of a table; its rows must follow. */
  public Markdown head(String... cells) {
    lines.add("");
    row(cells);
    lines.add("|" + "---|".repeat(cells.length));
    return this;
  }

  /** Adds a row to the table that was begun last. */
  public Markdown row(String... cells) {
    lines.add("| " + String.join(" | ", cells) + " |");
    return this;
  }

  /** Adds an item to a list, whose first item must follow a paragraph. */
  public Markdown item(String markdown) {
    lines.add("- " + markdown);
    return this;
  }

  /** Adds the blank line between a paragraph and a list. */
  public Markdown list() {
    lines.add("");
    return this;
  }

  /** Returns the page, at most {@link #MAX_BYTES} bytes as JSON. */
  public String page() {
    StringBuilder page = new StringBuilder();
    int used = 0;
    for (String line : lines.subList(lines.isEmpty() ? 0 : 1, lines.size())) {
      used += jsonBytes(line) + 2;
      if (used > MAX_BYTES - MARGIN) {
        return page + REST + END;
      }
      page.append(line).append('\n');
    }
    return page + END;
  }

  private static int jsonBytes(String text) {
    return text.codePoints().map(Summary::bytes).sum();
  }
}
