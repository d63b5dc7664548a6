package dev.drover.hypervisor.domain;

import dev.drover.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/** Writes {@code <domain>} in libvirt's order and spelling, except for its devices. */
final class DomainWriter {
  private DomainWriter() {}

  static XmlElement write(DomainDefinition definition) {
    return XmlElement.named("domain")
        .with("type", definition.type().word())
        .add("name", definition.name())
        .add("uuid", definition.uuid())
        .add("title", definition.title())
        .add(memory("memory", definition))
        .add(memory("currentMemory", definition))
        .add(XmlElement.named("vcpu").with("placement", "static").text(definition.vcpus()).build())
        .add(os(definition.os()))
        .add(features(definition.features()))
        .add(cpu(definition.cpu()))
        .add(XmlElement.named("clock").with("offset", definition.clock().word()).build())
        .add("on_poweroff", definition.onPoweroff().word())
        .add("on_reboot", definition.onReboot().word())
        .add("on_crash", definition.onCrash().word())
        .add(DevicesWriter.write(definition.devices()))
        .build();
  }

  private static XmlElement memory(String name, DomainDefinition definition) {
    return XmlElement.named(name).with("unit", "KiB").text(definition.memoryKib()).build();
  }

  private static XmlElement os(OsDefinition os) {
    XmlElement.Builder element =
        XmlElement.named("os")
            .add(
                XmlElement.named("type")
                    .with("arch", os.arch())
                    .with("machine", os.machine())
                    .text("hvm")
                    .build());
    DirectKernel kernel = os.kernel();
    if (kernel != null) {
      element
          .add("kernel", kernel.kernel())
          .add("initrd", kernel.initrd())
          .add("cmdline", kernel.commandLine());
    }
    os.bootOrder()
        .forEach(
            device -> element.add(XmlElement.named("boot").with("dev", device.word()).build()));
    return element.build();
  }

  private static @Nullable XmlElement features(GuestFeatures features) {
    if (features.equals(GuestFeatures.NONE)) {
      return null;
    }
    return XmlElement.named("features")
        .add("acpi", features.acpi() ? "" : null)
        .add("apic", features.apic() ? "" : null)
        .add("pae", features.pae() ? "" : null)
        .build();
  }

  private static @Nullable XmlElement cpu(@Nullable CpuDefinition cpu) {
    if (cpu == null) {
      return null;
    }
    boolean migratable = cpu.mode() == CpuMode.HOST_PASSTHROUGH || cpu.mode() == CpuMode.MAXIMUM;
    CpuCheck check = cpu.check();
    XmlElement.Builder element =
        XmlElement.named("cpu")
            .with("mode", cpu.mode().word())
            .with("match", cpu.mode() == CpuMode.CUSTOM ? "exact" : null)
            .with("check", check == null ? null : check.word())
            .with("migratable", migratable ? "on" : null);
    CpuFallback fallback = cpu.fallback();
    String model = cpu.model();
    if (model != null || fallback != null) {
      element.add(
          XmlElement.named("model")
              .with("fallback", fallback == null ? null : fallback.word())
              .text(model == null ? "" : model)
              .build());
    }
    CpuTopology topology = cpu.topology();
    if (topology != null) {
      element.add(
          XmlElement.named("topology")
              .with("sockets", topology.sockets())
              .with("dies", topology.dies())
              .with("cores", topology.cores())
              .with("threads", topology.threads())
              .build());
    }
    for (CpuFeature feature : cpu.features()) {
      element.add(
          XmlElement.named("feature")
              .with("policy", feature.policy().word())
              .with("name", feature.name())
              .build());
    }
    return element.build();
  }
}
