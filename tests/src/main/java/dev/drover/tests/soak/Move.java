package dev.drover.tests.soak;

import static java.util.Objects.requireNonNull;

import dev.drover.protocol.Side;
import dev.drover.tests.harness.DroverHost;

/** A move that somebody has asked for, and whose workflow runs. */
record Move(String migrationId, DroverHost source, DroverHost destination) {
  Move {
    requireNonNull(migrationId, "migrationId is null");
    requireNonNull(source, "source is null");
    requireNonNull(destination, "destination is null");
  }

  DroverHost host(Side side) {
    return switch (side) {
      case SOURCE -> source;
      case DESTINATION -> destination;
    };
  }

  /** Returns whether the move has come to a moment. */
  boolean isAt(Moment moment) {
    return switch (moment) {
      case ASKED -> true;
      case PREPARED -> Words.isOpen(destination, migrationId, Side.DESTINATION);
      case ARMED -> Words.reached(source, migrationId, Side.SOURCE, "armed");
      case STARTING -> Words.reached(destination, migrationId, Side.DESTINATION, "starting");
      case CLOSED ->
          Words.closed(source, migrationId, Side.SOURCE).isPresent()
              && !Words.isOpen(destination, migrationId, Side.DESTINATION);
    };
  }
}
