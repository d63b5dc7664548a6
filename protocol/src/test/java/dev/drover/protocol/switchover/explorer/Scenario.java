package dev.drover.protocol.switchover.explorer;

/**
 * Which parts of the world are switched on. Everything else is in every scenario, and without any
 * limit on how often it happens: crashes of either worker before, between and after its actions,
 * power losses, deaths of either QEMU, a channel that is cut or falls silent, frames that are lost,
 * late and repeated, links that die, writes that fail or only say so, aborts, definitions that
 * cannot be saved, {@code cont} that is refused, and no workflow to help.
 */
enum Scenario {
  PLAIN("no leases", false, false, false, false),
  LEASED("leases, and a third host that wants the domain", true, false, false, false),
  PAUSED("paused guest, no leases", false, true, false, false),
  LEASED_PAUSED("paused guest, leases", true, true, false, false),
  PEOPLE("no leases, people", false, false, true, false),
  LEASED_PEOPLE("leases, people", true, false, true, false),
  PAUSED_PEOPLE("paused guest, no leases, people", false, true, true, false),
  LEASED_PAUSED_PEOPLE("paused guest, leases, people", true, true, true, false),
  RECORD_LOSS("no leases, a record may be lost", false, false, false, true),
  LEASED_RECORD_LOSS("leases, a record may be lost", true, false, false, true);

  private final String sentence;
  private final boolean leased;
  private final boolean guestPaused;
  private final boolean people;
  private final boolean recordLoss;

  Scenario(
      String sentence, boolean leased, boolean guestPaused, boolean people, boolean recordLoss) {
    this.sentence = sentence;
    this.leased = leased;
    this.guestPaused = guestPaused;
    this.people = people;
    this.recordLoss = recordLoss;
  }

  String sentence() {
    return sentence;
  }

  /** A domain lease on shared storage decides, and a third host wants the domain. */
  boolean leased() {
    return leased;
  }

  /** The guest was paused by its user. */
  boolean guestPaused() {
    return guestPaused;
  }

  /**
   * People destroy the guest, state once that a host is dead (and say the truth), resume a paused
   * guest and boot the domain afresh.
   */
  boolean people() {
    return people;
  }

  /** The destination may lose its record and with it the id. */
  boolean recordLoss() {
    return recordLoss;
  }
}
