package dev.drover.workflows.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.protocol.message.HostInfo;
import dev.drover.workflows.FleetWorkflow;
import dev.drover.workflows.StartOptions;
import dev.drover.workflows.WorkflowIds;
import io.temporal.client.BatchRequest;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FleetTest {
  private final TwoHosts hosts = new TwoHosts(new FastClock(5));

  @AfterEach
  void close() {
    hosts.close();
  }

  private void announce(HostInfo host) {
    FleetWorkflow fleet = hosts.client().newWorkflowStub(FleetWorkflow.class, StartOptions.fleet());
    BatchRequest request = hosts.client().newSignalWithStartRequest();
    request.add(fleet::run, null);
    request.add(fleet::announce, host);
    hosts.client().signalWithStart(request);
  }

  private FleetWorkflow fleet() {
    return hosts.client().newWorkflowStub(FleetWorkflow.class, WorkflowIds.FLEET);
  }

  /**
   * Asks until the answer fits; every question takes the time of a workflow task, so none is busy.
   */
  private List<HostInfo> known(Predicate<List<HostInfo>> wanted) {
    List<HostInfo> last = List.of();
    for (int question = 0; question < 500; question++) {
      last = fleet().hosts();
      if (wanted.test(last)) {
        return last;
      }
      hosts.environment().sleep(Duration.ofMillis(20));
    }
    throw new AssertionError("the fleet knows only " + last);
  }

  private static HostInfo renamed(HostInfo host, String name) {
    return new HostInfo(host.id(), name, host.version(), host.qemuVersion(), host.peerAddress(), 2);
  }

  @Test
  void hostsThatAnnounceThemselvesAreListedByName() {
    announce(hosts.beta.info());
    announce(hosts.alpha.info());

    assertThat(known(list -> list.size() == 2))
        .containsExactly(hosts.alpha.info(), hosts.beta.info());
  }

  @Test
  void aHostThatRestartsReplacesItself() {
    announce(hosts.alpha.info());
    HostInfo restarted =
        new HostInfo(TwoHosts.ALPHA, "alpha", "0.2.0", "7.2.22", "127.0.0.1:7000", 99);
    announce(restarted);

    assertThat(known(list -> list.contains(restarted))).containsExactly(restarted);
  }

  @Test
  void aHostThatWasRenamedWhileItWasDownTakesItsOwnPlace() {
    announce(hosts.alpha.info());
    HostInfo renamed = renamed(hosts.alpha.info(), "omega");
    announce(renamed);

    assertThat(known(list -> list.contains(renamed))).containsExactly(renamed);
    assertThat(fleet().refused()).isEmpty();
  }

  @Test
  void aSecondLiveHostWithTheSameUuidIsRefused() {
    hosts.alphaPoller.start();
    announce(hosts.alpha.info());
    HostInfo copy = renamed(hosts.alpha.info(), "omega");
    announce(copy);
    announce(hosts.beta.info());

    assertThat(known(list -> list.contains(hosts.beta.info())))
        .containsExactly(hosts.alpha.info(), hosts.beta.info());
    assertThat(fleet().refused()).containsExactly(copy);
  }

  @Test
  void aHostIsForgottenOnlyWhenAPersonSaysSo() {
    announce(hosts.alpha.info());
    announce(hosts.beta.info());
    assertThat(known(list -> list.size() == 2)).hasSize(2);
    fleet().forget(TwoHosts.ALPHA);

    assertThat(known(list -> list.size() == 1)).containsExactly(hosts.beta.info());
  }

  @Test
  void theFleetOutlivesItsHistory() {
    announce(hosts.alpha.info());
    String firstRun = runId();
    for (int i = 0; i < FleetWorkflowImpl.SIGNALS_PER_RUN; i++) {
      announce(hosts.beta.info());
    }

    assertThat(known(list -> list.size() == 2 && !runId().equals(firstRun)))
        .containsExactly(hosts.alpha.info(), hosts.beta.info());
  }

  private String runId() {
    return WorkflowStub.fromTyped(fleet()).describe().getExecution().getRunId();
  }
}
