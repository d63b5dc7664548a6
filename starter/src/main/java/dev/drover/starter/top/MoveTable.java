package dev.drover.starter.top;

import dev.drover.cli.Table;
import dev.drover.cli.Text;
import dev.drover.cli.Tone;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.Progress;
import dev.drover.protocol.message.Statistics;
import dev.drover.protocol.text.Amounts;
import dev.drover.starter.job.JobStatus;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Moves as rows for people. On a narrow screen the least telling columns give way. */
public final class MoveTable {
  private MoveTable() {}

  /** What is shown of a move. */
  private enum Column {
    DOMAIN(0, 0),
    FROM(4, 0),
    TO(2, 0),
    STEP(0, 7),
    DONE(1, 4),
    RATE(3, 12),
    LEFT(2, 10),
    DIRTIED(5, 11),
    PASS(6, 4),
    ELAPSED(1, 8),
    BLACKOUT(3, 8);

    /** The higher, the sooner it gives way; 0 never does. */
    private final int dispensable;

    /** As wide as its usual values, so that a live table's columns stay where they are. */
    private final int usual;

    Column(int dispensable, int usual) {
      this.dispensable = dispensable;
      this.usual = usual;
    }
  }

  /** Returns a title and a line for each move, however wide. */
  public static List<Text> lines(List<Move> moves) {
    return table(moves, EnumSet.allOf(Column.class), false);
  }

  /** Returns a title and a line for each move, none wider than the screen. */
  public static List<Text> lines(List<Move> moves, int columns) {
    Set<Column> shown = EnumSet.allOf(Column.class);
    List<Text> lines = table(moves, shown, true);
    while (width(lines) > columns) {
      Column next =
          shown.stream().max(Comparator.comparingInt(column -> column.dispensable)).orElseThrow();
      if (next.dispensable == 0) {
        break;
      }
      shown.remove(next);
      lines = table(moves, shown, true);
    }
    return lines.stream().map(line -> line.cut(columns)).toList();
  }

  private static int width(List<Text> lines) {
    return lines.stream().mapToInt(Text::width).max().orElse(0);
  }

  private static List<Text> table(List<Move> moves, Set<Column> shown, boolean live) {
    Table table =
        Table.of(
            shown.stream()
                .map(column -> live ? padded(column) : column.name())
                .toArray(String[]::new));
    for (Move move : moves) {
      table.row(shown.stream().map(column -> cell(move, column)).toArray(Text[]::new));
    }
    return table.lines(false);
  }

  private static String padded(Column column) {
    return column.name() + " ".repeat(Math.max(0, column.usual - column.name().length()));
  }

  private static Text cell(Move move, Column column) {
    Progress latest = move.progress();
    // Before QEMU has counted the memory, its zeros mean nothing.
    @Nullable Progress progress =
        move.running() && latest != null && latest.totalBytes() > 0 ? latest : null;
    return switch (column) {
      case DOMAIN -> Text.of(move.name());
      case FROM -> Text.of(move.from());
      case TO -> Text.of(move.to());
      case STEP -> step(move);
      case DONE ->
          Text.of(
              move.running() || move.status() == JobStatus.SUCCEEDED ? move.percent() + "%" : "-");
      case RATE ->
          Text.of(progress == null ? "-" : Amounts.bytes(progress.bytesPerSecond()) + "/s");
      case LEFT -> Text.of(progress == null ? "-" : Amounts.bytes(progress.remainingBytes()));
      case DIRTIED ->
          Text.of(progress == null ? "-" : Amounts.bytes(progress.dirtyBytesPerSecond()) + "/s");
      case PASS -> Text.of(progress == null ? "-" : Long.toString(progress.pass()));
      case ELAPSED -> Text.of(Amounts.micros(move.elapsedMillis() * 1000));
      case BLACKOUT -> Text.of(blackout(move));
    };
  }

  private static Text step(Move move) {
    if (move.running() && move.step().equals(Move.UNKNOWN)) {
      return Text.of(Tone.BAD, Move.UNKNOWN);
    }
    if (move.running()) {
      return move.attempt() > 1
          ? Text.of(Tone.WARNING, move.step() + ", attempt " + move.attempt())
          : Text.of(move.step());
    }
    if (move.status() == JobStatus.SUCCEEDED) {
      return Text.of(Tone.GOOD, "arrived");
    }
    FailureCode failure = move.failure();
    return Text.of(
        Tone.BAD,
        failure == null
            ? move.status().name().toLowerCase(Locale.ROOT).replace('_', ' ')
            : failure.name());
  }

  /** Measured for a move that is over; expected, with a tilde, for one that runs. */
  private static String blackout(Move move) {
    if (move.running()) {
      Long expected = move.expectedBlackoutMillis();
      return expected == null ? "-" : "~" + Amounts.micros(expected * 1000);
    }
    Statistics statistics = move.statistics();
    return statistics == null || statistics.blackoutMicros() == null
        ? "-"
        : Amounts.micros(statistics.blackoutMicros());
  }
}
