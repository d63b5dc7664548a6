package dev.drover.starter.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.cli.Console;
import dev.drover.cli.OutputFormat;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.MigrationJob;
import dev.drover.protocol.message.MigrationResult;
import dev.drover.protocol.message.Progress;
import dev.drover.starter.fleet.Directory;
import dev.drover.starter.fleet.FakeFleet;
import dev.drover.starter.output.ProgressView;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class FollowerTest {
  private final FakeFleet fleet = FakeFleet.withPacerOnAlpha();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Follower follower =
      new Follower(
          fleet,
          Console.plain(new PrintWriter(out), new PrintWriter(err), OutputFormat.TABLE),
          Duration.ofMillis(5));

  @Test
  void progressIsShownUntilTheResultIsThere() {
    fleet.job = FakeFleet.transfer(new Progress("active", 100, 60, 40, 10, 1, 1, 5));
    List<MigrationJob> shown = new ArrayList<>();
    follow(
        job -> {
          shown.add(job);
          if (shown.size() == 3) {
            fleet.succeed(FakeFleet.BETA);
          }
        });

    assertThat(shown).hasSizeGreaterThanOrEqualTo(3);
    assertThat(out.toString()).startsWith("pacer runs on beta");
  }

  @Test
  void aServerThatGoesAwayIsWaitedFor() {
    fleet.result = away();
    fleet.job = FakeFleet.transfer(null);
    follow(
        job -> {
          // The server is back: the next attempt to wait finds the result.
          fleet.result = new CompletableFuture<MigrationResult>();
          fleet.succeed(FakeFleet.BETA);
        });

    assertThat(out.toString()).startsWith("pacer runs on beta");
  }

  @Test
  void theViewMakesRoomForWhatIsSaidMeanwhile() {
    fleet.result = away();
    fleet.job = null;
    List<String> order = new ArrayList<>();
    follower.follow(
        FakeFleet.PACER,
        "pacer",
        Directory.ofHosts(fleet),
        new ProgressView() {
          @Override
          public void show(MigrationJob job) {}

          @Override
          public void clear() {
            order.add("cleared with " + err.toString().length() + " characters said");
            fleet.result = new CompletableFuture<MigrationResult>();
            fleet.succeed(FakeFleet.BETA);
          }

          @Override
          public void close() {
            order.add("closed");
          }
        });

    assertThat(order).containsExactly("cleared with 0 characters said", "closed");
    assertThat(err.toString()).contains("no progress for now");
  }

  private static CompletableFuture<MigrationResult> away() {
    return CompletableFuture.failedFuture(
        new DroverException(FailureCode.SERVER_UNREACHABLE, "The server is away."));
  }

  private void follow(java.util.function.Consumer<MigrationJob> show) {
    follower.follow(
        FakeFleet.PACER,
        "pacer",
        Directory.ofHosts(fleet),
        new ProgressView() {
          @Override
          public void show(MigrationJob job) {
            show.accept(job);
          }

          @Override
          public void close() {}
        });
  }
}
