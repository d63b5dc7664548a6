package dev.drover.hypervisor.qemu;

import static dev.drover.hypervisor.qemu.Arguments.escape;
import static java.util.Objects.requireNonNull;

import dev.drover.hypervisor.domain.BootDevice;
import dev.drover.hypervisor.domain.CpuCheck;
import dev.drover.hypervisor.domain.CpuDefinition;
import dev.drover.hypervisor.domain.CpuFeature;
import dev.drover.hypervisor.domain.CpuTopology;
import dev.drover.hypervisor.domain.DirectKernel;
import dev.drover.hypervisor.domain.DomainDefinition;
import dev.drover.hypervisor.domain.LifecycleAction;
import dev.drover.hypervisor.domain.NetworkSource;
import dev.drover.hypervisor.domain.OsDefinition;
import dev.drover.hypervisor.domain.VirtType;
import dev.drover.protocol.failure.DroverException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Turns a definition into QEMU's command line. The same definition gives the same machine on both
 * hosts; only paths differ. What a guest could see is either on the line or refused; the line goes
 * to exec as it is, and no shell reads it.
 *
 * <p>Not on the line are the title, libvirt's hint how to compare CPUs, apic and pae (both on in
 * every x86 machine of QEMU; libvirt reads them the same way), startup policies (the check before a
 * start drops what is missing) and where displays and serial ports are on the host (always in the
 * domain folder).
 */
public final class QemuCommandLine {
  private final DomainDefinition domain;
  private final DomainFolder folder;
  private final QemuBinary binary;
  private final Arguments arguments;

  private QemuCommandLine(DomainDefinition domain, DomainFolder folder, QemuBinary binary) {
    this.domain = requireNonNull(domain, "domain is null");
    this.folder = requireNonNull(folder, "folder is null");
    this.binary = requireNonNull(binary, "binary is null");
    this.arguments = new Arguments(domain.name());
  }

  /**
   * Returns the arguments, the binary first.
   *
   * @param incoming whether the guest comes by migration, on {@code migrate-incoming}; either way
   *     no CPU runs before {@code cont}
   * @throws DroverException UNSUPPORTED_DEFINITION if the guest cannot be given what it asks for
   */
  public static List<String> build(
      DomainDefinition domain, DomainFolder folder, QemuBinary binary, boolean incoming) {
    return new QemuCommandLine(domain, folder, binary).build(incoming);
  }

  private List<String> build(boolean incoming) {
    arguments.add(binary.path().toString());
    arguments.add("-name", "guest=" + escape(domain.name()) + ",debug-threads=on");
    arguments.add("-uuid", domain.uuid());
    arguments.add("-no-user-config");
    arguments.add("-nodefaults");
    addControl(incoming);
    addMachine();
    addCpu();
    arguments.add("-m", "size=" + domain.memoryKib() + "k");
    addOs(domain.os());
    arguments.add("-rtc", "base=" + domain.clock().word());
    addLifecycle();
    addDevices();
    arguments.add("-sandbox", sandbox());
    return arguments.list();
  }

  private void addControl(boolean incoming) {
    addMonitor("monitor", folder.monitorSocket().toString());
    addMonitor("emergency", folder.emergencySocket().toString());
    arguments.add("-pidfile", folder.pidfile().toString());
    arguments.add("-D", folder.runStateLog().toString());
    arguments.add("-trace", "runstate_set");
    // Leaves a line before anything else can happen: RunStateLog trusts no empty file.
    arguments.add("-trace", "qmp_enter_qmp_capabilities");
    arguments.add("-trace", "qemu_system_shutdown_request");
    arguments.add("-msg", "timestamp=on");
    arguments.add("-S");
    if (incoming) {
      arguments.add("-incoming", "defer");
    }
  }

  private void addMonitor(String id, String socket) {
    arguments.add(
        "-chardev", "socket,id=" + id + ",path=" + escape(socket) + ",server=on,wait=off");
    arguments.add("-mon", "chardev=" + id + ",mode=control");
  }

  private void addMachine() {
    OsDefinition os = domain.os();
    if (!os.arch().equals("x86_64")) {
      throw arguments.unsupported("drover runs x86_64 guests, and it is for " + os.arch() + ".");
    }
    if (!binary.hasMachine(os.machine())) {
      throw arguments.unsupported(
          "QEMU " + binary.version() + " on this host has no machine '" + os.machine() + "'.");
    }
    arguments.add(
        "-machine",
        escape(os.machine()) + ",usb=off,acpi=" + (domain.features().acpi() ? "on" : "off"));
    if (!binary.runs(domain.type())) {
      throw arguments.unsupported(
          "this host cannot run guests of type " + domain.type().word() + ".");
    }
    arguments.add(
        "-accel",
        switch (domain.type()) {
          case QEMU -> "tcg";
          case KVM -> "kvm";
        });
  }

  private void addCpu() {
    CpuDefinition cpu = domain.cpu();
    CpuTopology topology = cpu == null ? null : cpu.topology();
    // libvirt's rule without a topology: every CPU is a socket of its own.
    arguments.add(
        "-smp",
        topology == null
            ? domain.vcpus() + ",sockets=" + domain.vcpus() + ",cores=1,threads=1"
            : domain.vcpus()
                + ",sockets="
                + topology.sockets()
                + ",dies="
                + topology.dies()
                + ",cores="
                + topology.cores()
                + ",threads="
                + topology.threads());
    if (cpu != null) {
      addCpuModel(cpu);
    }
  }

  private void addCpuModel(CpuDefinition cpu) {
    String model =
        switch (cpu.mode()) {
          case CUSTOM -> cpu.model();
          case HOST_PASSTHROUGH -> {
            if (domain.type() != VirtType.KVM) {
              throw arguments.unsupported("only a guest of type kvm can have the host's own CPU.");
            }
            yield "host";
          }
          case MAXIMUM -> "max";
          case HOST_MODEL ->
              throw arguments.unsupported(
                  "CPU mode host-model means another CPU on each host; name a model.");
        };
    if (model == null) {
      if (!cpu.features().isEmpty()) {
        throw arguments.unsupported("its CPU has features and no model.");
      }
      return;
    }
    String features = cpu.features().stream().map(this::feature).collect(Collectors.joining());
    boolean exact = cpu.check() == CpuCheck.FULL;
    arguments.add("-cpu", escape(model) + features + (exact ? ",enforce=on" : ""));
  }

  private String feature(CpuFeature feature) {
    String name = "," + escape(feature.name());
    return switch (feature.policy()) {
      case FORCE, REQUIRE -> name + "=on";
      case DISABLE -> name + "=off";
      case OPTIONAL, FORBID ->
          throw arguments.unsupported(
              "CPU feature "
                  + feature.name()
                  + " with policy "
                  + feature.policy().word()
                  + " depends on the host; use require or disable.");
    };
  }

  private void addOs(OsDefinition os) {
    if (!os.bootOrder().isEmpty()) {
      String order =
          os.bootOrder().stream().map(QemuCommandLine::letter).collect(Collectors.joining());
      arguments.add("-boot", "order=" + order + ",strict=on");
    }
    DirectKernel kernel = os.kernel();
    if (kernel != null) {
      arguments.add("-kernel", kernel.kernel());
      if (kernel.initrd() != null) {
        // QEMU splits this one at commas, for the modules of a multiboot kernel.
        arguments.add("-initrd", escape(kernel.initrd()));
      }
      if (kernel.commandLine() != null) {
        arguments.add("-append", kernel.commandLine());
      }
    }
  }

  private static String letter(BootDevice device) {
    return switch (device) {
      case HD -> "c";
      case CDROM -> "d";
      case NETWORK -> "n";
      case FD -> "a";
    };
  }

  private void addLifecycle() {
    String shutdown =
        switch (domain.onPoweroff()) {
          case DESTROY -> "poweroff";
          case PRESERVE -> "pause";
          case RESTART -> throw unsupportedAction("on_poweroff", domain.onPoweroff());
        };
    String reboot =
        switch (domain.onReboot()) {
          case RESTART -> "reset";
          case DESTROY -> "shutdown";
          case PRESERVE -> throw unsupportedAction("on_reboot", domain.onReboot());
        };
    String panic =
        switch (domain.onCrash()) {
          case DESTROY -> "shutdown";
          case PRESERVE -> "pause";
          case RESTART -> throw unsupportedAction("on_crash", domain.onCrash());
        };
    arguments.add("-action", "reboot=" + reboot + ",shutdown=" + shutdown + ",panic=" + panic);
  }

  private DroverException unsupportedAction(String element, LifecycleAction action) {
    return arguments.unsupported("drover has no <" + element + ">" + action.word() + ".");
  }

  private void addDevices() {
    MachineBuses buses = new MachineBuses(arguments, binary.resolveMachine(domain.os().machine()));
    buses.addControllers(domain.devices().controllers());
    new DiskArguments(arguments, buses).add(domain.devices().disks());
    DeviceArguments devices = new DeviceArguments(arguments, buses, folder);
    devices.addInterfaces(domain.devices().interfaces());
    devices.addSerials(domain.devices().serials());
    devices.addInputs(domain.devices().inputs());
    devices.addGraphics(domain.devices().graphics());
    devices.addVideos(domain.devices().videos());
    devices.addBalloon(domain.devices().balloon());
    devices.addRngs(domain.devices().rngs());
  }

  /** QEMU may start no program, except its own bridge helper where a guest needs it. */
  private String sandbox() {
    boolean bridged =
        domain.devices().interfaces().stream()
            .anyMatch(card -> card.source() instanceof NetworkSource.Bridge);
    return "on,obsolete=deny,elevateprivileges="
        + (bridged ? "children" : "deny")
        + ",spawn="
        + (bridged ? "allow" : "deny")
        + ",resourcecontrol=deny";
  }
}
