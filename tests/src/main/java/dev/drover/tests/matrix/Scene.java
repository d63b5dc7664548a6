package dev.drover.tests.matrix;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/** A fault that takes more than one deed. */
public enum Scene {
  CHANNEL_SILENT(
      "the destination's QEMU stands still while device state is sent, longer than a channel may be"
          + " silent",
      false,
      Outcome.STAYED),
  ORPHANED_CONT(
      "the destination's worker dies when it has said cont to a QEMU that stands still",
      false,
      Outcome.MOVED),
  DESTINATION_AWAY(
      "the destination's worker dies before it hears COMMIT, and stays away until the source has"
          + " taken its lease back",
      true,
      Outcome.STAYED),
  SOURCE_AWAY(
      "the source's worker dies before it says COMMIT, and stays away for a while",
      false,
      Outcome.MOVED),
  TERMINATED_IN_PERFORM(
      "the workflow is terminated while memory is being sent", false, Outcome.MOVED),
  TERMINATED_IN_SWITCHOVER(
      "the workflow is terminated when starting is on disk", false, Outcome.MOVED),
  RECORD_LOST(
      "the destination's worker dies when COMMIT was heard, and its record is gone when it starts",
      false,
      Outcome.HELD),
  RECORD_UNREADABLE(
      "the destination's worker dies when COMMIT was heard, and its record cannot be read when it"
          + " starts",
      false,
      Outcome.HELD);

  private final String sentence;
  private final boolean leased;
  private final Outcome expected;

  Scene(String sentence, boolean leased, Outcome expected) {
    this.sentence = requireNonNull(sentence, "sentence is null");
    this.leased = leased;
    this.expected = requireNonNull(expected, "expected is null");
  }

  /** Returns a name in words. */
  String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Returns what happens. */
  public String sentence() {
    return sentence;
  }

  /** Returns whether the hosts share a lockspace. */
  boolean isLeased() {
    return leased;
  }

  /** Returns what the law says of it. */
  Outcome expected() {
    return expected;
  }
}
