package dev.drover.tests.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.protocol.failure.DroverException;
import dev.drover.protocol.failure.FailureCode;
import dev.drover.protocol.message.MigrationOptions;
import dev.drover.tests.fault.Faults;
import dev.drover.tests.guest.LiveGuest;
import dev.drover.tests.harness.DroverHost;
import dev.drover.tests.harness.FleetClient;
import dev.drover.tests.harness.Gates;
import dev.drover.tests.harness.TestFleet;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where the hosts share a lockspace, the lease says where the guest may run. */
@Tag("qemu")
@Timeout(150)
class LeasedOutcomeTest {
  private static final String STARTING = "write-destination-starting";

  @Test
  void aSourceTakesItsGuestBackByTheLeaseAndNobodyIsNeeded() throws IOException {
    try (TestFleet fleet = TestFleet.start();
        FleetClient client = FleetClient.of(fleet)) {
      Path leases = Files.createDirectories(fleet.root().resolve("leases"));
      Files.writeString(leases.resolve("lockspace-id"), UUID.randomUUID().toString());
      Gates gates = Gates.in(fleet.root().resolve("gates"));
      DroverHost alpha = fleet.newHost("alpha");
      DroverHost beta = fleet.newHost("beta");
      alpha.startFaultWorker(gates, "--lockspace", leases.toString());
      beta.startFaultWorker(gates, "--lockspace", leases.toString());
      try (LiveGuest guest = LiveGuest.boot(fleet, client, "leased", 0, alpha, beta)) {
        gates.shut(STARTING);
        WorkflowStub migration = client.start(guest.uuid(), alpha, beta, MigrationOptions.DEFAULTS);
        gates.awaitWaiting(STARTING, Duration.ofSeconds(30));
        int held = guest.ticks(alpha);
        Faults.killWorker(beta);
        Faults.killQemu(beta, guest.uuid());
        gates.open(STARTING);

        guest.awaitTicks(alpha, held);
        assertThatThrownBy(() -> FleetClient.await(migration))
            .isInstanceOfSatisfying(
                DroverException.class,
                failure -> assertThat(failure.code()).isEqualTo(FailureCode.MIGRATION_FAILED));
        assertThat(client.job(guest.uuid()).unknown()).isNull();
        beta.startFaultWorker(gates, "--lockspace", leases.toString());
        guest.awaitNothingBut(alpha);
        assertThat(guest.ticks(beta)).isZero();
        guest.remove(alpha);
      }
    }
  }
}
