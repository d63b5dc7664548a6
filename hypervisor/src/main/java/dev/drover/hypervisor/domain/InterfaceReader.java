package dev.drover.hypervisor.domain;

import dev.drover.protocol.failure.Excerpt;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code <interface>}. */
final class InterfaceReader {
  /** The even second digit leaves out multicast addresses. */
  private static final Pattern MAC =
      Pattern.compile("\\p{XDigit}[02468aceACE](:\\p{XDigit}{2}){5}");

  /** Linux: IFNAMSIZ is 16, with the NUL. */
  private static final Pattern DEVICE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,14}");

  private final ElementReader card;
  private final @Nullable IdentitySource missing;

  InterfaceReader(ElementReader card, @Nullable IdentitySource missing) {
    this.card = card;
    this.missing = missing;
  }

  NetworkInterface read() {
    NetworkSource source = source();
    String mac = mac();
    // libvirt would take rtl8139 here; the guest's hardware is not guessed.
    ElementReader model = card.requiredChild("model");
    return new NetworkInterface(
        source,
        mac,
        model.requiredWord("type", NetworkInterface.Model.class),
        AddressReader.of(card));
  }

  private NetworkSource source() {
    String type = card.required("type");
    return switch (type) {
      case "user" -> new NetworkSource.User();
      case "ethernet" -> new NetworkSource.Tap(device(card.requiredChild("target"), "dev"));
      case "bridge" -> {
        ElementReader target = card.child("target");
        yield new NetworkSource.Bridge(
            device(card.requiredChild("source"), "bridge"),
            target == null ? null : device(target, "dev"));
      }
      default -> {
        card.problems()
            .unsupported(
                card.path() + "/@type",
                "is " + Excerpt.of(type) + ", drover understands: user, ethernet, bridge");
        yield new NetworkSource.User();
      }
    };
  }

  private static String device(ElementReader element, String attribute) {
    String name = element.required(attribute);
    element.matching(attribute, DEVICE, "the name of a network device");
    return name;
  }

  private String mac() {
    ElementReader element = card.child("mac");
    if (element == null && missing != null) {
      return missing.mac();
    }
    ElementReader given = element == null ? card.requiredChild("mac") : element;
    given.required("address");
    String mac = given.matching("address", MAC, "the MAC address of one card");
    return mac == null ? "" : mac.toLowerCase(Locale.ROOT);
  }
}
