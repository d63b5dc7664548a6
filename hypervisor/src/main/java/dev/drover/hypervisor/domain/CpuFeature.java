package dev.drover.hypervisor.domain;

/**
 * A CPU flag, switched beside the model.
 *
 * @param name libvirt's name of the flag, for example {@code lahf_lm}
 */
public record CpuFeature(Policy policy, String name) {
  /** What is asked of a flag. */
  public enum Policy implements XmlWord {
    /** On, whatever the host's CPU says. */
    FORCE,
    /** On. */
    REQUIRE,
    /** On where the host has it. */
    OPTIONAL,
    /** Off. */
    DISABLE,
    /** Off, and a host that has it is refused. */
    FORBID
  }
}
