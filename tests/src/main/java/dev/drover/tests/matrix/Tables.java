package dev.drover.tests.matrix;

import dev.drover.tests.harness.Order;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The matrix as tables in Markdown: who breaks in which step, what happens at each gate. */
final class Tables {
  private Tables() {}

  /** Returns the tables with a text for each cell. */
  static String of(List<Cell> cells, Function<Cell, String> text) {
    return String.join("\n\n", moments(cells, text), gates(cells, text), scenes(cells, text));
  }

  /** Returns the outcomes that the law allows, as words. */
  static String expected(Cell cell) {
    return cell.expected().stream().sorted().map(Outcome::word).collect(Collectors.joining(" or "));
  }

  /** One row for each process and fault, one column for each step. */
  private static String moments(List<Cell> cells, Function<Cell, String> text) {
    Map<String, Map<String, String>> rows = new LinkedHashMap<>();
    for (Cell cell : cells) {
      if (cell.deed() instanceof Deed.AtMoment fault) {
        put(rows, cell, fault.title(), fault.moment().title(), text);
      }
    }
    return table("who", Stream.of(Moment.values()).map(Moment::title).toList(), rows);
  }

  /** One row for each gate, one column for each order. */
  private static String gates(List<Cell> cells, Function<Cell, String> text) {
    Map<String, Map<String, String>> rows = new LinkedHashMap<>();
    for (Gate gate : Gate.values()) {
      for (Cell cell : cells) {
        if (cell.deed() instanceof Deed.AtGate ordered && gate.owns(ordered.gate())) {
          put(rows, cell, "`" + gate.before() + "`", column(gate, ordered), text);
        }
      }
    }
    return table("at", GATE_COLUMNS, rows);
  }

  private static final List<String> GATE_COLUMNS =
      List.of(
          "worker halts before",
          "worker halts after",
          "lost",
          "repeated",
          "fails",
          "fails, but is on disk");

  private static String column(Gate gate, Deed.AtGate ordered) {
    boolean after = ordered.gate().equals(gate.after());
    return switch (ordered.order()) {
      case HALT -> after ? "worker halts after" : "worker halts before";
      case LOSE -> "lost";
      case REPEAT -> "repeated";
      case FAIL -> "fails";
      case FAIL_BUT_DO -> "fails, but is on disk";
      case WAIT -> throw new IllegalArgumentException(Order.WAIT + " is no fault");
    };
  }

  /** One row for each story of its own. */
  private static String scenes(List<Cell> cells, Function<Cell, String> text) {
    Map<String, Map<String, String>> rows = new LinkedHashMap<>();
    for (Cell cell : cells) {
      if (cell.deed() instanceof Deed.Play play) {
        put(rows, cell, play.scene().sentence(), "outcome", text);
      }
    }
    return table("what happens", List.of("outcome"), rows);
  }

  private static void put(
      Map<String, Map<String, String>> rows,
      Cell cell,
      String row,
      String column,
      Function<Cell, String> text) {
    String title = row + (cell.leased() && !(cell.deed() instanceof Deed.AtGate) ? ", leases" : "");
    rows.computeIfAbsent(title, unused -> new LinkedHashMap<>()).put(column, text.apply(cell));
  }

  private static String table(
      String corner, List<String> columns, Map<String, Map<String, String>> rows) {
    List<String> lines = new ArrayList<>();
    lines.add("| " + corner + " | " + String.join(" | ", columns) + " |");
    lines.add("|---|" + "---|".repeat(columns.size()));
    rows.forEach(
        (title, cells) ->
            lines.add(
                columns.stream()
                    .map(column -> cells.getOrDefault(column, ""))
                    .collect(Collectors.joining(" | ", "| " + title + " | ", " |"))));
    return String.join("\n", lines);
  }
}
