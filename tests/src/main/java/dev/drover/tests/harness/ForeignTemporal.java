package dev.drover.tests.harness;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A server that somebody else started and that outlives the fleet.
 *
 * @param lasts whether other fleets will come to it, so that this one's hosts must not stay in its
 *     list
 */
public record ForeignTemporal(String address, boolean lasts) implements TemporalServer {
  /** A server that lasts. */
  public ForeignTemporal(String address) {
    this(address, true);
  }

  public ForeignTemporal {
    requireNonNull(address, "address is null");
  }

  /**
   * Finds the server at an address.
   *
   * @throws AssertionError if none answers
   */
  public static ForeignTemporal at(String address) {
    try (NamespaceProbe probe = NamespaceProbe.of(address)) {
      Optional<String> trouble = probe.trouble();
      if (trouble.isPresent()) {
        throw new AssertionError("no Temporal server serves on " + address + ": " + trouble.get());
      }
      return new ForeignTemporal(address);
    }
  }

  @Override
  public Optional<String> webPage() {
    return Optional.empty();
  }

  @Override
  public String title() {
    return "not this fleet's own";
  }

  /** Leaves it alone. */
  @Override
  public void close() {}
}
