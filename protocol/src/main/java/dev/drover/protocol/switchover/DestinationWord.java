package dev.drover.protocol.switchover;

import java.util.Locale;

/** What the destination has durably said about one migration. */
public enum DestinationWord {
  /** Nothing has been decided; {@code cont} was never sent. */
  UNDECIDED,
  /** COMMIT was heard: {@code cont} may have been sent. */
  STARTING,
  /** Final: the guest is here. */
  COMMITTED,
  /** Final: the guest is not here and never will be. */
  CANCELLED;

  /** Returns whether the destination decides nothing more. */
  public boolean isFinal() {
    return this == COMMITTED || this == CANCELLED;
  }

  /** Returns the spelling of job records and answers, for example {@code undecided}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads {@link #wireName()}.
   *
   * @throws IllegalArgumentException if no word is spelled so: hold, and never take it for absent
   */
  public static DestinationWord parse(String wireName) {
    for (DestinationWord word : values()) {
      if (word.wireName().equals(wireName)) {
        return word;
      }
    }
    throw new IllegalArgumentException(
        "not a word of a migration's destination: '" + wireName + "'");
  }
}
