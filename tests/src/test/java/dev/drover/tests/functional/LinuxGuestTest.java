package dev.drover.tests.functional;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.protocol.message.MigrationOptions;
import dev.drover.tests.guest.GuestDisk;
import dev.drover.tests.guest.LinuxCrossing;
import dev.drover.tests.guest.LinuxDomain;
import dev.drover.tests.guest.LinuxGuest;
import dev.drover.tests.guest.LinuxImage;
import dev.drover.tests.guest.LinuxVerdict;
import dev.drover.tests.harness.Deadline;
import dev.drover.tests.harness.FleetClient;
import dev.drover.tests.harness.TestFleet;
import dev.drover.tests.harness.TwoHosts;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("qemu")
class LinuxGuestTest {
  @Test
  @Timeout(180)
  void aLinuxGuestAtWorkMovesWithItsMemoryItsClockAndItsDisk() {
    LinuxImage image = image();
    try (TwoHosts hosts = TwoHosts.start()) {
      GuestDisk disk =
          GuestDisk.create(hosts.fleet().root().resolve("disk.qcow2"), LinuxDomain.DISK_MIB);
      LinuxDomain domain = new LinuxDomain("worker", UUID.randomUUID().toString(), image, disk);
      try (LinuxGuest guest = new LinuxGuest(domain, List.of(hosts.alpha(), hosts.beta()))) {
        hosts.client().define(hosts.alpha(), domain.uuid(), domain.xml());
        hosts.client().run("Start", hosts.alpha(), domain.uuid());
        guest.awaitBoot(hosts.alpha());

        FleetClient.await(
            hosts
                .client()
                .start(domain.uuid(), hosts.alpha(), hosts.beta(), MigrationOptions.DEFAULTS));

        LinuxCrossing crossing = guest.awaitArrival(hosts.alpha(), hosts.beta());
        assertThat(crossing.missed()).as("%s", crossing).isZero();
        guest.awaitChecked(hosts.beta());
        assertThat(LinuxVerdict.problems(guest.heard())).isEmpty();
        hosts.client().run("Destroy", hosts.beta(), domain.uuid());
        hosts.client().run("Undefine", hosts.beta(), domain.uuid());
        assertThat(disk.problems()).isEmpty();
        Deadline.await(
            Duration.ofSeconds(20), "nothing is left", hosts.fleet()::leftovers, List::isEmpty);
      }
    }
  }

  private static LinuxImage image() {
    try {
      return LinuxImage.build(TestFleet.repository());
    } catch (LinuxImage.UnavailableException e) {
      return Assumptions.abort(String.valueOf(e.getMessage()));
    }
  }
}
