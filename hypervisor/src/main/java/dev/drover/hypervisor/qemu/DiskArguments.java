package dev.drover.hypervisor.qemu;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drover.hypervisor.domain.DeviceAddress;
import dev.drover.hypervisor.domain.Disk;
import dev.drover.hypervisor.domain.DriveAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns disks into block nodes and devices. */
final class DiskArguments {
  private final Arguments arguments;
  private final MachineBuses buses;

  DiskArguments(Arguments arguments, MachineBuses buses) {
    this.arguments = requireNonNull(arguments, "arguments is null");
    this.buses = requireNonNull(buses, "buses is null");
  }

  void add(List<Disk> disks) {
    for (int index = 0; index < disks.size(); index++) {
      Disk disk = disks.get(index);
      ObjectNode device = Arguments.device(driver(disk), "disk" + index);
      plug(device, disk);
      if (disk.source() != null) {
        device.put("drive", addNodes(disk, disk.source(), index));
      } else if (disk.device() == Disk.Device.DISK) {
        throw arguments.unsupported("disk " + disk.target() + " has no source.");
      }
      if (disk.device() != Disk.Device.CDROM) {
        device.put("write-cache", writeCache(disk.cache()) ? "on" : "off");
      }
      if (disk.shareable()) {
        device.put("share-rw", true);
      }
      if (disk.serial() != null) {
        device.put("serial", disk.serial());
      }
      arguments.add("-device", device);
    }
  }

  /** Returns the name of the node that the device reads. */
  private String addNodes(Disk disk, String source, int index) {
    boolean readOnly = disk.readonly() || disk.device() == Disk.Device.CDROM;
    String format = "disk" + index + "-format";
    String storage = "disk" + index + "-storage";
    ObjectNode file =
        Arguments.object()
            .put(
                "driver",
                switch (disk.type()) {
                  case FILE -> "file";
                  case BLOCK -> "host_device";
                })
            .put("filename", source)
            .put("node-name", storage)
            .put("auto-read-only", false)
            .put("read-only", readOnly);
    file.set("cache", cache(disk.cache()));
    arguments.add("-blockdev", file);
    ObjectNode image =
        Arguments.object()
            .put("driver", disk.format().word())
            .put("node-name", format)
            .put("read-only", readOnly)
            .put("file", storage);
    image.set("cache", cache(disk.cache()));
    arguments.add("-blockdev", image);
    return format;
  }

  /** The table in qemu(1) under {@code -drive cache=}; the third column is {@code write-cache}. */
  private static ObjectNode cache(Disk.Cache cache) {
    boolean direct =
        switch (cache) {
          case NONE, DIRECTSYNC -> true;
          case DEFAULT, WRITETHROUGH, WRITEBACK, UNSAFE -> false;
        };
    return Arguments.object().put("direct", direct).put("no-flush", cache == Disk.Cache.UNSAFE);
  }

  private static boolean writeCache(Disk.Cache cache) {
    return switch (cache) {
      case DEFAULT, NONE, WRITEBACK, UNSAFE -> true;
      case WRITETHROUGH, DIRECTSYNC -> false;
    };
  }

  private String driver(Disk disk) {
    return switch (disk.bus()) {
      case VIRTIO -> {
        require(disk, disk.device() == Disk.Device.DISK);
        yield "virtio-blk-pci";
      }
      case IDE, SATA -> {
        require(disk, disk.device() != Disk.Device.FLOPPY);
        yield disk.device() == Disk.Device.CDROM ? "ide-cd" : "ide-hd";
      }
      case FDC -> {
        require(disk, disk.device() == Disk.Device.FLOPPY && !buses.isExpress());
        yield "floppy";
      }
    };
  }

  private void require(Disk disk, boolean fits) {
    if (!fits) {
      throw arguments.unsupported(
          "disk "
              + disk.target()
              + " is a "
              + disk.device().word()
              + " on bus "
              + disk.bus().word()
              + ", which this machine does not have.");
    }
  }

  private void plug(ObjectNode device, Disk disk) {
    switch (disk.bus()) {
      case VIRTIO -> buses.plugIntoPci(device, disk.address(), "disk " + disk.target());
      case IDE -> {
        DriveAddress place = place(disk, 4, 2);
        require(disk, !buses.isExpress() && place.controller() == 0);
        device.put("bus", "ide." + place.bus()).put("unit", place.unit());
      }
      case SATA -> {
        DriveAddress place = place(disk, 6, 6);
        device.put("bus", buses.sataPort(place.controller(), place.unit())).put("unit", 0);
      }
      case FDC -> device.put("unit", place(disk, 2, 2).unit());
    }
  }

  /** Returns the address, or the place that libvirt gives to the target's last letter. */
  private DriveAddress place(Disk disk, int places, int unitsPerBus) {
    @Nullable DeviceAddress address = disk.address();
    if (address instanceof DriveAddress drive) {
      return drive;
    }
    int letter = disk.target().length() == 3 ? disk.target().charAt(2) - 'a' : -1;
    if (address != null || letter < 0 || letter >= places) {
      throw arguments.unsupported(
          "disk " + disk.target() + " has no place on its " + disk.bus().word() + " bus.");
    }
    return new DriveAddress(0, letter / unitsPerBus, 0, letter % unitsPerBus);
  }
}
