package dev.drover.hypervisor.domain;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a device's {@code <address>}. */
final class AddressReader {
  private static final Pattern HEX = Pattern.compile("0x[0-9a-fA-F]{1,4}|0|[1-9]\\d{0,4}");
  private static final Pattern USB_PORT = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){0,3}");

  private AddressReader() {}

  /** Returns the address of a device; null if it has none. */
  static @Nullable DeviceAddress of(ElementReader device) {
    ElementReader address = device.child("address");
    if (address == null) {
      return null;
    }
    String type = address.required("type");
    return switch (type) {
      case "pci" -> pci(address);
      case "drive" ->
          new DriveAddress(
              address.number("controller", 0, 255, 0),
              address.number("bus", 0, 255, 0),
              address.number("target", 0, 255, 0),
              address.number("unit", 0, 255, 0));
      case "usb" -> usb(address);
      default -> {
        address.only("type", "pci, drive or usb");
        yield null;
      }
    };
  }

  private static PciAddress pci(ElementReader address) {
    Boolean multifunction = address.choice("multifunction", "on", "off");
    return new PciAddress(
        hex(address, "domain", 0xffff),
        hex(address, "bus", 0xff),
        hex(address, "slot", 0x1f),
        hex(address, "function", 7),
        multifunction != null && multifunction);
  }

  private static UsbAddress usb(ElementReader address) {
    String port = address.required("port");
    address.matching("port", USB_PORT, "a port such as 1 or 1.2");
    return new UsbAddress(address.number("bus", 0, 255, 0), port);
  }

  private static int hex(ElementReader address, String name, int most) {
    String value = address.attribute(name);
    if (value == null) {
      return 0;
    }
    int number = HEX.matcher(value).matches() ? Integer.decode(value) : -1;
    if (number < 0 || number > most) {
      address.invalid("has " + name + " outside of 0 to 0x" + Integer.toHexString(most));
      return 0;
    }
    return number;
  }
}
