package dev.drover.hypervisor.domain;

import dev.drover.protocol.CanonicalUuid;
import dev.drover.protocol.failure.Excerpt;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code <domain>}, except for its CPU and devices. */
final class DomainReader {
  /** Names become parts of messages, command lines and, in libvirt, file names: NAME_MAX. */
  private static final int MAX_NAME_BYTES = 255;

  /** More than any QEMU machine type of x86 takes. */
  private static final int MAX_VCPUS = 4096;

  private static final Pattern ARCH = Pattern.compile("x86_64|i686");
  private static final Pattern MACHINE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final Pattern VCPUS = Pattern.compile("\\d{1,5}");

  private final ElementReader domain;
  private final @Nullable IdentitySource missing;

  DomainReader(ElementReader domain, @Nullable IdentitySource missing) {
    this.domain = domain;
    this.missing = missing;
  }

  DomainDefinition read() {
    VirtType type = domain.requiredWord("type", VirtType.class);
    String name = name();
    String uuid = uuid();
    String title = title();
    long memory = memory();
    int vcpus = vcpus();
    OsDefinition os = os();
    GuestFeatures features = features();
    ElementReader cpu = domain.child("cpu");
    ElementReader devices = domain.child("devices");
    return new DomainDefinition(
        type,
        name,
        uuid,
        title,
        memory,
        vcpus,
        os,
        features,
        cpu == null ? null : new CpuReader(cpu, vcpus).read(),
        clock(),
        action("on_poweroff", LifecycleAction.DESTROY),
        action("on_reboot", LifecycleAction.RESTART),
        action("on_crash", LifecycleAction.DESTROY),
        devices == null ? Devices.NONE : new DevicesReader(devices, missing).read());
  }

  private String name() {
    ElementReader element = domain.requiredChild("name");
    String name = element.text();
    if (name.isBlank() || name.equals(".") || name.equals("..")) {
      element.invalid("is no name");
    } else if (name.indexOf('/') >= 0 || name.indexOf('\n') >= 0) {
      element.invalid("has a slash or a newline in it: " + Excerpt.of(name));
    } else if (name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
      element.invalid("is longer than " + MAX_NAME_BYTES + " bytes");
    }
    return name;
  }

  private String uuid() {
    ElementReader element = domain.child("uuid");
    if (element == null && missing != null) {
      return missing.uuid();
    }
    ElementReader given = element == null ? domain.requiredChild("uuid") : element;
    String text = given.text().strip();
    String uuid = CanonicalUuid.of(text).orElse("");
    if (uuid.isEmpty()) {
      given.invalid("is not a UUID: " + Excerpt.of(text));
    }
    return uuid;
  }

  private @Nullable String title() {
    ElementReader element = domain.child("title");
    if (element == null) {
      return null;
    }
    String title = element.text();
    if (title.indexOf('\n') >= 0) {
      element.invalid("has a newline in it");
    }
    return title.isEmpty() ? null : title;
  }

  private long memory() {
    long memory = MemorySize.read(domain.requiredChild("memory"));
    ElementReader current = domain.child("currentMemory");
    if (current != null && MemorySize.read(current) != memory) {
      current.unsupported("differs from <memory>; drover does not start guests ballooned");
    }
    return memory;
  }

  private int vcpus() {
    ElementReader element = domain.child("vcpu");
    if (element == null) {
      return 1;
    }
    element.only("placement", "static");
    String text = element.text().strip();
    int vcpus = VCPUS.matcher(text).matches() ? Integer.parseInt(text) : 0;
    if (vcpus < 1 || vcpus > MAX_VCPUS) {
      element.invalid("is " + Excerpt.of(text) + ", expected 1 to " + MAX_VCPUS);
    }
    return vcpus;
  }

  private OsDefinition os() {
    ElementReader os = domain.requiredChild("os");
    ElementReader type = os.requiredChild("type");
    if (!type.text().strip().equals("hvm")) {
      type.unsupported("is " + Excerpt.of(type.text()) + ", drover understands: hvm");
    }
    String arch = type.required("arch");
    if (!ARCH.matcher(arch).matches()) {
      type.problems()
          .unsupported(
              type.path() + "/@arch",
              "is " + Excerpt.of(arch) + ", drover understands: x86_64, i686");
    }
    type.required("machine");
    String machine = type.matching("machine", MACHINE, "the name of a machine type");
    return new OsDefinition(arch, machine == null ? "" : machine, bootOrder(os), directKernel(os));
  }

  private static List<BootDevice> bootOrder(ElementReader os) {
    List<BootDevice> order = new ArrayList<>();
    Set<BootDevice> seen = new HashSet<>();
    for (ElementReader boot : os.children("boot")) {
      BootDevice device = boot.requiredWord("dev", BootDevice.class);
      if (!seen.add(device)) {
        boot.invalid("names " + device.word() + " again");
      }
      order.add(device);
    }
    return order;
  }

  private static @Nullable DirectKernel directKernel(ElementReader os) {
    ElementReader kernel = os.child("kernel");
    ElementReader initrd = os.child("initrd");
    ElementReader commandLine = os.child("cmdline");
    String initrdPath = initrd == null ? null : initrd.textPath();
    String arguments = commandLine == null ? null : commandLine.text();
    if (kernel == null) {
      if (initrd != null || commandLine != null) {
        os.invalid("has <initrd> or <cmdline> without <kernel>");
      }
      return null;
    }
    return new DirectKernel(
        kernel.textPath(), initrdPath, arguments == null || arguments.isEmpty() ? null : arguments);
  }

  private GuestFeatures features() {
    ElementReader features = domain.child("features");
    return features == null
        ? GuestFeatures.NONE
        : new GuestFeatures(features.flag("acpi"), features.flag("apic"), features.flag("pae"));
  }

  private ClockOffset clock() {
    ElementReader clock = domain.child("clock");
    return clock == null
        ? ClockOffset.UTC
        : clock.word("offset", ClockOffset.class, ClockOffset.UTC);
  }

  private LifecycleAction action(String element, LifecycleAction otherwise) {
    ElementReader action = domain.child(element);
    return action == null ? otherwise : action.textWord(LifecycleAction.class);
  }
}
