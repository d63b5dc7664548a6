package dev.drover.hypervisor.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code <devices>}. */
final class DevicesReader {
  private static final Pattern LISTEN = Pattern.compile("[A-Za-z0-9.:_%-]{1,255}");

  /** QEMU counts VNC displays from this port. */
  private static final int FIRST_VNC_PORT = 5900;

  private static final int LAST_PORT = 65_535;

  private final ElementReader devices;
  private final @Nullable IdentitySource missing;

  DevicesReader(ElementReader devices, @Nullable IdentitySource missing) {
    this.devices = devices;
    this.missing = missing;
  }

  Devices read() {
    ElementReader emulator = devices.child("emulator");
    ElementReader balloon = devices.child("memballoon");
    return new Devices(
        emulator == null ? null : emulator.textPath(),
        DiskReader.all(devices),
        each("controller", DevicesReader::controller),
        each("interface", card -> new InterfaceReader(card, missing).read()),
        SerialReader.all(devices),
        each("input", DevicesReader::input),
        each("graphics", DevicesReader::graphics),
        each("video", DevicesReader::video),
        balloon == null
            ? null
            : new Balloon(
                balloon.requiredWord("model", Balloon.Model.class), AddressReader.of(balloon)),
        each("rng", DevicesReader::rng));
  }

  private <T> List<T> each(String name, Function<ElementReader, T> read) {
    List<T> all = new ArrayList<>();
    devices.children(name).forEach(element -> all.add(read.apply(element)));
    return all;
  }

  private static Controller controller(ElementReader element) {
    Controller.Type type = element.requiredWord("type", Controller.Type.class);
    Controller.Model model = element.word("model", Controller.Model.class);
    boolean known =
        switch (type) {
          case PCI -> model == Controller.Model.PCI_ROOT || model == Controller.Model.PCIE_ROOT;
          case USB ->
              model == Controller.Model.NONE
                  || model == Controller.Model.PIIX3_UHCI
                  || model == Controller.Model.QEMU_XHCI;
          case IDE, SATA, FDC -> model == null;
        };
    if (!known) {
      element.unsupported(
          "is a "
              + type.word()
              + " controller of "
              + (model == null ? "no model" : "model " + model.word()));
    }
    // Further buses would be the guest's machine built by hand.
    int index = element.number("index", 0, 255, 0);
    if (index > 0) {
      element.unsupported("has the index " + index + ", drover understands: 0");
    }
    return new Controller(type, index, model, AddressReader.of(element));
  }

  private static InputDevice input(ElementReader element) {
    InputDevice.Type type = element.requiredWord("type", InputDevice.Type.class);
    boolean tablet = type == InputDevice.Type.TABLET;
    InputDevice.Bus bus =
        element.word(
            "bus", InputDevice.Bus.class, tablet ? InputDevice.Bus.USB : InputDevice.Bus.PS2);
    if (tablet && bus == InputDevice.Bus.PS2) {
      element.invalid("is a tablet, which PS/2 does not know");
    }
    return new InputDevice(type, bus, AddressReader.of(element));
  }

  private static Graphics graphics(ElementReader element) {
    Graphics.Type type = element.requiredWord("type", Graphics.Type.class);
    for (String secret : List.of("passwd", "passwdValidTo")) {
      if (element.attribute(secret) != null) {
        element
            .problems()
            .unsupported(
                element.path() + "/@" + secret, "is a secret, which no definition carries");
      }
    }
    int port = element.number("port", -1, LAST_PORT, -1);
    boolean noDisplay = type == Graphics.Type.VNC && port > 0 && port < FIRST_VNC_PORT;
    if (port == 0 || noDisplay) {
      element.invalid("has the port " + port + ", expected -1 or one from " + FIRST_VNC_PORT);
    }
    return new Graphics(type, port, element.choice("autoport", "yes", "no"), listen(element));
  }

  /** libvirt writes the address twice: as an attribute for its elders, and as an element. */
  private static @Nullable String listen(ElementReader element) {
    String attribute = element.matching("listen", LISTEN, "an address");
    ElementReader child = element.child("listen");
    if (child == null) {
      return attribute;
    }
    child.required("type");
    child.only("type", "address");
    String address = child.matching("address", LISTEN, "an address");
    if (attribute != null && address != null && !attribute.equals(address)) {
      child.invalid("contradicts the attribute listen of " + element.path());
    }
    return address == null ? attribute : address;
  }

  private static Video video(ElementReader element) {
    ElementReader model = element.requiredChild("model");
    return new Video(
        model.requiredWord("type", Video.Model.class),
        model.number("ram", 1, Integer.MAX_VALUE),
        model.number("vram", 1, Integer.MAX_VALUE),
        model.number("vgamem", 1, Integer.MAX_VALUE),
        model.number("heads", 1, 16),
        model.choice("primary", "yes", "no"),
        AddressReader.of(element));
  }

  private static Rng rng(ElementReader element) {
    element.required("model");
    element.only("model", "virtio");
    ElementReader backend = element.requiredChild("backend");
    backend.required("model");
    backend.only("model", "random");
    return new Rng(backend.textPath(), AddressReader.of(element));
  }
}
