package dev.drover.starter.top;

import static java.util.Objects.requireNonNull;

import dev.drover.cli.Text;
import dev.drover.cli.Tone;
import dev.drover.cli.Units;
import dev.drover.protocol.failure.DroverException;
import dev.drover.starter.terminal.Keys;
import dev.drover.starter.terminal.TerminalSize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The board on a terminal, drawn anew at each look until somebody presses q. Looks are taken by
 * another thread, so that keys are heard while a server takes its time.
 */
public final class LiveView {
  /** As long as a person does not feel. */
  private static final Duration KEYS_EVERY = Duration.ofMillis(50);

  /** Two lines above the table and one below it. */
  private static final int LINES_AROUND = 3;

  private final Supplier<List<Move>> board;
  private final Executor looker;
  private final Duration interval;
  private final LongSupplier clockMillis;
  private final Keys keys;
  private final Supplier<TerminalSize> size;
  private final BiConsumer<List<Text>, TerminalSize> screen;

  private List<Move> moves = List.of();
  private @Nullable DroverException trouble;

  /**
   * Makes a view.
   *
   * @param board takes one look
   * @param looker runs the looks
   * @param interval between the beginnings of two looks
   * @param clockMillis this machine's clock, since 1970
   * @param screen draws lines that fit
   */
  public LiveView(
      Supplier<List<Move>> board,
      Executor looker,
      Duration interval,
      LongSupplier clockMillis,
      Keys keys,
      Supplier<TerminalSize> size,
      BiConsumer<List<Text>, TerminalSize> screen) {
    this.board = requireNonNull(board, "board is null");
    this.looker = requireNonNull(looker, "looker is null");
    this.interval = requireNonNull(interval, "interval is null");
    this.clockMillis = requireNonNull(clockMillis, "clockMillis is null");
    this.keys = requireNonNull(keys, "keys is null");
    this.size = requireNonNull(size, "size is null");
    this.screen = requireNonNull(screen, "screen is null");
  }

  /**
   * Shows the board until q. A look that fails is shown as that, and taken again.
   *
   * @param first what the first look has shown
   */
  public void run(List<Move> first) {
    moves = List.copyOf(first);
    draw();
    while (!waitFor(new CompletableFuture<>(), interval)) {
      CompletableFuture<List<Move>> look = CompletableFuture.supplyAsync(board, looker);
      while (!look.isDone()) {
        if (waitFor(look, interval)) {
          return;
        }
        if (!look.isDone()) {
          // The size may have changed, and the time has.
          draw();
        }
      }
      take(look);
      draw();
    }
  }

  /** Waits for whichever comes first; returns whether q did. */
  private boolean waitFor(CompletableFuture<?> awaited, Duration most) {
    long end = System.nanoTime() + most.toNanos();
    while (System.nanoTime() < end) {
      if (wantsToEnd()) {
        return true;
      }
      try {
        awaited.get(KEYS_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return false;
      } catch (TimeoutException notYet) {
        // Hear the keys again.
      } catch (ExecutionException failed) {
        return false;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return true;
      }
    }
    return false;
  }

  private boolean wantsToEnd() {
    for (OptionalInt key = keys.next(); key.isPresent(); key = keys.next()) {
      int typed = key.getAsInt();
      if (typed == 'q' || typed == 'Q' || typed == Keys.END) {
        return true;
      }
    }
    return false;
  }

  private void take(CompletableFuture<List<Move>> look) {
    try {
      moves = look.join();
      trouble = null;
    } catch (CompletionException e) {
      if (!(e.getCause() instanceof DroverException failure)) {
        throw e;
      }
      trouble = failure;
    }
  }

  private void draw() {
    TerminalSize now = size.get();
    // The last column is left free: a terminal wraps when it is written.
    int columns = now.columns() - 1;
    List<Text> table = MoveTable.lines(moves, columns);
    int room = Math.max(1, now.rows() - LINES_AROUND);
    List<Text> lines = new ArrayList<>(List.of(title().cut(columns), Text.of("")));
    lines.addAll(table.subList(0, Math.min(room, table.size())));
    int hidden = table.size() - Math.min(room, table.size());
    lines.add(Text.of(hidden > 0 ? "and " + hidden + " more; q ends" : "q ends").cut(columns));
    screen.accept(lines, now);
  }

  private Text title() {
    long running = moves.stream().filter(Move::running).count();
    Text title =
        Text.of(Tone.STRONG, "drover top")
            .and(" " + Units.time(clockMillis.getAsLong()) + "  " + count(running) + " under way");
    long ended = moves.size() - running;
    if (ended > 0) {
      title = title.and(", " + ended + " just ended");
    }
    DroverException failure = trouble;
    return failure == null ? title : title.and(Tone.BAD, "  OLD: " + failure.getMessage());
  }

  private static String count(long moves) {
    return moves == 1 ? "1 move" : moves + " moves";
  }
}
