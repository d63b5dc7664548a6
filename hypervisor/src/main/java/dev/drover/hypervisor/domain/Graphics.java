package dev.drover.hypervisor.domain;

import org.jspecify.annotations.Nullable;

/**
 * A remote display, without any secret.
 *
 * @param port TCP port; -1 if the host chooses
 * @param autoport whether the host chooses at every start; null if not said
 * @param listen address to listen on; null means loopback
 */
public record Graphics(Type type, int port, @Nullable Boolean autoport, @Nullable String listen) {
  /** The protocol. */
  public enum Type implements XmlWord {
    VNC,
    SPICE
  }
}
