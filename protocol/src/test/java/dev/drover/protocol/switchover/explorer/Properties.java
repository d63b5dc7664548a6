package dev.drover.protocol.switchover.explorer;

import dev.drover.protocol.switchover.DestinationNote;
import dev.drover.protocol.switchover.DestinationWord;
import dev.drover.protocol.switchover.SourceState;
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
          held || (calmEnd & Calm.ALIVE) != 0 || !hasWholeCopy(world) || isExempt(model, world);
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
      boolean sourceStatedDead = world.stated != 0 && world.source.isDead();
      boolean destinationStatedDead = world.stated == World.DESTINATION_STATED_DEAD;
      return !sourceStatedDead && !destinationStatedDead;
    }
    return source == SourceWord.ENDED && destination == DestinationWord.CANCELLED;
  }

  /** There is a copy that holds everything that the guest has done. */
  private static boolean hasWholeCopy(World world) {
    boolean sourceLives = !world.source.isDead() && !world.sourceIsDying();
    boolean atSource = sourceLives && world.source != SourceQemu.COLD && !world.destinationRan;
    boolean atDestination =
        world.destination == DestinationQemu.RUNNING
            || (world.destination == DestinationQemu.LOADED && world.still);
    return atSource || (atDestination && !world.destinationIsDying());
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

  private static boolean isExempt(Model model, World world) {
    SourceState.Durable source = model.sourceRecord(world);
    DestinationWord destination = model.destinationRecord(world).word();
    boolean sourceDead = world.source.isDead() || world.sourceIsDying();
    boolean destinationDead = world.destination == DestinationQemu.DEAD;
    boolean kept = source.word() == SourceWord.FAILED || source.word() == SourceWord.RESUMED;
    boolean started =
        destination == DestinationWord.STARTING || destination == DestinationWord.COMMITTED;
    // (a) The source lost its power between its stop and permitted on disk, be its QEMU dead
    // already, be its guest paused and its word failed.
    boolean powerLoss = sourceDead && world.sourceLogLost;
    // (b) The source's QEMU died after failed or resumed was chosen.
    boolean diedAfterKept = sourceDead && kept;
    // (c) The destination's QEMU died after its lease was taken (without leases: after starting),
    // without proof that it never ran.
    boolean unprovenThere = destinationDead && started && world.destinationLogLost;
    // (d) The destination of a paused guest died after committed.
    boolean pausedDied =
        destinationDead && model.scenario.guestPaused() && destination == DestinationWord.COMMITTED;
    // (e) The destination ends a copy that it cannot keep (definition, cont, its own word) for a
    // source that has died in the meantime.
    boolean refusedThere = sourceDead && refuses(model, world);
    // Somebody wanted the guest's end, the guest itself or a person.
    boolean wanted = world.destroyed || world.source == SourceQemu.POWERED_OFF;
    // A person chose to boot the guest afresh instead of starting the loaded copy.
    boolean bootedAfresh = world.stated == World.SOURCE_STATED_DEAD;
    return powerLoss
        || diedAfterKept
        || unprovenThere
        || pausedDied
        || refusedThere
        || wanted
        || bootedAfresh;
  }

  private static boolean refuses(Model model, World world) {
    boolean cancelSaid = (world.frames & (Frames.CANCEL | Frames.CANCEL_STATED_DEAD)) != 0;
    boolean ending =
        world.destinationUp() && model.destinationState(world).has(DestinationNote.DOOMED);
    DestinationWord word = model.destinationRecord(world).word();
    return ending && (word == DestinationWord.STARTING || !cancelSaid);
  }
}
