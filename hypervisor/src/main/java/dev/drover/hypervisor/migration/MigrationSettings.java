package dev.drover.hypervisor.migration;

import static java.util.Objects.requireNonNull;

/**
 * What a host allows and where it listens.
 *
 * @param dataAddress the address on which waiting QEMUs listen, an IP literal without brackets
 * @param maxIncoming how many moves may come in at once, at least 1
 */
public record MigrationSettings(String dataAddress, int maxIncoming) {
  public MigrationSettings {
    requireNonNull(dataAddress, "dataAddress is null");
    if (maxIncoming < 1) {
      throw new IllegalArgumentException(
          "maxIncoming is " + maxIncoming + ", at least 1 is needed");
    }
  }

  /** Returns the address as it stands in a URI: IPv6 literals in brackets. */
  String dataHost() {
    return dataAddress.indexOf(':') >= 0 ? "[" + dataAddress + "]" : dataAddress;
  }
}
