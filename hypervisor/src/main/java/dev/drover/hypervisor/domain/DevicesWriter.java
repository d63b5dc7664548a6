package dev.drover.hypervisor.domain;

import dev.drover.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/** Writes {@code <devices>} in libvirt's order and spelling. */
final class DevicesWriter {
  private DevicesWriter() {}

  static XmlElement write(Devices devices) {
    XmlElement.Builder element = XmlElement.named("devices").add("emulator", devices.emulator());
    devices.disks().forEach(disk -> element.add(disk(disk)));
    devices.controllers().forEach(controller -> element.add(controller(controller)));
    devices.interfaces().forEach(card -> element.add(card(card)));
    devices.serials().forEach(port -> element.add(serial(port)));
    devices.serials().stream()
        .filter(SerialPort::console)
        .forEach(port -> element.add(console(port)));
    devices.inputs().forEach(input -> element.add(input(input)));
    devices.graphics().forEach(graphics -> element.add(graphics(graphics)));
    devices.videos().forEach(video -> element.add(video(video)));
    Balloon balloon = devices.balloon();
    if (balloon != null) {
      element.add(
          XmlElement.named("memballoon")
              .with("model", balloon.model().word())
              .add(address(balloon.address()))
              .build());
    }
    devices.rngs().forEach(rng -> element.add(rng(rng)));
    return element.build();
  }

  private static XmlElement disk(Disk disk) {
    StartupPolicy policy = disk.startupPolicy();
    boolean source = disk.source() != null || policy != null;
    return XmlElement.named("disk")
        .with("type", disk.type().word())
        .with("device", disk.device().word())
        .add(
            XmlElement.named("driver")
                .with("name", "qemu")
                .with("type", disk.format().word())
                .with("cache", disk.cache() == Disk.Cache.DEFAULT ? null : disk.cache().word())
                .build())
        .add(
            source
                ? XmlElement.named("source")
                    .with(disk.type() == Disk.Type.FILE ? "file" : "dev", disk.source())
                    .with("startupPolicy", policy == null ? null : policy.word())
                    .build()
                : null)
        .add(
            XmlElement.named("target")
                .with("dev", disk.target())
                .with("bus", disk.bus().word())
                .build())
        .add("readonly", disk.readonly() ? "" : null)
        .add("shareable", disk.shareable() ? "" : null)
        .add("serial", disk.serial())
        .add(address(disk.address()))
        .build();
  }

  private static XmlElement controller(Controller controller) {
    Controller.Model model = controller.model();
    return XmlElement.named("controller")
        .with("type", controller.type().word())
        .with("index", controller.index())
        .with("model", model == null ? null : model.word())
        .add(address(controller.address()))
        .build();
  }

  private static XmlElement card(NetworkInterface card) {
    XmlElement.Builder element = XmlElement.named("interface");
    XmlElement mac = XmlElement.named("mac").with("address", card.mac()).build();
    NetworkSource source = card.source();
    if (source instanceof NetworkSource.Tap tap) {
      element.with("type", "ethernet").add(mac).add(target(tap.device()));
    } else if (source instanceof NetworkSource.Bridge bridge) {
      element
          .with("type", "bridge")
          .add(mac)
          .add(XmlElement.named("source").with("bridge", bridge.bridge()).build())
          .add(bridge.device() == null ? null : target(bridge.device()));
    } else {
      element.with("type", "user").add(mac);
    }
    return element
        .add(XmlElement.named("model").with("type", card.model().word()).build())
        .add(address(card.address()))
        .build();
  }

  private static XmlElement target(String device) {
    return XmlElement.named("target").with("dev", device).build();
  }

  private static XmlElement serial(SerialPort port) {
    return character("serial", port.backend())
        .add(
            XmlElement.named("target")
                .with("type", "isa-serial")
                .with("port", port.port())
                .add(XmlElement.named("model").with("name", "isa-serial").build())
                .build())
        .build();
  }

  private static XmlElement console(SerialPort port) {
    return character("console", port.backend())
        .add(XmlElement.named("target").with("type", "serial").with("port", port.port()).build())
        .build();
  }

  private static XmlElement.Builder character(String name, SerialBackend backend) {
    XmlElement.Builder element = XmlElement.named(name);
    if (backend instanceof SerialBackend.File file) {
      return element
          .with("type", "file")
          .add(
              XmlElement.named("source")
                  .with("path", file.path())
                  .with("append", file.append() == null ? null : file.append() ? "on" : "off")
                  .build());
    }
    if (backend instanceof SerialBackend.Unix unix) {
      return element
          .with("type", "unix")
          .add(XmlElement.named("source").with("mode", "bind").with("path", unix.path()).build());
    }
    return element.with("type", "null");
  }

  private static XmlElement input(InputDevice input) {
    return XmlElement.named("input")
        .with("type", input.type().word())
        .with("bus", input.bus().word())
        .add(address(input.address()))
        .build();
  }

  private static XmlElement graphics(Graphics graphics) {
    return XmlElement.named("graphics")
        .with("type", graphics.type().word())
        .with("port", graphics.port())
        .with("autoport", yesNo(graphics.autoport()))
        .with("listen", graphics.listen())
        .add(
            XmlElement.named("listen")
                .with("type", "address")
                .with("address", graphics.listen())
                .build())
        .build();
  }

  private static XmlElement video(Video video) {
    return XmlElement.named("video")
        .add(
            XmlElement.named("model")
                .with("type", video.model().word())
                .with("ram", video.ramKib())
                .with("vram", video.vramKib())
                .with("vgamem", video.vgamemKib())
                .with("heads", video.heads())
                .with("primary", yesNo(video.primary()))
                .build())
        .add(address(video.address()))
        .build();
  }

  private static XmlElement rng(Rng rng) {
    return XmlElement.named("rng")
        .with("model", "virtio")
        .add(XmlElement.named("backend").with("model", "random").text(rng.source()).build())
        .add(address(rng.address()))
        .build();
  }

  private static @Nullable String yesNo(@Nullable Boolean value) {
    return value == null ? null : value ? "yes" : "no";
  }

  private static @Nullable XmlElement address(@Nullable DeviceAddress address) {
    if (address == null) {
      return null;
    }
    XmlElement.Builder element = XmlElement.named("address");
    if (address instanceof PciAddress pci) {
      element
          .with("type", "pci")
          .with("domain", "0x%04x".formatted(pci.domain()))
          .with("bus", "0x%02x".formatted(pci.bus()))
          .with("slot", "0x%02x".formatted(pci.slot()))
          .with("function", "0x%x".formatted(pci.function()))
          .with("multifunction", pci.multifunction() ? "on" : null);
    } else if (address instanceof DriveAddress drive) {
      element
          .with("type", "drive")
          .with("controller", drive.controller())
          .with("bus", drive.bus())
          .with("target", drive.target())
          .with("unit", drive.unit());
    } else if (address instanceof UsbAddress usb) {
      element.with("type", "usb").with("bus", usb.bus()).with("port", usb.port());
    }
    return element.build();
  }
}
