package dev.drover.protocol.switchover;

import java.util.List;

/**
 * What follows from one event at the destination.
 *
 * @param state the machine's next state
 * @param write whether the state's durable part has to be on disk before any effect
 * @param effects to be carried out in this order
 */
public record DestinationStep(
    DestinationState state, boolean write, List<DestinationEffect> effects) {
  public DestinationStep {
    effects = List.copyOf(effects);
  }
}
