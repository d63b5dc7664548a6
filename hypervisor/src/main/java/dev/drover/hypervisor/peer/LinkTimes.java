package dev.drover.hypervisor.peer;

import java.time.Duration;

/**
 * The clocks of a link.
 *
 * @param ping how often an end asks whether the other is there
 * @param silence after which an end gives the link up (requirement D6)
 * @param handshake within which a new connection has greeted
 */
record LinkTimes(Duration ping, Duration silence, Duration handshake) {
  static final LinkTimes DEFAULT =
      new LinkTimes(Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofSeconds(5));
}
