package dev.drover.bench.result;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The page of results: written by hand except between its marks. Between {@code <!-- results 7.2
 * -->} and {@code <!-- end -->} stands the newest run with that QEMU, and between {@code <!--
 * history -->} and {@code <!-- end -->} a row for each run there ever was.
 */
public final class PageFile {
  private static final String END = "<!-- end -->";

  private PageFile() {}

  /** Writes a run into a page that has its marks. */
  public static void write(Path page, Conditions conditions, Samples samples) {
    try {
      Files.writeString(page, with(Files.readString(page), conditions, samples));
    } catch (IOException e) {
      throw new UncheckedIOException("the page " + page + " cannot be written", e);
    }
  }

  static String with(String page, Conditions conditions, Samples samples) {
    String series = conditions.series();
    String section = Page.section(conditions, samples);
    String written = replaced(page, "<!-- results " + series + " -->", "\n" + section);
    String mark = "<!-- history -->";
    return replaced(
        written, mark, history(between(written, mark), Page.historyRows(conditions, samples)));
  }

  /** A run that was continued takes its own rows' place. */
  private static String history(String before, List<String> rows) {
    List<String> lines = new ArrayList<>(before.strip().lines().toList());
    for (String row : rows) {
      lines.removeIf(line -> key(line).equals(key(row)));
      lines.add(row);
    }
    return "\n" + String.join("\n", lines) + "\n\n";
  }

  /** Date, commit, QEMU and guest: the first four cells. */
  private static List<String> key(String row) {
    List<String> cells = List.of(row.split("\\|", -1));
    return cells.subList(0, Math.min(5, cells.size()));
  }

  private static String between(String page, String mark) {
    int from = start(page, mark);
    return page.substring(from, end(page, mark, from));
  }

  private static String replaced(String page, String mark, String text) {
    int from = start(page, mark);
    return page.substring(0, from) + text + page.substring(end(page, mark, from));
  }

  private static int start(String page, String mark) {
    int at = page.indexOf(mark + "\n");
    if (at < 0) {
      throw new AssertionError("the page has no line " + mark);
    }
    return at + mark.length() + 1;
  }

  private static int end(String page, String mark, int from) {
    int at = page.indexOf(END, from);
    if (at < 0) {
      throw new AssertionError("nothing ends what " + mark + " begins: " + END + " is missing");
    }
    return at;
  }
}
