package dev.drover.workflows.coordinator;

import dev.drover.workflows.ui.Summary;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.function.Supplier;

/** Waiting that says in Temporal's UI what it waits for. */
final class Pause {
  private Pause() {}

  /** Waits before a call is made again. */
  static void of(Duration duration, String nextCall) {
    of(duration, nextCall, () -> false);
  }

  /** Waits before a call is made again, or until there is no need to. */
  static void of(Duration duration, String nextCall, Supplier<Boolean> needless) {
    Promise<Void> over =
        Workflow.newTimer(
            duration,
            TimerOptions.newBuilder()
                .setSummary(Summary.of("pause before " + nextCall + " is asked again"))
                .build());
    Workflow.await(() -> over.isCompleted() || needless.get());
  }
}
