package dev.drover.hypervisor.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A definition with everything levelled that only the host sees. */
final class GuestView {
  private static final String ANY_PATH = "/";

  private GuestView() {}

  static DomainDefinition of(DomainDefinition definition) {
    OsDefinition os = definition.os();
    return new DomainDefinition(
        definition.type(),
        definition.name(),
        definition.uuid(),
        null,
        definition.memoryKib(),
        definition.vcpus(),
        // A kernel's files are read at boot; that there is one puts a ROM into the machine.
        new OsDefinition(os.arch(), os.machine(), List.of(), kernel(os.kernel())),
        definition.features(),
        cpu(definition.cpu()),
        definition.clock(),
        LifecycleAction.DESTROY,
        LifecycleAction.DESTROY,
        LifecycleAction.DESTROY,
        devices(definition.devices()));
  }

  private static @Nullable DirectKernel kernel(@Nullable DirectKernel kernel) {
    return kernel == null ? null : new DirectKernel(ANY_PATH, null, null);
  }

  private static @Nullable CpuDefinition cpu(@Nullable CpuDefinition cpu) {
    return cpu == null
        ? null
        : new CpuDefinition(cpu.mode(), cpu.model(), null, null, cpu.topology(), cpu.features());
  }

  private static Devices devices(Devices devices) {
    return new Devices(
        null,
        devices.disks().stream().map(GuestView::disk).toList(),
        devices.controllers(),
        devices.interfaces().stream()
            .map(
                card ->
                    new NetworkInterface(
                        new NetworkSource.User(), card.mac(), card.model(), card.address()))
            .toList(),
        devices.serials().stream()
            .map(port -> new SerialPort(port.port(), new SerialBackend.Null(), false))
            .toList(),
        devices.inputs(),
        List.of(),
        devices.videos(),
        devices.balloon(),
        devices.rngs().stream().map(rng -> new Rng(ANY_PATH, rng.address())).toList());
  }

  private static Disk disk(Disk disk) {
    return new Disk(
        Disk.Type.FILE,
        disk.device(),
        Disk.Format.RAW,
        writeCache(disk.cache()),
        ANY_PATH,
        null,
        disk.target(),
        disk.bus(),
        disk.readonly(),
        false,
        disk.serial(),
        disk.address());
  }

  /** Whether there is a volatile write cache is a feature of the device, as the guest sees it. */
  private static Disk.Cache writeCache(Disk.Cache cache) {
    return switch (cache) {
      case DEFAULT, NONE, WRITEBACK, UNSAFE -> Disk.Cache.DEFAULT;
      case WRITETHROUGH, DIRECTSYNC -> Disk.Cache.WRITETHROUGH;
    };
  }
}
