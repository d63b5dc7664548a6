package dev.drover.hypervisor.qemu;

import dev.drover.hypervisor.domain.ClockOffset;
import dev.drover.hypervisor.domain.Devices;
import dev.drover.hypervisor.domain.DirectKernel;
import dev.drover.hypervisor.domain.DomainDefinition;
import dev.drover.hypervisor.domain.GuestFeatures;
import dev.drover.hypervisor.domain.LifecycleAction;
import dev.drover.hypervisor.domain.OsDefinition;
import dev.drover.hypervisor.domain.SerialBackend;
import dev.drover.hypervisor.domain.SerialPort;
import dev.drover.hypervisor.domain.VirtType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Definitions, binaries and the ticking guest for tests of this package. */
final class TestDomain {
  static final String UUID = "6e0d5a1c-2f3b-4c5d-8e9f-0a1b2c3d4e5f";
  static final Path QEMU = Path.of("/usr/bin/qemu-system-x86_64");

  /** A binary that no test starts. */
  static final QemuBinary BINARY =
      new QemuBinary(
          QEMU,
          new QemuVersion(7, 2, 22),
          Set.of("pc-i440fx-7.2", "pc-q35-7.2"),
          Map.of("pc", "pc-i440fx-7.2", "q35", "pc-q35-7.2"),
          Set.of("tcg", "kvm"),
          false);

  private TestDomain() {}

  /** Builds the guest that ticks on its first serial port. */
  static Path pacer(Path folder) throws IOException, InterruptedException {
    Path image = folder.resolve("pacer.img");
    Process build = new ProcessBuilder("../guest/build", image.toString()).inheritIO().start();
    if (build.waitFor() != 0) {
      throw new IOException("guest/build failed with " + build.exitValue());
    }
    return image;
  }

  /** A domain of 131080 KiB, which QEMU 7.2 migrates without the emulator's memory bug. */
  static DomainDefinition withKernel(String name, String kernel) {
    SerialPort serial = new SerialPort(0, new SerialBackend.Unix("/elsewhere.sock"), true);
    return with(
        name,
        new OsDefinition(
            "x86_64", "pc-i440fx-7.2", List.of(), new DirectKernel(kernel, null, null)),
        devices(List.of(serial)));
  }

  static Devices devices(List<SerialPort> serials) {
    return new Devices(
        null, List.of(), List.of(), List.of(), serials, List.of(), List.of(), List.of(), null,
        List.of());
  }

  static DomainDefinition with(String name, OsDefinition os, Devices devices) {
    return new DomainDefinition(
        VirtType.QEMU,
        name,
        UUID,
        null,
        131080,
        1,
        os,
        GuestFeatures.NONE,
        null,
        ClockOffset.UTC,
        LifecycleAction.DESTROY,
        LifecycleAction.RESTART,
        LifecycleAction.DESTROY,
        devices);
  }
}
