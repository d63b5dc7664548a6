package dev.drover.protocol.switchover;

import java.util.List;

/**
 * What follows from one event at the source.
 *
 * @param state the machine's next state
 * @param write whether the state's durable part has to be on disk before any effect
 * @param effects to be carried out in this order
 */
public record SourceStep(SourceState state, boolean write, List<SourceEffect> effects) {
  public SourceStep {
    effects = List.copyOf(effects);
  }
}
