package dev.drover.starter.output;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.message.MigrationJob;
import java.io.PrintWriter;
import java.util.function.LongSupplier;

/** Plain lines, for logs and pipes: one when something has changed, at most one a second. */
public final class LineView implements ProgressView {
  private static final long INTERVAL_MILLIS = 1000;

  private final PrintWriter err;
  private final LongSupplier clockMillis;
  private String last = "";
  private long lastAt;

  /**
   * Writes to the given writer.
   *
   * @param clockMillis any clock that does not jump
   */
  public LineView(PrintWriter err, LongSupplier clockMillis) {
    this.err = requireNonNull(err, "err is null");
    this.clockMillis = requireNonNull(clockMillis, "clockMillis is null");
  }

  @Override
  public void show(MigrationJob job) {
    String line = ProgressText.line(job);
    long now = clockMillis.getAsLong();
    if (line.equals(last) || (!last.isEmpty() && now - lastAt < INTERVAL_MILLIS)) {
      return;
    }
    err.println(line);
    err.flush();
    last = line;
    lastAt = now;
  }

  @Override
  public void close() {}
}
