package dev.drover.protocol.switchover.explorer;

import dev.drover.protocol.switchover.DestinationState;
import dev.drover.protocol.switchover.SourceState;

/** What is explored: a scenario, the machines in it, and the faults planted in its world. */
final class Model {
  final Scenario scenario;
  final Mutant mutant;
  final SourceTable sources;
  final DestinationTable destinations;

  Model(Scenario scenario, Mutant mutant) {
    this.scenario = scenario;
    this.mutant = mutant;
    sources = new SourceTable(mutant.source());
    destinations = new DestinationTable(mutant.destination());
  }

  /** Returns the world in which a migration was prepared and nothing has been sent. */
  World beginning() {
    World world = new World();
    world.sourceMemory = sources.state(SourceState.begun(scenario.leased()));
    world.sourceDisk = sources.durable(SourceState.begun(scenario.leased()).durable());
    world.destinationMemory = destinations.state(DestinationState.prepared());
    world.destinationDisk = destinations.durable(DestinationState.prepared().durable());
    return world;
  }

  /** What the source's record says, read from its disk. */
  SourceState.Durable sourceRecord(World world) {
    return sources.durable(world.sourceDisk);
  }

  /** What the destination's record says, read from its disk. */
  DestinationState.Durable destinationRecord(World world) {
    return destinations.durable(world.destinationDisk);
  }

  SourceState sourceState(World world) {
    return sources.state(world.sourceMemory);
  }

  DestinationState destinationState(World world) {
    return destinations.state(world.destinationMemory);
  }
}
