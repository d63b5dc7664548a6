package dev.drover.protocol.cookie;

import static dev.drover.protocol.cookie.CookieCodec.invalid;

import dev.drover.protocol.CanonicalUuid;
import dev.drover.protocol.failure.Excerpt;
import dev.drover.protocol.xml.XmlElement;
import dev.drover.protocol.xml.XmlException;
import dev.drover.protocol.xml.XmlReader;
import dev.drover.protocol.xml.XmlWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the cookie's document. */
final class CookieReader {
  /** Sections of libvirt that drover carries as they are. */
  private static final Set<String> OTHERS =
      Set.of("graphics", "network", "nbd", "cpu", "allowReboot", "blockDirtyBitmaps");

  private final XmlElement root;

  private CookieReader(XmlElement root) {
    this.root = root;
  }

  static MigrationCookie read(byte[] document) {
    try {
      XmlElement root = XmlReader.read(document, CookieCodec.MAX_BYTES);
      if (!root.name().equals(CookieWriter.ROOT)) {
        throw invalid(
            "The migration cookie is a <%s> document, expected <%s>."
                .formatted(Excerpt.of(root.name()), CookieWriter.ROOT));
      }
      return new CookieReader(root).cookie();
    } catch (XmlException e) {
      throw invalid("The migration cookie " + e.getMessage() + ".");
    }
  }

  private MigrationCookie cookie() {
    String name = required("name");
    String uuid = uuid("uuid");
    String hostName = required("hostname");
    String hostUuid = uuid("hostuuid");
    List<String> features = features();
    XmlElement domain = single("domain");
    boolean persistent = features.contains(CookieFeature.PERSISTENT.wireName());
    if (persistent != (domain != null)) {
      throw invalid(
          persistent
              ? "The migration cookie announces a persistent definition and carries none."
              : "The migration cookie carries a persistent definition that it does not announce.");
    }
    return new MigrationCookie(
        name,
        uuid,
        hostName,
        hostUuid,
        features,
        lockState(),
        domain == null ? null : XmlWriter.write(domain),
        statistics(),
        capabilities(),
        handOver(),
        root.children().stream().filter(child -> OTHERS.contains(child.name())).toList());
  }

  private List<String> features() {
    List<String> names = new ArrayList<>();
    for (XmlElement child : root.children()) {
      if (child.name().equals("feature")) {
        names.add(attribute(child, "name"));
      }
    }
    return names;
  }

  private @Nullable LockState lockState() {
    XmlElement element = single("lockstate");
    if (element == null) {
      return null;
    }
    XmlElement leases = element.child("leases");
    return new LockState(attribute(element, "driver"), leases == null ? null : leases.text());
  }

  private @Nullable CookieStatistics statistics() {
    XmlElement element = single("statistics");
    if (element == null) {
      return null;
    }
    Map<CookieStatistic, Long> values = new EnumMap<>(CookieStatistic.class);
    for (CookieStatistic statistic : CookieStatistic.values()) {
      XmlElement value = element.child(statistic.wireName());
      if (value != null) {
        values.put(statistic, number("<" + statistic.wireName() + ">", value.text()));
      }
    }
    return new CookieStatistics(values);
  }

  private @Nullable List<Capability> capabilities() {
    XmlElement element = single("capabilities");
    if (element == null) {
      return null;
    }
    List<Capability> list = new ArrayList<>();
    for (XmlElement child : element.children()) {
      if (child.name().equals("cap")) {
        list.add(new Capability(attribute(child, "name"), yes(attribute(child, "auto"))));
      }
    }
    return list;
  }

  private static boolean yes(String auto) {
    return switch (auto) {
      case "yes" -> true;
      case "no" -> false;
      default ->
          throw invalid(
              "The migration cookie says auto='" + Excerpt.of(auto) + "' of a capability.");
    };
  }

  private @Nullable HandOver handOver() {
    XmlElement element = single(CookieWriter.HAND_OVER);
    if (element == null) {
      return null;
    }
    if (!CookieWriter.NAMESPACE.equals(element.attribute("xmlns:drover"))) {
      throw invalid(
          "The migration cookie's <%s> belongs to %s, expected %s."
              .formatted(
                  element.name(),
                  Excerpt.of(String.valueOf(element.attribute("xmlns:drover"))),
                  CookieWriter.NAMESPACE));
    }
    long epoch = number("epoch", attribute(element, "epoch"));
    String state = attribute(element, "state");
    if (epoch < 0 || !Set.of("running", "paused").contains(state)) {
      throw invalid(
          "The migration cookie hands over epoch %d in state %s, expected running or paused."
              .formatted(epoch, Excerpt.of(state)));
    }
    return new HandOver(epoch, state.equals("paused"));
  }

  private String required(String name) {
    XmlElement element = single(name);
    if (element == null || element.text().isEmpty()) {
      throw invalid("The migration cookie has no <" + name + ">.");
    }
    return element.text();
  }

  private String uuid(String name) {
    String text = required(name);
    return CanonicalUuid.of(text)
        .orElseThrow(
            () ->
                invalid(
                    "The migration cookie's <"
                        + name
                        + "> is not a UUID: "
                        + Excerpt.of(text)
                        + "."));
  }

  /** The second of two could contradict the first; libvirt would look at one of them only. */
  private @Nullable XmlElement single(String name) {
    List<XmlElement> all =
        root.children().stream().filter(child -> child.name().equals(name)).toList();
    if (all.size() > 1) {
      throw invalid("The migration cookie has <" + name + "> more than once.");
    }
    return all.isEmpty() ? null : all.get(0);
  }

  private static String attribute(XmlElement element, String name) {
    String value = element.attribute(name);
    if (value == null) {
      throw invalid("The migration cookie's <" + element.name() + "> has no " + name + ".");
    }
    return value;
  }

  private static long number(String what, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw invalid(
          "The migration cookie's " + what + " is not a number: " + Excerpt.of(text) + ".");
    }
  }
}
