package dev.drover.hypervisor.domain;

import dev.drover.protocol.xml.XmlElement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares what the guest can see of two definitions, as libvirt's ABI stability check does: it may
 * move only to the very same machine. Host-side things may differ: paths, network connections, the
 * serial ports' far ends, displays, boot order, reactions to a power-off.
 */
public final class AbiCheck {
  /**
   * One thing that the guest would notice.
   *
   * @param path where, for example {@code /domain/devices/disk[2]/target/@bus}
   * @param source the source's value; null if there is none
   * @param given the other's value; null if there is none
   */
  public record Difference(String path, @Nullable String source, @Nullable String given) {
    @Override
    public String toString() {
      return path + " is " + shown(given) + ", the guest runs with " + shown(source);
    }

    private static String shown(@Nullable String value) {
      return value == null ? "missing" : "'" + value + "'";
    }
  }

  private final List<Difference> differences = new ArrayList<>();

  private AbiCheck() {}

  /**
   * Returns every difference that the guest could see.
   *
   * @param source the machine that the guest runs on
   * @param given the machine that it would find
   * @return empty if the guest may move
   */
  public static List<Difference> differences(DomainDefinition source, DomainDefinition given) {
    AbiCheck check = new AbiCheck();
    // Compared as trees: a field that somebody adds is compared unless GuestView leaves it out.
    check.compare(
        "/domain",
        DomainWriter.write(GuestView.of(source)),
        DomainWriter.write(GuestView.of(given)));
    return List.copyOf(check.differences);
  }

  private void compare(String path, XmlElement source, XmlElement given) {
    Set<String> names = new LinkedHashSet<>(source.attributes().keySet());
    names.addAll(given.attributes().keySet());
    for (String name : names) {
      compare(path + "/@" + name, source.attribute(name), given.attribute(name));
    }
    if (source.children().isEmpty() && given.children().isEmpty()) {
      compare(path, source.text(), given.text());
    }
    Map<String, List<XmlElement>> sources = byName(source);
    Map<String, List<XmlElement>> givens = byName(given);
    Set<String> children = new LinkedHashSet<>(sources.keySet());
    children.addAll(givens.keySet());
    for (String name : children) {
      compareAll(
          path + "/" + name,
          sources.getOrDefault(name, List.of()),
          givens.getOrDefault(name, List.of()));
    }
  }

  private void compareAll(String path, List<XmlElement> sources, List<XmlElement> givens) {
    int most = Math.max(sources.size(), givens.size());
    for (int i = 0; i < most; i++) {
      String one = most > 1 ? path + "[" + (i + 1) + "]" : path;
      if (i >= sources.size()) {
        differences.add(new Difference(one, null, "present"));
      } else if (i >= givens.size()) {
        differences.add(new Difference(one, "present", null));
      } else {
        compare(one, sources.get(i), givens.get(i));
      }
    }
  }

  private void compare(String path, @Nullable String source, @Nullable String given) {
    if (source == null ? given != null : !source.equals(given)) {
      differences.add(new Difference(path, source, given));
    }
  }

  private static Map<String, List<XmlElement>> byName(XmlElement element) {
    Map<String, List<XmlElement>> children = new LinkedHashMap<>();
    for (XmlElement child : element.children()) {
      children.computeIfAbsent(child.name(), name -> new ArrayList<>()).add(child);
    }
    return children;
  }
}
