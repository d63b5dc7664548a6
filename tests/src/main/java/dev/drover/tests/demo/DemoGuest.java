package dev.drover.tests.demo;

import dev.drover.tests.harness.DroverHost;

/**
 * A guest that the demo moves. It is heard on both hosts from the start; what it says of itself is
 * compared with what drover says.
 */
interface DemoGuest extends AutoCloseable {
  String name();

  String uuid();

  /** Returns the definition, as XML. */
  String definition();

  /** Returns how often it moves there and back. */
  int rounds();

  /** Waits until it has said, on the host where it was started, that it runs. */
  void awaitBoot(DroverHost on);

  /** Is called before it moves. */
  void leaving(DroverHost from, DroverHost to);

  /** Waits until it has said, on the destination, that it runs, and checks how it came over. */
  void arrived(Move move);

  /** Checks, after all moves, what only a guest can know of itself. */
  void checkItself(DroverHost on);

  /** Checks, after the guest was destroyed, what it leaves, and says how it all went. */
  void sumUp();

  /** Stops listening. */
  @Override
  void close();
}
