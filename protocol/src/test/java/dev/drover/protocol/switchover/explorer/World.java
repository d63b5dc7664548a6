package dev.drover.protocol.switchover.explorer;

/**
 * One state of everything, mutable while a move is made; {@link #low} and {@link #high} pack it.
 */
final class World {
  /** A person has stated that the source is dead, but not that its copy did not run on. */
  static final int SOURCE_STATED_DEAD = 1;

  /** A person has stated that the source is dead and that its copy did not run on. */
  static final int SOURCE_STATED_STILL = 2;

  /** A person has stated that the destination is dead. */
  static final int DESTINATION_STATED_DEAD = 3;

  SourceQemu source = SourceQemu.IDLE;

  /** The source's guest has not run since it was stopped for the switchover. */
  boolean still;

  boolean sourceLogLost;
  int sourceCommands;
  Standing sourceStanding = Standing.UP;
  int sourceMemory;
  int sourceDisk;

  DestinationQemu destination = DestinationQemu.LOADING;
  boolean destinationRan;
  boolean destinationLogLost;
  boolean destinationRebooted;
  int destinationCommands;
  Standing destinationStanding = Standing.UP;
  int destinationMemory;
  int destinationDisk;

  boolean definitionKept;

  Channel channel = Channel.OPEN;

  /** All of the device state was given to the channel. */
  boolean deviceStateSent;

  /** The destination has told that it loaded everything, and the channel still carries it. */
  boolean loadAcknowledged;

  Lease lease = Lease.SOURCE;
  int frames;
  int stated;

  /** The guest's end was asked for. */
  boolean destroyed;

  World copy() {
    World other = new World();
    other.unpack(low(), high());
    return other;
  }

  @SuppressWarnings("EnumOrdinal") // The packed form never outlives this process.
  long low() {
    long bits = source.ordinal();
    bits = bits << 1 | bit(still);
    bits = bits << 1 | bit(sourceLogLost);
    bits = bits << 6 | sourceCommands;
    bits = bits << 3 | sourceStanding.ordinal();
    bits = bits << 3 | destination.ordinal();
    bits = bits << 1 | bit(destinationRan);
    bits = bits << 1 | bit(destinationLogLost);
    bits = bits << 1 | bit(destinationRebooted);
    bits = bits << 4 | destinationCommands;
    bits = bits << 3 | destinationStanding.ordinal();
    bits = bits << 2 | channel.ordinal();
    bits = bits << 1 | bit(deviceStateSent);
    bits = bits << 1 | bit(loadAcknowledged);
    bits = bits << 3 | lease.ordinal();
    bits = bits << 8 | frames;
    bits = bits << 2 | stated;
    bits = bits << 1 | bit(definitionKept);
    return bits << 1 | bit(destroyed);
  }

  long high() {
    long bits = sourceMemory;
    bits = bits << 16 | sourceDisk;
    bits = bits << 16 | destinationMemory;
    return bits << 8 | destinationDisk;
  }

  void unpack(long low, long high) {
    long bits = low;
    destroyed = (bits & 1) != 0;
    bits >>>= 1;
    definitionKept = (bits & 1) != 0;
    bits >>>= 1;
    stated = (int) bits & 3;
    bits >>>= 2;
    frames = (int) bits & 0xff;
    bits >>>= 8;
    lease = Lease.ALL.get((int) bits & 7);
    bits >>>= 3;
    loadAcknowledged = (bits & 1) != 0;
    bits >>>= 1;
    deviceStateSent = (bits & 1) != 0;
    bits >>>= 1;
    channel = Channel.ALL.get((int) bits & 3);
    bits >>>= 2;
    destinationStanding = Standing.ALL.get((int) bits & 7);
    bits >>>= 3;
    destinationCommands = (int) bits & 15;
    bits >>>= 4;
    destinationRebooted = (bits & 1) != 0;
    bits >>>= 1;
    destinationLogLost = (bits & 1) != 0;
    bits >>>= 1;
    destinationRan = (bits & 1) != 0;
    bits >>>= 1;
    destination = DestinationQemu.ALL.get((int) bits & 7);
    bits >>>= 3;
    sourceStanding = Standing.ALL.get((int) bits & 7);
    bits >>>= 3;
    sourceCommands = (int) bits & 63;
    bits >>>= 6;
    sourceLogLost = (bits & 1) != 0;
    bits >>>= 1;
    still = (bits & 1) != 0;
    bits >>>= 1;
    source = SourceQemu.ALL.get((int) bits);
    bits = high;
    destinationDisk = (int) bits & 0xff;
    bits >>>= 8;
    destinationMemory = (int) bits & 0xffff;
    bits >>>= 16;
    sourceDisk = (int) bits & 0xffff;
    bits >>>= 16;
    sourceMemory = (int) bits;
  }

  private static int bit(boolean set) {
    return set ? 1 : 0;
  }

  boolean sourceUp() {
    return sourceStanding == Standing.UP;
  }

  boolean destinationUp() {
    return destinationStanding == Standing.UP;
  }

  /** Forgets what nobody can see any more, so that fewer worlds differ. */
  void forget() {
    boolean sends =
        source == SourceQemu.IDLE
            || source == SourceQemu.ACTIVE
            || source == SourceQemu.PRE_SWITCHOVER
            || source == SourceQemu.DEVICE;
    if (!sends && destination != DestinationQemu.LOADING) {
      channel = Channel.CUT;
      deviceStateSent = false;
      loadAcknowledged = false;
    }
    if (sourceStanding == Standing.CLOSED) {
      frames &= Frames.TO_DESTINATION;
    }
    if (destinationStanding == Standing.CLOSED && sourceStanding == Standing.CLOSED) {
      frames = 0;
    }
  }

  /** SIGKILL is under way: QEMU executes no command any more, and answers no monitor. */
  boolean sourceIsDying() {
    return (sourceCommands & Commands.KILL) != 0;
  }

  /** SIGKILL is under way: QEMU executes no command any more, and answers no monitor. */
  boolean destinationIsDying() {
    return (destinationCommands & Commands.KILL) != 0;
  }

  /** The source's guest executes instructions, given whether its user had paused it. */
  boolean sourceRuns(boolean guestPaused) {
    return switch (source) {
      case IDLE, ACTIVE -> !guestPaused;
      case RUNNING, COLD -> true;
      case PRE_SWITCHOVER, DEVICE, COMPLETED, FAILING, PAUSED, DEAD, POWERED_OFF -> false;
    };
  }

  boolean destinationRuns() {
    return destination == DestinationQemu.RUNNING || destination == DestinationQemu.COLD;
  }

  /** The source's QEMU starts or goes on to execute its guest after it was stopped. */
  void sourceRunsOn() {
    source = SourceQemu.RUNNING;
    still = false;
  }

  /** The source's QEMU ends; its sockets close with it. */
  void sourceDies(SourceQemu how) {
    source = how;
    sourceCommands = 0;
    if (channel == Channel.OPEN) {
      channel = Channel.CUT;
    }
  }

  /** The destination's QEMU ends; its sockets close with it. */
  void destinationDies() {
    destination = DestinationQemu.DEAD;
    destinationCommands = 0;
    loadAcknowledged = false;
    if (channel == Channel.OPEN) {
      channel = Channel.CUT;
    }
  }
}
