package dev.drover.tests.soak;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.message.MigrationOptions;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * How one move is asked for.
 *
 * @param paused whether the guest is suspended before it and resumed after it
 * @param byCommandLine whether {@code drover migrate} asks for it, and not a client of the soak's
 * @param abortAfterMillis when it is aborted; empty if it is not
 */
record MoveChoice(
    MigrationOptions options, boolean paused, boolean byCommandLine, OptionalInt abortAfterMillis) {
  // The guests' memory then takes about one and a half seconds, and half of one.
  private static final long SLOW = 24 << 20;
  private static final long FAST = 72 << 20;
  private static final int LATEST_ABORT = 2500;

  MoveChoice {
    requireNonNull(options, "options is null");
    requireNonNull(abortAfterMillis, "abortAfterMillis is null");
  }

  static MoveChoice draw(RandomGenerator random) {
    long bandwidth =
        switch (random.nextInt(4)) {
          case 0 -> 0;
          case 1 -> FAST;
          default -> SLOW;
        };
    boolean paused = random.nextInt(5) == 0;
    boolean byCommandLine = random.nextInt(6) == 0;
    boolean abort = random.nextInt(6) == 0;
    int after = random.nextInt(LATEST_ABORT);
    return new MoveChoice(
        new MigrationOptions(bandwidth, 0),
        paused,
        byCommandLine,
        abort ? OptionalInt.of(after) : OptionalInt.empty());
  }

  /** Returns the same with the command line asking. */
  MoveChoice throughCommandLine() {
    return new MoveChoice(options, paused, true, abortAfterMillis);
  }
}
