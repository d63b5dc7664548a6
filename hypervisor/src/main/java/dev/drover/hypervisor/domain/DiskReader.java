package dev.drover.hypervisor.domain;

import dev.drover.protocol.failure.Excerpt;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code <disk>}. */
final class DiskReader {
  private static final Pattern TARGET = Pattern.compile("(vd|hd|sd|fd)[a-z]{1,3}");

  /** libvirt's safe characters of a disk's serial, and the longest one that any bus shows. */
  private static final Pattern SERIAL = Pattern.compile("[A-Za-z0-9_ .+-]{1,36}");

  private final ElementReader disk;

  private DiskReader(ElementReader disk) {
    this.disk = disk;
  }

  /** Reads all disks; their targets are different. */
  static List<Disk> all(ElementReader devices) {
    List<Disk> disks = new ArrayList<>();
    Set<String> targets = new HashSet<>();
    for (ElementReader element : devices.children("disk")) {
      Disk disk = new DiskReader(element).read();
      if (!targets.add(disk.target())) {
        element.invalid("has the target of another disk: " + Excerpt.of(disk.target()));
      }
      disks.add(disk);
    }
    return disks;
  }

  private Disk read() {
    Disk.Type type = disk.requiredWord("type", Disk.Type.class);
    Disk.Device device = disk.word("device", Disk.Device.class, Disk.Device.DISK);
    ElementReader target = disk.requiredChild("target");
    target.required("dev");
    String name = target.matching("dev", TARGET, "a device name such as vda");
    Disk.Bus bus = bus(target, name == null ? "" : name, device);
    ElementReader driver = disk.child("driver");
    ElementReader source = disk.child("source");
    return new Disk(
        type,
        device,
        format(driver),
        driver == null
            ? Disk.Cache.DEFAULT
            : driver.word("cache", Disk.Cache.class, Disk.Cache.DEFAULT),
        source(type, device, source),
        startupPolicy(device, source),
        name == null ? "" : name,
        bus,
        // A CD-ROM is read-only whether the definition says so or not, as in libvirt.
        disk.flag("readonly") || device == Disk.Device.CDROM,
        disk.flag("shareable"),
        serial(),
        AddressReader.of(disk));
  }

  private static Disk.Format format(@Nullable ElementReader driver) {
    if (driver == null) {
      return Disk.Format.RAW;
    }
    driver.only("name", "qemu");
    return driver.word("type", Disk.Format.class, Disk.Format.RAW);
  }

  private @Nullable String source(
      Disk.Type type, Disk.Device device, @Nullable ElementReader source) {
    String attribute = type == Disk.Type.FILE ? "file" : "dev";
    String path = source == null ? null : source.hostPath(attribute);
    if (path == null && device == Disk.Device.DISK) {
      disk.invalid("has no <source " + attribute + "='…'/>, and only a drive may be empty");
    }
    return path;
  }

  private static @Nullable StartupPolicy startupPolicy(
      Disk.Device device, @Nullable ElementReader source) {
    StartupPolicy policy =
        source == null ? null : source.word("startupPolicy", StartupPolicy.class);
    if (source != null && policy != null && device == Disk.Device.DISK) {
      source.unsupported("has a startupPolicy, which drover keeps for removable media");
    }
    return policy;
  }

  private static Disk.Bus bus(ElementReader target, String name, Disk.Device device) {
    Disk.Bus bus = target.word("bus", Disk.Bus.class);
    if (bus == null) {
      bus = usualBus(name);
    }
    if (bus == null) {
      target.invalid("lacks the attribute bus");
      return Disk.Bus.VIRTIO;
    }
    boolean fits =
        switch (device) {
          case FLOPPY -> bus == Disk.Bus.FDC;
          case CDROM -> bus == Disk.Bus.IDE || bus == Disk.Bus.SATA;
          case DISK -> bus != Disk.Bus.FDC;
        };
    if (!fits) {
      target.invalid("puts a " + device.word() + " on the bus " + bus.word());
    }
    return bus;
  }

  /** The bus that libvirt infers from a target's name. */
  private static Disk.@Nullable Bus usualBus(String name) {
    if (name.startsWith("vd")) {
      return Disk.Bus.VIRTIO;
    }
    if (name.startsWith("hd")) {
      return Disk.Bus.IDE;
    }
    return name.startsWith("fd") ? Disk.Bus.FDC : null;
  }

  private @Nullable String serial() {
    ElementReader element = disk.child("serial");
    if (element == null) {
      return null;
    }
    String serial = element.text();
    if (!SERIAL.matcher(serial).matches()) {
      element.invalid(
          "is " + Excerpt.of(serial) + ", expected 1 to 36 letters, digits and _ . + - or space");
    }
    return serial;
  }
}
