package dev.drover.workflows.coordinator;

import dev.drover.protocol.message.FleetState;
import dev.drover.protocol.message.HostInfo;
import dev.drover.workflows.FleetWorkflow;
import dev.drover.workflows.HostActivities;
import dev.drover.workflows.TaskQueues;
import dev.drover.workflows.ui.Summary;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Takes announcements one after the other, in the order in which they came. */
public final class FleetWorkflowImpl implements FleetWorkflow {
  // Well below the 4096 events at which the server suggests a new run; one announcement is about
  // four events, a doubtful one up to thirty more.
  static final int SIGNALS_PER_RUN = 300;

  // With one UUID, two workers poll one queue and either may answer. When both live, each question
  // goes to the newcomer with a chance of about one half.
  private static final int QUESTIONS = 8;
  private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(2);

  private final Map<String, HostInfo> hosts = new TreeMap<>();
  private final List<HostInfo> refused = new ArrayList<>();
  private final Deque<HostInfo> announced = new ArrayDeque<>();
  private int signals;

  /** Signals may come before the workflow's own method runs. */
  @WorkflowInit
  public FleetWorkflowImpl(@Nullable FleetState state) {
    if (state != null) {
      state.hosts().forEach(host -> hosts.put(host.id(), host));
      refused.addAll(state.refused());
    }
  }

  @Override
  public void run(@Nullable FleetState sameAsInput) {
    show();
    while (signals < SIGNALS_PER_RUN) {
      Workflow.await(() -> !announced.isEmpty() || signals >= SIGNALS_PER_RUN);
      takeAll();
    }
    Workflow.await(Workflow::isEveryHandlerFinished);
    takeAll();
    Workflow.continueAsNew(new FleetState(hosts(), refused()));
  }

  private void takeAll() {
    while (!announced.isEmpty()) {
      take(announced.remove());
      show();
    }
  }

  private void show() {
    Workflow.setCurrentDetails(new FleetDetails(hosts(), refused()).page());
  }

  private void take(HostInfo newcomer) {
    HostInfo known = hosts.get(newcomer.id());
    if (known == null || isSame(known, newcomer) || !stillAnswers(known)) {
      hosts.put(newcomer.id(), newcomer);
      refused.removeIf(other -> other.id().equals(newcomer.id()) && isSame(other, newcomer));
    } else {
      refused.removeIf(other -> other.id().equals(newcomer.id()) && isSame(other, newcomer));
      refused.add(newcomer);
    }
  }

  private static boolean isSame(HostInfo known, HostInfo newcomer) {
    return known.name().equals(newcomer.name())
        && known.peerAddress().equals(newcomer.peerAddress());
  }

  private static boolean stillAnswers(HostInfo known) {
    HostActivities queue =
        Workflow.newActivityStub(
            HostActivities.class,
            ActivityOptions.newBuilder()
                .setTaskQueue(TaskQueues.host(known.id()))
                .setScheduleToCloseTimeout(ANSWERED_WITHIN)
                .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
                .setSummary(
                    Summary.of(
                        "is %s at %s still there".formatted(known.name(), known.peerAddress())))
                .build());
    for (int question = 0; question < QUESTIONS; question++) {
      try {
        if (isSame(known, queue.host())) {
          return true;
        }
      } catch (TemporalFailure nobodyThere) {
        // Nobody polls: the one that was known is gone, and the newcomer has not begun yet.
        return false;
      }
    }
    return false;
  }

  @Override
  public void announce(HostInfo host) {
    signals++;
    if (host != null && host.id() != null && host.name() != null && host.peerAddress() != null) {
      announced.add(host);
    }
  }

  @Override
  public void forget(String hostUuid) {
    signals++;
    if (hostUuid != null) {
      hosts.remove(hostUuid);
      announced.removeIf(host -> host.id().equals(hostUuid));
      refused.removeIf(host -> host.id().equals(hostUuid));
      show();
    }
  }

  @Override
  public List<HostInfo> hosts() {
    return hosts.values().stream()
        .sorted(Comparator.comparing(HostInfo::name).thenComparing(HostInfo::id))
        .toList();
  }

  @Override
  public List<HostInfo> refused() {
    return List.copyOf(refused);
  }
}
