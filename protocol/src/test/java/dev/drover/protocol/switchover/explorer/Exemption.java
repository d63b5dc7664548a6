package dev.drover.protocol.switchover.explorer;

import dev.drover.protocol.switchover.DestinationNote;
import dev.drover.protocol.switchover.DestinationWord;
import dev.drover.protocol.switchover.SourceWord;

/**
 * Where a whole copy that was not outrun is given up all the same: nothing that a host can know
 * tells it from a copy that must not run, or its end was wanted. None of these is spare: without
 * any one of them the explorer finds a violation.
 */
enum Exemption {
  POWER_LOST_BEFORE_PERMITTED(
      "(a) the source loses its power between its stop and permitted on disk, also with a QEMU that"
          + " is dead already",
      Scenario.PLAIN),
  DIED_AFTER_KEPT("(b) the source's QEMU dies after failed or resumed was chosen", Scenario.PLAIN),
  DIED_UNPROVEN_THERE(
      "(c) the destination's QEMU dies after its lease was taken, or after starting where there are"
          + " no leases, without proof that it never ran",
      Scenario.PLAIN),
  PAUSED_DIED_THERE("(d) the destination of a paused guest dies after committed", Scenario.PAUSED),
  REFUSED_THERE(
      "(e) the destination cannot keep the guest (definition, cont, its own word), and the source's"
          + " QEMU has died in the meantime",
      Scenario.PLAIN),
  END_WANTED("a person wanted the guest's end", Scenario.PEOPLE),
  BOOTED_AFRESH(
      "a person stated that the source is dead, but not that its copy did not run on",
      Scenario.PEOPLE);

  private final String sentence;
  private final Scenario scenario;

  Exemption(String sentence, Scenario scenario) {
    this.sentence = sentence;
    this.scenario = scenario;
  }

  String sentence() {
    return sentence;
  }

  /** The smallest scenario that needs it. */
  Scenario scenario() {
    return scenario;
  }

  /** Returns whether it covers this world. */
  boolean covers(Model model, World world) {
    boolean sourceDead = world.source.isDead();
    boolean destinationDead = world.destination == DestinationQemu.DEAD;
    SourceWord source = model.sourceRecord(world).word();
    DestinationWord destination = model.destinationRecord(world).word();
    return switch (this) {
      case POWER_LOST_BEFORE_PERMITTED ->
          sourceDead
              && world.sourceLogLost
              && (source == SourceWord.ARMED || source == SourceWord.ASKING);
      case DIED_AFTER_KEPT ->
          sourceDead && (source == SourceWord.FAILED || source == SourceWord.RESUMED);
      case DIED_UNPROVEN_THERE ->
          destinationDead
              && world.destinationLogLost
              && (destination == DestinationWord.STARTING
                  || destination == DestinationWord.COMMITTED);
      case PAUSED_DIED_THERE ->
          destinationDead
              && model.scenario.guestPaused()
              && destination == DestinationWord.COMMITTED;
      case REFUSED_THERE -> sourceDead && refuses(model, world, destination);
      case END_WANTED -> world.destroyed;
      case BOOTED_AFRESH -> world.stated == World.SOURCE_STATED_DEAD;
    };
  }

  /** The destination ends its copy by its own decision: no host and no person told it to. */
  private static boolean refuses(Model model, World world, DestinationWord word) {
    boolean told =
        (world.frames & (Frames.CANCEL | Frames.CANCEL_STATED_DEAD)) != 0
            || world.stated == World.SOURCE_STATED_DEAD;
    boolean ending =
        world.destinationIsDying()
            || (world.destinationUp() && model.destinationState(world).has(DestinationNote.DOOMED));
    return ending && (word == DestinationWord.STARTING || !told);
  }
}
