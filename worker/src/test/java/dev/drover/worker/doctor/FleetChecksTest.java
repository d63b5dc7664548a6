package dev.drover.worker.doctor;

import static dev.drover.worker.doctor.Findings.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.protocol.DomainState;
import dev.drover.protocol.JobKind;
import dev.drover.protocol.Phase;
import dev.drover.protocol.StateReason;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.DomainInfo;
import dev.drover.protocol.message.HostAnswer;
import dev.drover.protocol.message.HostInfo;
import dev.drover.protocol.message.JobInfo;
import dev.drover.worker.doctor.Finding.Status;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class FleetChecksTest {
  private static final String ALPHA = "aaaaaaaa-0000-4000-8000-000000000001";
  private static final String BETA = "bbbbbbbb-0000-4000-8000-000000000002";

  private final Fake fleet = new Fake();

  @Test
  void aFleetWithoutACoordinatorIsAFailure() {
    fleet.failure = new DroverException(FailureCode.WORKER_UNREACHABLE, "Nobody does.");

    says(run(), "fleet", Status.FAILED, "Nobody does.");
  }

  @Test
  void aHostThatIsNotInTheFleetIsSaid() {
    says(run(), "fleet", Status.WARNING, "No host has announced itself");
    fleet.add(BETA, "beta", "127.0.0.1:9");

    says(run(), "fleet", Status.WARNING, "This host is not in the fleet, which is beta");
  }

  @Test
  void aSilentHostIsNamedWithItsReason() {
    fleet.add(ALPHA, "alpha", "127.0.0.1:9");
    fleet.add(BETA, "beta", "127.0.0.1:9");
    fleet.answers.set(
        1, HostAnswer.failed(BETA, FailureCode.WORKER_UNREACHABLE, "nobody took it."));

    assertThat(run())
        .anyMatch(one -> one.found().equals("Host beta does not answer: nobody took it."));
  }

  @Test
  void aPeerThatIsNotReachedIsSaid() {
    fleet.add(ALPHA, "alpha", "127.0.0.1:9");
    fleet.add(BETA, "beta", "127.0.0.1:1");

    says(run(), "peers", Status.WARNING, "does not reach host beta at 127.0.0.1:1");
  }

  @Test
  void anAddressThatNobodyElseReachesIsAFailure() {
    fleet.add(ALPHA, "alpha", "127.0.0.1:7235");
    fleet.add(BETA, "beta", "192.0.2.1:1");

    assertThat(run())
        .anyMatch(
            one -> one.status() == Status.FAILED && one.found().contains("reach it at 127.0.0.1"));
  }

  @Test
  void twoWorkersOfOneUuidAreAFailure() {
    fleet.add(ALPHA, "alpha", "127.0.0.1:9");
    fleet.refused.add(new HostInfo(ALPHA, "copy", "0.1.0", "", "127.0.0.1:2", 0));

    assertThat(run())
        .anyMatch(one -> one.status() == Status.FAILED && one.found().contains("as copy at"));
  }

  @Test
  void aGuestThatStandsStillBetweenTwoHostsIsAFailure() {
    JobInfo job =
        new JobInfo(JobKind.MIGRATION_OUT, "m-1", Phase.PERFORM3, "asking", BETA, 0, null, null);
    fleet.add(ALPHA, "alpha", "127.0.0.1:9");
    fleet.answers.set(
        0,
        HostAnswer.of(
            ALPHA,
            List.of(
                new DomainInfo(
                    "d",
                    "pacer",
                    ALPHA,
                    DomainState.PAUSED,
                    StateReason.MIGRATION,
                    true,
                    1024,
                    1,
                    job))));

    says(run(), "domains", Status.FAILED, "since 10 minutes, word asking, and stands still");
  }

  private List<Finding> run() {
    return new FleetChecks(
            fleet, Optional.of(ALPHA), InstantSource.fixed(Instant.ofEpochSecond(600)))
        .run();
  }

  /** A fleet in memory. */
  private static final class Fake implements FleetQuestions {
    private final List<HostInfo> hosts = new ArrayList<>();
    private final List<HostInfo> refused = new ArrayList<>();
    private final List<HostAnswer> answers = new ArrayList<>();
    private @Nullable DroverException failure;

    void add(String id, String name, String peer) {
      hosts.add(new HostInfo(id, name, "0.1.0", "7.2.0", peer, 0));
      answers.add(HostAnswer.of(id, List.of()));
    }

    @Override
    public List<HostInfo> hosts() {
      if (failure != null) {
        throw failure;
      }
      return hosts;
    }

    @Override
    public List<HostInfo> refused() {
      return refused;
    }

    @Override
    public List<HostAnswer> domains(List<HostInfo> asked) {
      return answers;
    }

    @Override
    public List<Finding> times() {
      return List.of();
    }
  }
}
