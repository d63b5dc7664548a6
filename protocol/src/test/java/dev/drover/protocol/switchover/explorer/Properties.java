package dev.drover.protocol.switchover.explorer;

import dev.drover.protocol.switchover.DestinationWord;
import dev.drover.protocol.switchover.SourceWord;

/** What must hold in every world. */
enum Properties {
  ONE_COPY_RUNS("1. never two copies running"),
  ONE_HISTORY("2. never two histories: what one side has run past, the other never runs"),
  CALM_CLOSES("3. from every state a calm world leads to both records closed"),
  WHOLE_COPY_LIVES("4. a whole copy that was not outrun is not doomed"),
  WORDS_AGREE("5. never failed or resumed on one side and committed on the other");

  private final String sentence;

  Properties(String sentence) {
    this.sentence = sentence;
  }

  String sentence() {
    return sentence;
  }

  /**
   * Returns whether the property holds in this world.
   *
   * @param calmEnd what {@link Calm#end} says about the world
   */
  boolean holds(Model model, World world, int calmEnd) {
    // A migration that was permitted and whose record is lost is held for a person.
    boolean held = model.scenario.recordLoss();
    return switch (this) {
      case ONE_COPY_RUNS -> copiesRunning(model, world) <= 1;
      case ONE_HISTORY -> !twoHistories(world);
      case CALM_CLOSES -> held || (calmEnd & Calm.CLOSED) != 0;
      case WHOLE_COPY_LIVES ->
          held
              || (calmEnd & Calm.ALIVE) != 0
              || !hasWholeCopy(world)
              || model.exemptions.stream().anyMatch(one -> one.covers(model, world));
      case WORDS_AGREE -> !wordsContradict(model, world);
    };
  }

  private static int copiesRunning(Model model, World world) {
    int copies = world.sourceRuns(model.scenario.guestPaused()) ? 1 : 0;
    copies += world.destinationRuns() ? 1 : 0;
    return copies + (world.lease == Lease.THIRD_HOST ? 1 : 0);
  }

  private static boolean twoHistories(World world) {
    // A person who lets the source resume for a destination that is dead accepts the older history.
    return world.destinationRan && !world.still && world.stated != World.DESTINATION_STATED_DEAD;
  }

  private static boolean wordsContradict(Model model, World world) {
    SourceWord source = model.sourceRecord(world).word();
    DestinationWord destination = model.destinationRecord(world).word();
    boolean kept = source == SourceWord.FAILED || source == SourceWord.RESUMED;
    if (kept && destination == DestinationWord.COMMITTED) {
      // What a person states stands between the two words until the other side has heard it.
      boolean sourceStatedDead =
          (world.stated == World.SOURCE_STATED_DEAD || world.stated == World.SOURCE_STATED_STILL)
              && world.source.isDead()
              && world.sourceStanding != Standing.CLOSED;
      boolean destinationStatedDead =
          world.stated == World.DESTINATION_STATED_DEAD
              && world.destinationStanding != Standing.CLOSED;
      return !sourceStatedDead && !destinationStatedDead;
    }
    return source == SourceWord.ENDED && destination == DestinationWord.CANCELLED;
  }

  /** There is a copy that holds everything that the guest has done, be it about to be killed. */
  private static boolean hasWholeCopy(World world) {
    boolean atSource =
        !world.source.isDead() && world.source != SourceQemu.COLD && !world.destinationRan;
    boolean atDestination =
        world.destination == DestinationQemu.RUNNING
            || (world.destination == DestinationQemu.LOADED && world.still);
    return atSource || atDestination;
  }

  /** The guest lives on a host that may run it. */
  static boolean isAlive(Model model, World world) {
    if (world.lease == Lease.THIRD_HOST || world.destinationRuns()) {
      return true;
    }
    if (!model.scenario.guestPaused()) {
      return world.sourceRuns(false);
    }
    SourceWord source = model.sourceRecord(world).word();
    boolean kept = source == SourceWord.FAILED || source == SourceWord.RESUMED;
    boolean committed =
        model.destinationRecord(world).word() == DestinationWord.COMMITTED
            && world.destination == DestinationQemu.LOADED;
    return committed || (kept && !world.source.isDead());
  }
}
