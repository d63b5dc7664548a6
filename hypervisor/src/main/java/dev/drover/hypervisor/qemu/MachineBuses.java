package dev.drover.hypervisor.qemu;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drover.hypervisor.domain.Controller;
import dev.drover.hypervisor.domain.DeviceAddress;
import dev.drover.hypervisor.domain.PciAddress;
import dev.drover.hypervisor.domain.UsbAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The buses of a machine: those that it brings, and those that controllers add. */
final class MachineBuses {
  private final Arguments arguments;
  private final boolean expressBus;

  /**
   * @param machine the machine type; its buses are known for i440fx and q35
   */
  MachineBuses(Arguments arguments, String machine) {
    this.arguments = requireNonNull(arguments, "arguments is null");
    this.expressBus = machine.equals("q35") || machine.startsWith("pc-q35-");
    boolean conventional = machine.equals("pc") || machine.startsWith("pc-i440fx-");
    if (!expressBus && !conventional) {
      throw arguments.unsupported(
          "machine type '" + machine + "' is neither a pc-i440fx nor a pc-q35 one.");
    }
  }

  /** Returns whether this is a q35: PCI Express, SATA instead of IDE, no floppy controller. */
  boolean isExpress() {
    return expressBus;
  }

  void addControllers(List<Controller> controllers) {
    for (Controller controller : controllers) {
      String name = controller.type().word() + " controller " + controller.index();
      switch (controller.type()) {
        case PCI -> requireRoot(controller, name);
        case USB -> addUsb(controller, name);
        case IDE -> requireBuiltIn(!expressBus && controller.index() == 0, name);
        case FDC -> requireBuiltIn(!expressBus && controller.index() == 0, name);
        case SATA -> addSata(controller);
      }
    }
  }

  private void requireRoot(Controller controller, String name) {
    Controller.Model root = expressBus ? Controller.Model.PCIE_ROOT : Controller.Model.PCI_ROOT;
    requireBuiltIn(controller.index() == 0 && controller.model() == root, name);
  }

  private void requireBuiltIn(boolean builtIn, String name) {
    if (!builtIn) {
      throw arguments.unsupported(name + " is not one that its machine brings by itself.");
    }
  }

  private void addUsb(Controller controller, String name) {
    Controller.Model model = controller.model();
    if (model == null) {
      // libvirt's choice for an i440fx; a q35 has none of its own.
      requireBuiltIn(!expressBus, name);
      model = Controller.Model.PIIX3_UHCI;
    }
    switch (model) {
      case NONE -> {}
      case PIIX3_UHCI -> addPci("piix3-usb-uhci", usbId(controller.index()), controller.address());
      case QEMU_XHCI -> addPci("qemu-xhci", usbId(controller.index()), controller.address());
      case PCI_ROOT, PCIE_ROOT -> throw arguments.unsupported(name + " has a PCI model.");
    }
  }

  private void addSata(Controller controller) {
    if (!expressBus || controller.index() != 0) {
      addPci("ahci", "sata" + controller.index(), controller.address());
    }
  }

  private void addPci(String driver, String id, @Nullable DeviceAddress address) {
    ObjectNode device = Arguments.device(driver, id);
    plugIntoPci(device, address, id);
    arguments.add("-device", device);
  }

  private static String usbId(int index) {
    return index == 0 ? "usb" : "usb" + index;
  }

  /** Returns the bus of a SATA port, for {@code ide-hd} and {@code ide-cd}. */
  String sataPort(int controller, int port) {
    return (expressBus && controller == 0 ? "ide" : "sata" + controller) + "." + port;
  }

  /** Fills in where a PCI device sits; without an address QEMU takes the first free slot. */
  void plugIntoPci(ObjectNode device, @Nullable DeviceAddress address, String name) {
    device.put("bus", expressBus ? "pcie.0" : "pci.0");
    if (address == null) {
      return;
    }
    if (!(address instanceof PciAddress pci) || pci.domain() != 0 || pci.bus() != 0) {
      throw arguments.unsupported(
          "the address of " + name + " is not on PCI bus 0, the only one there is.");
    }
    if (pci.multifunction()) {
      device.put("multifunction", true);
    }
    device.put(
        "addr",
        "0x"
            + Integer.toHexString(pci.slot())
            + (pci.function() == 0 ? "" : ".0x" + Integer.toHexString(pci.function())));
  }

  /** Fills in where a USB device sits; without an address QEMU takes the first free port. */
  void plugIntoUsb(ObjectNode device, @Nullable DeviceAddress address, String name) {
    if (address == null) {
      device.put("bus", "usb.0");
    } else if (address instanceof UsbAddress usb) {
      device.put("bus", usbId(usb.bus()) + ".0").put("port", usb.port());
    } else {
      throw arguments.unsupported("the address of " + name + " is not on a USB bus.");
    }
  }
}
