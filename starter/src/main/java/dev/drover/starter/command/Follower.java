package dev.drover.starter.command;

import static java.util.Objects.requireNonNull;

import dev.drover.cli.Console;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.MigrationResult;
import dev.drover.starter.fleet.Directory;
import dev.drover.starter.fleet.Fleet;
import dev.drover.starter.output.ProgressText;
import dev.drover.starter.output.ProgressView;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Follows a migration to its end. The migration does not depend on being followed. */
final class Follower {
  private final Fleet fleet;
  private final Console console;
  private final Duration interval;

  /**
   * Makes a follower.
   *
   * @param interval between two looks at the progress
   */
  Follower(Fleet fleet, Console console, Duration interval) {
    this.fleet = requireNonNull(fleet, "fleet is null");
    this.console = requireNonNull(console, "console is null");
    this.interval = requireNonNull(interval, "interval is null");
  }

  /**
   * Waits for the end and writes the result. A server that goes away is waited for: the hosts go on
   * without it.
   *
   * @throws DroverException the migration's own failure
   */
  void follow(String domain, String domainName, Directory directory, ProgressView view) {
    MigrationResult result;
    InterruptNotice notice =
        InterruptNotice.install(
            console,
            "the migration goes on; come back with: drover watch "
                + domainName
                + " (or stop it with: drover abort "
                + domainName
                + ")",
            view);
    try (view) {
      result = await(domain, view);
    } finally {
      notice.close();
    }
    console.result(result, ProgressText.ended(result, directory.hostName(result.host())));
  }

  private MigrationResult await(String domain, ProgressView view) {
    CompletableFuture<MigrationResult> future = fleet.result(domain);
    boolean serverAway = false;
    while (true) {
      try {
        return future.get(interval.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException stillRunning) {
        serverAway = !look(domain, view, serverAway);
      } catch (ExecutionException e) {
        DroverException failure = failure(e);
        if (failure.code() != FailureCode.SERVER_UNREACHABLE) {
          throw failure;
        }
        serverAway = !look(domain, view, serverAway);
        future = fleet.result(domain);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new DroverException(
            FailureCode.INTERNAL, "Interrupted while the migration runs on.", e);
      }
    }
  }

  /** Shows the progress; returns whether the server answered. */
  private boolean look(String domain, ProgressView view, boolean serverAway) {
    try {
      view.show(fleet.job(domain));
      return true;
    } catch (DroverException e) {
      // Numbers are a courtesy: only the result's own failure ends the command.
      if (!serverAway) {
        view.clear();
        console.note("no progress for now (" + e.getMessage() + "); the hosts go on by themselves");
      }
      return false;
    }
  }

  private static DroverException failure(ExecutionException e) {
    if (e.getCause() instanceof DroverException drover) {
      return drover;
    }
    return new DroverException(FailureCode.INTERNAL, "Unexpected: " + e.getCause(), e);
  }
}
