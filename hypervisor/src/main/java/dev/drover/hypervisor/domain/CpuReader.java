package dev.drover.hypervisor.domain;

import dev.drover.protocol.failure.Excerpt;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code <cpu>}. */
final class CpuReader {
  /** QEMU takes model and flags in one comma-separated word: nothing may pass for a separator. */
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private final ElementReader cpu;
  private final int vcpus;

  CpuReader(ElementReader cpu, int vcpus) {
    this.cpu = cpu;
    this.vcpus = vcpus;
  }

  CpuDefinition read() {
    ElementReader model = cpu.child("model");
    CpuMode mode = cpu.word("mode", CpuMode.class, CpuMode.CUSTOM);
    if (mode == CpuMode.CUSTOM) {
      cpu.only("match", "exact");
    }
    if (mode == CpuMode.HOST_PASSTHROUGH || mode == CpuMode.MAXIMUM) {
      cpu.only("migratable", "on");
    }
    return new CpuDefinition(
        mode,
        modelName(mode, model),
        model == null ? null : model.word("fallback", CpuFallback.class),
        cpu.word("check", CpuCheck.class),
        topology(),
        features());
  }

  private @Nullable String modelName(CpuMode mode, @Nullable ElementReader model) {
    String name = model == null ? "" : model.text().strip();
    if (mode != CpuMode.CUSTOM) {
      if (model != null && !name.isEmpty()) {
        model.unsupported("is given although the mode is " + mode.word());
      }
      return null;
    }
    if (!WORD.matcher(name).matches()) {
      (model == null ? cpu : model).invalid("needs the name of a CPU model: " + Excerpt.of(name));
    }
    return name;
  }

  private @Nullable CpuTopology topology() {
    ElementReader element = cpu.child("topology");
    if (element == null) {
      return null;
    }
    element.only("clusters", "1");
    CpuTopology topology =
        new CpuTopology(
            required(element, "sockets"),
            element.number("dies", 1, 4096, 1),
            required(element, "cores"),
            required(element, "threads"));
    long product =
        (long) topology.sockets() * topology.dies() * topology.cores() * topology.threads();
    if (product != vcpus) {
      element.invalid("makes " + product + " CPUs, <vcpu> says " + vcpus);
    }
    return topology;
  }

  private static int required(ElementReader topology, String name) {
    topology.required(name);
    return topology.number(name, 1, 4096, 1);
  }

  private List<CpuFeature> features() {
    List<CpuFeature> features = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (ElementReader element : cpu.children("feature")) {
      String name = element.required("name");
      element.matching("name", WORD, "the name of a CPU flag");
      if (!seen.add(name)) {
        element.invalid("names the flag " + Excerpt.of(name) + " again");
      }
      features.add(new CpuFeature(element.requiredWord("policy", CpuFeature.Policy.class), name));
    }
    return features;
  }
}
