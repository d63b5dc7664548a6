package dev.drover.tests.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The table of runs in the page about reliability, between {@code <!-- soak -->} and {@code <!--
 * end -->}: a row for each, by date, seed and number of faults.
 */
final class SoakPage {
  private static final String BEGIN = "<!-- soak -->\n";
  private static final String END = "<!-- end -->";

  private SoakPage() {}

  /** Adds a run, or puts it in the place of the same one. */
  static void add(Path page, Summary run) {
    try {
      Files.writeString(page, with(Files.readString(page), run.row()));
    } catch (IOException e) {
      throw new UncheckedIOException("the page " + page + " cannot be written", e);
    }
  }

  static String with(String page, String row) {
    int from = page.indexOf(BEGIN);
    int until = page.indexOf(END, Math.max(0, from));
    if (from < 0 || until < 0) {
      throw new AssertionError("the page has no table between " + BEGIN.strip() + " and " + END);
    }
    int begin = from + BEGIN.length();
    List<String> lines = new ArrayList<>(page.substring(begin, until).strip().lines().toList());
    lines.removeIf(line -> key(line).equals(key(row)));
    lines.add(row);
    return page.substring(0, begin)
        + "\n"
        + String.join("\n", lines)
        + "\n\n"
        + page.substring(until);
  }

  /** Date, seed, leases and faults: the first four cells. */
  private static List<String> key(String row) {
    List<String> cells = List.of(row.split("\\|", -1));
    return cells.subList(0, Math.min(5, cells.size()));
  }
}
