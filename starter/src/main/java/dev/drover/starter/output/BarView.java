package dev.drover.starter.output;

import static java.util.Objects.requireNonNull;

import dev.drover.cli.Text;
import dev.drover.protocol.message.MigrationJob;
import dev.drover.protocol.message.Progress;
import dev.drover.protocol.text.Amounts;
import dev.drover.starter.terminal.TerminalSize;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One line that is drawn over itself, for a terminal: a bar, percent, rate and what is left, each
 * in its own place. It goes when the migration is over; what is said then stands in its place.
 */
public final class BarView implements ProgressView {
  private static final String CLEAR_LINE = "\r\u001b[K";
  private static final int LONGEST_NAME = 24;
  private static final int LONGEST_BAR = 40;
  private static final int SHORTEST_BAR = 8;
  private static final int NUMBERS = 31;

  /** What a terminal shows for Ctrl-C stands behind the line, and must not break it. */
  private static final int LEFT_FREE = 3;

  private final PrintStream terminal;
  private final Supplier<TerminalSize> size;
  private final String name;
  private boolean closed;

  /** Draws to the given stream, which must be a terminal of the given size. */
  public BarView(PrintStream terminal, String domainName, Supplier<TerminalSize> size) {
    this.terminal = requireNonNull(terminal, "terminal is null");
    this.size = requireNonNull(size, "size is null");
    this.name = Text.of(domainName).cut(LONGEST_NAME).toString();
  }

  @Override
  public synchronized void show(MigrationJob job) {
    if (!closed) {
      write(CLEAR_LINE + line(job, size.get().columns() - LEFT_FREE));
    }
  }

  @Override
  public synchronized void clear() {
    if (!closed) {
      write(CLEAR_LINE);
    }
  }

  @Override
  public synchronized void close() {
    clear();
    closed = true;
  }

  private String line(MigrationJob job, int columns) {
    if (job.unknown() != null) {
      return Text.of(name + "  " + ProgressText.numbers(job)).cut(columns).toString();
    }
    int percent = ProgressText.percent(job);
    String head = String.format("%s  %-7s  ", name, job.step().name().toLowerCase(Locale.ROOT));
    String tail = String.format("%3d%%%s", percent, numbers(job.progress()));
    int bar = Math.min(LONGEST_BAR, columns - Text.of(head + tail).width() - 4);
    String drawn = bar < SHORTEST_BAR ? "" : bar(bar, percent);
    return Text.of(head + drawn + tail).cut(columns).toString();
  }

  private static String bar(int width, int percent) {
    int done = width * percent / 100;
    return "[" + "=".repeat(done) + " ".repeat(width - done) + "]  ";
  }

  private static String numbers(@Nullable Progress progress) {
    return progress == null || progress.totalBytes() <= 0
        ? " ".repeat(NUMBERS)
        : String.format(
            "  %12s  %10s left",
            Amounts.bytes(progress.bytesPerSecond()) + "/s",
            Amounts.bytes(progress.remainingBytes()));
  }

  private void write(String text) {
    terminal.print(text);
    terminal.flush();
  }
}
