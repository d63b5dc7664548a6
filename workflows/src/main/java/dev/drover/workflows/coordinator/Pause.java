package dev.drover.workflows.coordinator;

import dev.drover.workflows.ui.Summary;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** Waiting that says in Temporal's UI what it waits for. */
final class Pause {
  private Pause() {}

  /** Waits before a call is made again. */
  static void of(Duration duration, String nextCall) {
    Workflow.newTimer(
            duration,
            TimerOptions.newBuilder()
                .setSummary(Summary.of("pause before " + nextCall + " is asked again"))
                .build())
        .get();
  }
}
