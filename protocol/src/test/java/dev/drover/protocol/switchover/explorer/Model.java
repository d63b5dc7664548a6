package dev.drover.protocol.switchover.explorer;

import dev.drover.protocol.switchover.DestinationState;
import dev.drover.protocol.switchover.SourceState;
import java.util.EnumSet;
import java.util.Set;

/** What is explored: a scenario, the machines in it, and the faults planted in its world. */
final class Model {
  final Scenario scenario;
  final Mutant mutant;
  final Set<Exemption> exemptions;
  final SourceTable sources;
  final DestinationTable destinations;

  Model(Scenario scenario, Mutant mutant) {
    this(scenario, mutant, EnumSet.allOf(Exemption.class));
  }

  Model(Scenario scenario, Mutant mutant, Set<Exemption> exemptions) {
    this.exemptions = exemptions;
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
