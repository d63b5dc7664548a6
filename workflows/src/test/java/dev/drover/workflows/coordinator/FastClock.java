package dev.drover.workflows.coordinator;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Lets time run faster for workflow code: the test server does not skip time while an activity
 * waits for a worker, so its time limits are shortened and the clock that the workflow reads is
 * stretched by the same factor.
 */
final class FastClock extends WorkerInterceptorBase {
  private final int factor;
  private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
  private final Map<String, Runnable> actions = new ConcurrentHashMap<>();

  FastClock(int factor) {
    this.factor = factor;
  }

  /** Runs an action, on another thread, when a workflow schedules an activity for the nth time. */
  void whenScheduled(String activity, int times, Runnable action) {
    actions.put(activity + times, action);
  }

  @Override
  public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
    return new WorkflowInboundCallsInterceptorBase(next) {
      @Override
      public void init(WorkflowOutboundCallsInterceptor outbound) {
        super.init(new Fast(outbound));
      }
    };
  }

  private final class Fast extends WorkflowOutboundCallsInterceptorBase {
    private long start = -1;

    Fast(WorkflowOutboundCallsInterceptor next) {
      super(next);
    }

    @Override
    public long currentTimeMillis() {
      long now = super.currentTimeMillis();
      if (start < 0) {
        start = now;
      }
      return start + (now - start) * factor;
    }

    @Override
    public Promise<Void> newTimer(Duration delay, TimerOptions options) {
      return super.newTimer(delay.dividedBy(factor), options);
    }

    @Override
    public <R> ActivityOutput<R> executeActivity(ActivityInput<R> input) {
      String name = input.getActivityName();
      int times = counts.computeIfAbsent(name, key -> new AtomicInteger()).incrementAndGet();
      Runnable action = actions.remove(name + times);
      if (action != null) {
        CompletableFuture<Void> unused = CompletableFuture.runAsync(action);
      }
      return super.executeActivity(
          new ActivityInput<>(
              name,
              input.getResultClass(),
              input.getResultType(),
              input.getArgs(),
              faster(input.getOptions()),
              input.getHeader()));
    }

    private ActivityOptions faster(ActivityOptions options) {
      return ActivityOptions.newBuilder(options)
          .setScheduleToStartTimeout(faster(options.getScheduleToStartTimeout()))
          .setScheduleToCloseTimeout(faster(options.getScheduleToCloseTimeout()))
          .build();
    }

    private @Nullable Duration faster(@Nullable Duration limit) {
      return limit == null ? null : limit.dividedBy(factor);
    }
  }
}
