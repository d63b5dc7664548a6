package dev.drover.hypervisor.migration;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.PerformResult;
import dev.drover.protocol.switchover.SourceNote;
import dev.drover.protocol.switchover.SourceState;
import dev.drover.protocol.switchover.SourceWord;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * What callers of a source's steps wait for. Told by the session's actor; anybody may wait, but
 * through the session, whose end ends the wait.
 */
final class SourceAnswers {
  /** How long perform waits for the destination's words before it answers without them. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final SourceDriver driver;
  private final SourceLink link;
  private final FirstError error;
  private final CompletableFuture<PerformResult> performed = new CompletableFuture<>();
  private final CompletableFuture<PerformResult> performedForGood = new CompletableFuture<>();
  private final CompletableFuture<SourceWord> settled = new CompletableFuture<>();

  SourceAnswers(SourceDriver driver, SourceLink link, FirstError error) {
    this.driver = requireNonNull(driver, "driver is null");
    this.link = requireNonNull(link, "link is null");
    this.error = requireNonNull(error, "error is null");
  }

  /** Returns the source's own word on the transfer, once there is one. */
  CompletableFuture<PerformResult> performed() {
    return performed;
  }

  /** Returns the source's final word on the transfer, once QEMU was seen to follow it. */
  CompletableFuture<PerformResult> performedForGood() {
    return performedForGood;
  }

  /** Returns the final word, once QEMU was seen to follow it. */
  CompletableFuture<SourceWord> settled() {
    return settled;
  }

  /** Tells whoever waits what is decided by now. */
  void tell() {
    SourceState state = driver.state();
    if (state.isSettled()) {
      settled.complete(state.word());
      performedForGood.complete(
          state.word() == SourceWord.ENDED
              ? Records.permitted(driver.record(), driver.clock().statistics())
              : Records.failed(driver.record(), error, driver.clock().statistics()));
    }
    if (performed.isDone()) {
      return;
    }
    switch (state.word()) {
      case PERFORM, ARMED -> {}
      case ASKING -> {
        if (driver.wordAge() > PATIENCE.toNanos()) {
          performed.completeExceptionally(outcomeUnknown());
        }
      }
      case PERMITTED -> {
        if (driver.wordAge() > PATIENCE.toNanos()) {
          permitted();
        }
      }
      case ENDED -> permitted();
      case FAILED, RESUMED -> {
        // Either way the guest is this host's for good, and the error is worth telling.
        if (state.isSettled() && !mayHearWhy(state)) {
          performed.complete(Records.failed(driver.record(), error, driver.clock().statistics()));
        }
      }
    }
  }

  /** The destination is asked for its answer, and nobody else can say where the guest is. */
  private DroverException outcomeUnknown() {
    return new DroverException(
        FailureCode.OUTCOME_UNKNOWN,
        "The QEMU of domain %s is dead on its source, which cannot tell whether the guest was handed over: %s"
            .formatted(driver.record().name(), link.lastFailure()));
  }

  private void permitted() {
    performed.complete(Records.permitted(driver.record(), driver.clock().statistics()));
  }

  /** The source sees a broken channel; why it broke, the destination's QEMU may have said. */
  private boolean mayHearWhy(SourceState state) {
    return state.durable().answer() == null
        && !state.has(SourceNote.ACKNOWLEDGED)
        && error.code() == null
        && link.isFresh()
        && driver.wordAge() < PATIENCE.toNanos();
  }

  /** Nothing more will be decided here: whoever still waits is told so. */
  void end(DroverException why) {
    performed.completeExceptionally(why);
    performedForGood.completeExceptionally(why);
    settled.completeExceptionally(why);
  }
}
