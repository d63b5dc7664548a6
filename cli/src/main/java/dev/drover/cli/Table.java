package dev.drover.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Columns of text, as wide as their widest cell. Some columns are for wide screens only. */
public final class Table {
  private static final int GAP = 2;

  private final List<List<Text>> rows = new ArrayList<>();
  private final int narrow;

  private Table(int narrow, List<String> titles) {
    this.narrow = narrow;
    rows.add(titles.stream().map(title -> Text.of(Tone.STRONG, title)).toList());
  }

  /** Makes a table with a row of titles. */
  public static Table of(String... titles) {
    return new Table(titles.length, List.of(titles));
  }

  /** Returns a table without rows that has further columns, for {@link OutputFormat#WIDE} only. */
  public Table wide(String... titles) {
    List<String> all = new ArrayList<>(rows.get(0).stream().map(Text::toString).toList());
    all.addAll(List.of(titles));
    return new Table(narrow, all);
  }

  /** Adds a row with as many cells as there are titles, the wide ones last. */
  public void row(Text... cells) {
    if (rows.get(0).size() != cells.length) {
      throw new IllegalArgumentException(
          cells.length + " cells in a table of " + rows.get(0).size() + " columns");
    }
    rows.add(List.of(cells));
  }

  /** Adds a row of plain text. */
  public void row(String... cells) {
    row(Arrays.stream(cells).map(Text::of).toArray(Text[]::new));
  }

  /** Returns the lines, without blanks at their ends. */
  public List<Text> lines(boolean wide) {
    int columns = wide ? rows.get(0).size() : narrow;
    int[] widths = new int[columns];
    for (List<Text> row : rows) {
      for (int column = 0; column < columns; column++) {
        widths[column] = Math.max(widths[column], row.get(column).width());
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static Text line(List<Text> row, int[] widths) {
    Text line = Text.of("");
    int owed = 0;
    for (int column = 0; column < widths.length; column++) {
      Text cell = row.get(column);
      if (cell.width() > 0) {
        line = line.and(" ".repeat(owed)).and(cell);
        owed = 0;
      }
      owed += widths[column] - cell.width() + GAP;
    }
    return line;
  }
}
