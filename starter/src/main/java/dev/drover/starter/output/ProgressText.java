package dev.drover.starter.output;

import dev.drover.cli.Text;
import dev.drover.cli.Tone;
import dev.drover.cli.Units;
import dev.drover.protocol.Step;
import dev.drover.protocol.message.MigrationJob;
import dev.drover.protocol.message.MigrationResult;
import dev.drover.protocol.message.Progress;
import dev.drover.protocol.message.Statistics;
import dev.drover.protocol.text.Amounts;
import java.util.Locale;

/** What is said about a migration, in one line. */
public final class ProgressText {
  private ProgressText() {}

  /** Returns the numbers beside the bar: phase, rate, what remains, how fast it is dirtied. */
  public static String numbers(MigrationJob job) {
    Progress progress = job.progress();
    if (job.unknown() != null) {
      return step(job.step()) + " OUTCOME_UNKNOWN, both sides are held: " + job.unknown().why();
    }
    String step = step(job.step());
    if (progress == null || progress.totalBytes() <= 0) {
      return step;
    }
    return step
        + " "
        + Units.printable(progress.status())
        + ", "
        + Amounts.bytes(progress.bytesPerSecond())
        + "/s, "
        + Amounts.bytes(progress.remainingBytes())
        + " left, dirtied "
        + Amounts.bytes(progress.dirtyBytesPerSecond())
        + "/s";
  }

  /** Returns a whole line for where there is no bar. */
  public static String line(MigrationJob job) {
    return percent(job) + "% " + numbers(job);
  }

  /** Returns 0 to 100. */
  public static int percent(MigrationJob job) {
    Progress progress = job.progress();
    return switch (job.step()) {
      case BEGIN, PREPARE -> 0;
      case FINISH, CONFIRM -> 100;
      case PERFORM, CANCEL -> progress == null ? 0 : progress.percent();
    };
  }

  private static String step(Step step) {
    return step.name().toLowerCase(Locale.ROOT);
  }

  /** Returns the last line of a migration that succeeded. */
  public static Text ended(MigrationResult result, String hostName) {
    Text line = Text.of(result.name() + " ").and(Tone.GOOD, "runs").and(" on " + hostName);
    Statistics statistics = result.statistics();
    if (statistics == null) {
      return line.and("; the source gave no numbers");
    }
    Long blackout = statistics.blackoutMicros();
    return line.and(": total " + Amounts.micros(statistics.totalMillis() * 1000))
        .and(", blackout " + (blackout == null ? "not measured" : Amounts.micros(blackout)))
        .and(", " + Amounts.bytes(statistics.transferredBytes()) + " sent");
  }
}
