package dev.drover.tests.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.protocol.Side;
import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.message.MigrationOptions;
import dev.drover.tests.guest.LiveGuest;
import dev.drover.tests.harness.Deadline;
import dev.drover.tests.harness.EmbeddedTemporal;
import dev.drover.tests.harness.FleetClient;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The matrix halts workers at the gates of a list; the workers say which gates there are. */
@Tag("qemu")
@Timeout(120)
class GatesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Passed when a domain is started and ended, not in a move. */
  private static final Set<String> NOT_OF_A_MOVE = Set.of("lease-claim", "lease-release");

  @Test
  void everyWriteFrameAndLeaseOfAMoveAndOfAnAbortIsInTheMatrix() {
    try (FaultFleet fleet = FaultFleet.start(EmbeddedTemporal::start, true);
        LiveGuest guest =
            LiveGuest.boot(
                fleet.fleet(),
                fleet.client(),
                "wayfarer",
                0,
                fleet.host(Side.SOURCE),
                fleet.host(Side.DESTINATION))) {
      guest.fillMemory(fleet.host(Side.SOURCE));
      WorkflowStub first =
          fleet
              .client()
              .start(
                  guest.uuid(),
                  fleet.host(Side.SOURCE),
                  fleet.host(Side.DESTINATION),
                  new MigrationOptions(4 << 20, 0));
      awaitPassed(fleet, Gate.WRITE_PERFORM.after());
      fleet.client().abort(guest.uuid());
      assertThatThrownBy(() -> FleetClient.await(first)).isInstanceOf(DroverException.class);
      guest.awaitNothingBut(fleet.host(Side.SOURCE));

      guest.move(fleet.host(Side.SOURCE), fleet.host(Side.DESTINATION), MigrationOptions.DEFAULTS);
      guest.awaitNothingBut(fleet.host(Side.DESTINATION));
      guest.remove(fleet.host(Side.DESTINATION));

      Set<String> passed =
          fleet.gates().passed().stream()
              .map(gate -> gate.replaceFirst("^after-", ""))
              .filter(gate -> !NOT_OF_A_MOVE.contains(gate))
              .collect(Collectors.toCollection(TreeSet::new));
      List<String> known = Arrays.stream(Gate.values()).map(Gate::before).toList();
      assertThat(known).containsAll(passed);
      System.out.println("gates passed: " + passed);
    }
  }

  private static void awaitPassed(FaultFleet fleet, String gate) {
    Deadline.await(PATIENCE, gate, fleet.gates()::passed, all -> all.contains(gate));
  }
}
