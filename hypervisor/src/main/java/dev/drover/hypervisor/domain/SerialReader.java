package dev.drover.hypervisor.domain;

import dev.drover.protocol.failure.Excerpt;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads {@code <serial>} and the {@code <console>} with which libvirt repeats the first of them.
 */
final class SerialReader {
  /** A PC has four ISA serial ports. */
  private static final int LAST_PORT = 3;

  private final ElementReader devices;

  private SerialReader(ElementReader devices) {
    this.devices = devices;
  }

  static List<SerialPort> all(ElementReader devices) {
    return new SerialReader(devices).read();
  }

  private List<SerialPort> read() {
    ElementReader console = devices.child("console");
    List<SerialPort> ports = new ArrayList<>();
    Set<Integer> seen = new HashSet<>();
    for (ElementReader serial : devices.children("serial")) {
      int port = target(serial, ports.size());
      if (!seen.add(port)) {
        serial.invalid("has the port of another one: " + port);
      }
      ports.add(new SerialPort(port, backend(serial), console != null && port == 0));
    }
    if (console != null) {
      check(console, ports);
    }
    return ports;
  }

  private static int target(ElementReader serial, int next) {
    ElementReader target = serial.child("target");
    if (target == null) {
      return next;
    }
    target.only("type", "isa-serial");
    ElementReader model = target.child("model");
    if (model != null) {
      model.only("name", "isa-serial");
    }
    return target.number("port", 0, LAST_PORT, next);
  }

  /** The console is no device of its own: it must say the same as the first serial port. */
  private static void check(ElementReader console, List<SerialPort> ports) {
    ElementReader target = console.child("target");
    int port = 0;
    if (target != null) {
      target.only("type", "serial");
      port = target.number("port", 0, LAST_PORT, 0);
    }
    SerialBackend backend = backend(console);
    if (port != 0
        || ports.stream().noneMatch(each -> each.port() == 0 && each.backend().equals(backend))) {
      console.unsupported("is not the same as the <serial> of port 0");
    }
  }

  private static SerialBackend backend(ElementReader serial) {
    String type = serial.required("type");
    return switch (type) {
      case "null" -> new SerialBackend.Null();
      case "file" -> {
        ElementReader source = serial.requiredChild("source");
        yield new SerialBackend.File(path(source), source.choice("append", "on", "off"));
      }
      case "unix" -> {
        ElementReader source = serial.requiredChild("source");
        source.only("mode", "bind");
        yield new SerialBackend.Unix(path(source));
      }
      default -> {
        serial
            .problems()
            .unsupported(
                serial.path() + "/@type",
                "is " + Excerpt.of(type) + ", drover understands: file, unix, null");
        yield new SerialBackend.Null();
      }
    };
  }

  private static String path(ElementReader source) {
    source.required("path");
    String path = source.hostPath("path");
    return path == null ? "" : path;
  }
}
