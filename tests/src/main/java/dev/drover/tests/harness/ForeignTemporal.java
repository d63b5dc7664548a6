package dev.drover.tests.harness;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** A server that somebody else started and that outlives the fleet. */
public record ForeignTemporal(String address) implements TemporalServer {
  public ForeignTemporal {
    requireNonNull(address, "address is null");
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
