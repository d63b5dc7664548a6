package dev.drover.protocol.cookie;

import dev.drover.protocol.xml.XmlElement;
import dev.drover.protocol.xml.XmlException;
import dev.drover.protocol.xml.XmlReader;
import dev.drover.protocol.xml.XmlWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the cookie's document, in the order in which libvirt does. */
final class CookieWriter {
  static final String ROOT = "qemu-migration";
  static final String HAND_OVER = "drover:switchover";
  static final String NAMESPACE = "https://drover.dev/cookie/1";

  private CookieWriter() {}

  static String write(MigrationCookie cookie) {
    XmlElement.Builder root =
        XmlElement.named(ROOT)
            .add("name", cookie.name())
            .add("uuid", cookie.uuid())
            .add("hostname", cookie.hostName())
            .add("hostuuid", cookie.hostUuid());
    for (String feature : cookie.mandatoryFeatures()) {
      root.add(XmlElement.named("feature").with("name", feature).build());
    }
    addOthers(root, cookie, "graphics");
    root.add(lockState(cookie.lockState()));
    root.add(domain(cookie));
    addOthers(root, cookie, "network", "nbd");
    root.add(statistics(cookie.statistics()));
    addOthers(root, cookie, "cpu", "allowReboot");
    root.add(capabilities(cookie.capabilities()));
    addOthers(root, cookie, "blockDirtyBitmaps");
    root.add(handOver(cookie.handOver()));
    return XmlWriter.write(root.build());
  }

  private static void addOthers(XmlElement.Builder root, MigrationCookie cookie, String... names) {
    for (String name : names) {
      cookie.others().stream().filter(other -> other.name().equals(name)).forEach(root::add);
    }
  }

  private static @Nullable XmlElement lockState(@Nullable LockState state) {
    return state == null
        ? null
        : XmlElement.named("lockstate")
            .with("driver", state.driver())
            .add("leases", state.leases())
            .build();
  }

  private static @Nullable XmlElement domain(MigrationCookie cookie) {
    if (cookie.persistentDefinition() == null) {
      return null;
    }
    try {
      XmlElement domain = XmlReader.read(cookie.persistentDefinition(), CookieCodec.MAX_BYTES);
      if (!domain.name().equals("domain")) {
        throw CookieCodec.invalid(
            "The persistent definition of domain %s is a <%s> document, expected <domain>."
                .formatted(cookie.name(), domain.name()));
      }
      return domain;
    } catch (XmlException e) {
      throw CookieCodec.invalid(
          "The persistent definition of domain %s %s.".formatted(cookie.name(), e.getMessage()));
    }
  }

  private static @Nullable XmlElement statistics(@Nullable CookieStatistics statistics) {
    if (statistics == null) {
      return null;
    }
    XmlElement.Builder element = XmlElement.named("statistics");
    statistics.values().forEach((each, value) -> element.add(each.wireName(), value));
    return element.build();
  }

  private static @Nullable XmlElement capabilities(@Nullable List<Capability> capabilities) {
    if (capabilities == null) {
      return null;
    }
    XmlElement.Builder element = XmlElement.named("capabilities");
    for (Capability capability : capabilities) {
      element.add(
          XmlElement.named("cap")
              .with("name", capability.name())
              .with("auto", capability.automatic() ? "yes" : "no")
              .build());
    }
    return element.build();
  }

  private static @Nullable XmlElement handOver(@Nullable HandOver handOver) {
    return handOver == null
        ? null
        : XmlElement.named(HAND_OVER)
            .with("xmlns:drover", NAMESPACE)
            .with("epoch", handOver.leaseEpoch())
            .with("state", handOver.guestPaused() ? "paused" : "running")
            .build();
  }
}
