package dev.drover.hypervisor.qemu;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drover.hypervisor.domain.Balloon;
import dev.drover.hypervisor.domain.DeviceAddress;
import dev.drover.hypervisor.domain.Graphics;
import dev.drover.hypervisor.domain.InputDevice;
import dev.drover.hypervisor.domain.NetworkInterface;
import dev.drover.hypervisor.domain.NetworkSource;
import dev.drover.hypervisor.domain.Rng;
import dev.drover.hypervisor.domain.SerialBackend;
import dev.drover.hypervisor.domain.SerialPort;
import dev.drover.hypervisor.domain.Video;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns devices other than disks into arguments. */
final class DeviceArguments {
  private final Arguments arguments;
  private final MachineBuses buses;
  private final DomainFolder folder;

  DeviceArguments(Arguments arguments, MachineBuses buses, DomainFolder folder) {
    this.arguments = requireNonNull(arguments, "arguments is null");
    this.buses = requireNonNull(buses, "buses is null");
    this.folder = requireNonNull(folder, "folder is null");
  }

  void addInterfaces(List<NetworkInterface> interfaces) {
    for (int index = 0; index < interfaces.size(); index++) {
      NetworkInterface card = interfaces.get(index);
      String backend = "net" + index + "-host";
      arguments.add("-netdev", netdev(card.source()) + ",id=" + backend);
      ObjectNode device =
          Arguments.device(
                  switch (card.model()) {
                    case VIRTIO -> "virtio-net-pci";
                    case E1000 -> "e1000";
                    case E1000E -> "e1000e";
                    case RTL8139 -> "rtl8139";
                  },
                  "net" + index)
              .put("netdev", backend)
              .put("mac", card.mac());
      addToPci(device, card.address(), "interface " + card.mac());
    }
  }

  private String netdev(NetworkSource source) {
    if (source instanceof NetworkSource.User) {
      return "user";
    } else if (source instanceof NetworkSource.Tap tap) {
      return "tap,ifname=" + Arguments.escape(tap.device()) + ",script=no,downscript=no";
    } else if (source instanceof NetworkSource.Bridge bridge) {
      if (bridge.device() != null) {
        // QEMU's helper picks the name, and a tap device by that name might be on no bridge at all.
        throw arguments.unsupported(
            "the interface on bridge "
                + bridge.bridge()
                + " names its tap device; leave <target> out, or make the device and name it alone.");
      }
      return "bridge,br=" + Arguments.escape(bridge.bridge());
    }
    throw new IllegalStateException("unknown source " + source);
  }

  /** Serial ports end in the domain folder, whatever the definition names. */
  void addSerials(List<SerialPort> serials) {
    for (SerialPort serial : serials) {
      String backend = "serial" + serial.port() + "-host";
      arguments.add("-chardev", chardev(serial) + ",id=" + backend);
      arguments.add(
          "-device",
          Arguments.device("isa-serial", "serial" + serial.port())
              .put("chardev", backend)
              .put("index", serial.port()));
    }
  }

  private String chardev(SerialPort serial) {
    SerialBackend backend = serial.backend();
    if (backend instanceof SerialBackend.Null) {
      return "null";
    } else if (backend instanceof SerialBackend.File file) {
      // The folder is new at every start, so there is nothing to truncate.
      return "file,path="
          + Arguments.escape(folder.serialLog(serial.port()).toString())
          + (Boolean.TRUE.equals(file.append()) ? ",append=on" : "");
    } else if (backend instanceof SerialBackend.Unix) {
      return "socket,path="
          + Arguments.escape(folder.serialSocket(serial.port()).toString())
          + ",server=on,wait=off";
    }
    throw new IllegalStateException("unknown backend " + backend);
  }

  void addInputs(List<InputDevice> inputs) {
    for (int index = 0; index < inputs.size(); index++) {
      InputDevice input = inputs.get(index);
      String name = "input " + input.type().word();
      switch (input.bus()) {
        case PS2 -> {
          // Mouse and keyboard come with the machine.
          if (input.type() == InputDevice.Type.TABLET) {
            throw arguments.unsupported("there is no PS/2 tablet.");
          }
        }
        case USB -> {
          ObjectNode device = Arguments.device(usbDriver(input.type()), "input" + index);
          buses.plugIntoUsb(device, input.address(), name);
          arguments.add("-device", device);
        }
        case VIRTIO ->
            addToPci(
                Arguments.device("virtio-" + input.type().word() + "-pci", "input" + index),
                input.address(),
                name);
      }
    }
  }

  private static String usbDriver(InputDevice.Type type) {
    return switch (type) {
      case MOUSE -> "usb-mouse";
      case KEYBOARD -> "usb-kbd";
      case TABLET -> "usb-tablet";
    };
  }

  /** Displays are sockets in the domain folder: no port to collide, nobody else's to open. */
  void addGraphics(List<Graphics> graphics) {
    arguments.add("-display", "none");
    int spice = 0;
    for (int index = 0; index < graphics.size(); index++) {
      String socket = Arguments.escape(folder.displaySocket(index).toString());
      switch (graphics.get(index).type()) {
        case VNC -> arguments.add("-vnc", "unix:" + socket);
        case SPICE -> {
          if (++spice > 1) {
            throw arguments.unsupported("QEMU has one SPICE display, and it names two.");
          }
          arguments.add("-spice", "unix=on,addr=" + socket + ",disable-ticketing=on");
        }
      }
    }
  }

  void addVideos(List<Video> videos) {
    for (int index = 0; index < videos.size(); index++) {
      Video video = videos.get(index);
      boolean primary = video.primary() == null ? index == 0 : video.primary();
      String id = "video" + index;
      switch (video.model()) {
        case NONE -> {}
        case VGA -> {
          requireOnly(video, video.ramKib() == null && video.vgamemKib() == null && oneHead(video));
          ObjectNode device = Arguments.device(primary ? "VGA" : "secondary-vga", id);
          putMib(device, "vgamem_mb", video.vramKib(), "video vram");
          addToPci(device, video.address(), id);
        }
        case CIRRUS -> {
          requireOnly(video, primary && video.ramKib() == null && video.vgamemKib() == null);
          requireOnly(video, oneHead(video));
          ObjectNode device = Arguments.device("cirrus-vga", id);
          putMib(device, "vgamem_mb", video.vramKib(), "video vram");
          addToPci(device, video.address(), id);
        }
        case VIRTIO -> {
          requireOnly(video, video.ramKib() == null && video.vgamemKib() == null);
          requireOnly(video, video.vramKib() == null);
          ObjectNode device = Arguments.device(primary ? "virtio-vga" : "virtio-gpu-pci", id);
          device.put("max_outputs", video.heads() == null ? 1 : video.heads());
          addToPci(device, video.address(), id);
        }
        case QXL -> {
          ObjectNode device = Arguments.device(primary ? "qxl-vga" : "qxl", id);
          device.put("max_outputs", video.heads() == null ? 1 : video.heads());
          putBytes(device, "ram_size", video.ramKib());
          putBytes(device, "vram_size", video.vramKib());
          putMib(device, "vgamem_mb", video.vgamemKib(), "video vgamem");
          addToPci(device, video.address(), id);
        }
      }
    }
  }

  private static boolean oneHead(Video video) {
    return video.heads() == null || video.heads() == 1;
  }

  private void requireOnly(Video video, boolean known) {
    if (!known) {
      throw arguments.unsupported(
          "video model " + video.model().word() + " has a size, heads or a place it cannot have.");
    }
  }

  private void putMib(ObjectNode device, String property, @Nullable Integer kib, String name) {
    if (kib == null) {
      return;
    }
    if (kib % 1024 != 0) {
      throw arguments.unsupported(name + " of " + kib + " KiB is no whole number of MiB.");
    }
    device.put(property, kib / 1024);
  }

  private static void putBytes(ObjectNode device, String property, @Nullable Integer kib) {
    if (kib != null) {
      device.put(property, kib * 1024L);
    }
  }

  void addBalloon(@Nullable Balloon balloon) {
    if (balloon != null && balloon.model() == Balloon.Model.VIRTIO) {
      addToPci(Arguments.device("virtio-balloon-pci", "balloon0"), balloon.address(), "memballoon");
    }
  }

  void addRngs(List<Rng> rngs) {
    for (int index = 0; index < rngs.size(); index++) {
      Rng rng = rngs.get(index);
      String backend = "rng" + index + "-host";
      arguments.add(
          "-object",
          Arguments.object()
              .put("qom-type", "rng-random")
              .put("id", backend)
              .put("filename", rng.source()));
      addToPci(
          Arguments.device("virtio-rng-pci", "rng" + index).put("rng", backend),
          rng.address(),
          "rng " + rng.source());
    }
  }

  private void addToPci(ObjectNode device, @Nullable DeviceAddress address, String name) {
    buses.plugIntoPci(device, address, name);
    arguments.add("-device", device);
  }
}
