package dev.drover.tests.harness;

import java.nio.file.Path;
import java.util.Optional;

/** The Temporal server that a fleet works with. */
public sealed interface TemporalServer extends AutoCloseable
    permits EmbeddedTemporal, DevTemporal, ForeignTemporal {

  /** Starts, or finds, the server of a fleet. */
  @FunctionalInterface
  interface Starter {
    /**
     * Returns a server that answers.
     *
     * @param folder the fleet's own, which is removed after the server was closed
     */
    TemporalServer start(Path folder);
  }

  /** Returns where its gRPC port is, as host:port. */
  String address();

  /** Returns the URL of its web page, if it has one that is known here. */
  Optional<String> webPage();

  /** Returns what kind of server it is, in a few words without a verb. */
  String title();

  /** Ends the server if it was started for the fleet, and its state with it. */
  @Override
  void close();
}
